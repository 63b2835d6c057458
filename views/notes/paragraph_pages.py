"""Pages that change a paragraph of an analytic note: its words, its place, taking it out (4.5)."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.notes import MOST_TEXT, Section
from domain.typed import MOST_ID
from models import NoteParagraph
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.note_editing import (
    add_paragraph,
    edit_paragraph,
    move_paragraph,
    remove_paragraph,
)
from services.note_making import path_of
from services.note_words import section_word
from services.notes import Note, Paragraph, find_note
from views.needs import needs
from views.notes.words import shown_figures

PARAGRAPH: Final = Resource.note_paragraph
Answer = str | Response | tuple[str, int]


class ParagraphView(BaseView):
    """The paragraphs of an analytic note."""

    route_base = "/notes"
    class_permission_name = str(PARAGRAPH)

    @expose("/<int:pk>/add", methods=["GET", "POST"])
    @needs(Action.create, PARAGRAPH)
    def add(self, pk: int) -> Answer:
        """Add an own paragraph to a section of the note."""
        note = _note(pk)
        section = request.values.get("section", "")
        if section not in set(Section):
            abort(404)
        if request.method == "GET":
            return self._form(note, Section(section), None, "", {})
        text = request.form.get("text", "")
        who = current_principal()
        return _do(
            lambda: add_paragraph(db.session, who, pk, section, text),
            lambda errors: self._form(note, Section(section), None, text, errors),
            _("The paragraph is in the note."),
            f"{path_of(pk)}#{section}",
        )

    @expose("/paragraph/<int:pk>", methods=["GET", "POST"])
    @needs(Action.update, PARAGRAPH)
    def edit(self, pk: int) -> Answer:
        """Put a paragraph into other words; its figures stay."""
        note, one = _paragraph(pk)
        if request.method == "GET":
            return self._form(note, one.section, one, one.text, {})
        text = request.form.get("text", "")
        who = current_principal()
        return _do(
            lambda: edit_paragraph(db.session, who, pk, text),
            lambda errors: self._form(note, one.section, one, text, errors),
            _("The paragraph is changed."),
            f"{path_of(note.head.id)}#p{pk}",
        )

    @expose("/paragraph/<int:pk>/remove", methods=["POST"])
    @needs(Action.delete, PARAGRAPH)
    def remove(self, pk: int) -> Answer:
        """Take a paragraph out; it can be taken back."""
        note, one = _paragraph(pk)
        who = current_principal()
        return _do(
            lambda: remove_paragraph(db.session, who, pk),
            lambda _errors: "",
            _("The paragraph is out of the note. «Undo» brings it back."),
            f"{path_of(note.head.id)}#{one.section}",
        )

    @expose("/paragraph/<int:pk>/move", methods=["POST"])
    @needs(Action.update, PARAGRAPH)
    def move(self, pk: int) -> Answer:
        """Move a paragraph up or down within its section."""
        note, _one = _paragraph(pk)
        who = current_principal()
        by = -1 if request.form.get("to") == "up" else 1
        return _do(
            lambda: move_paragraph(db.session, who, pk, by),
            lambda _errors: "",
            _("The paragraph is moved."),
            f"{path_of(note.head.id)}#p{pk}",
        )

    def _form(
        self,
        note: Note,
        section: Section,
        one: Paragraph | None,
        text: str,
        errors: Mapping[str, str],
    ) -> str:
        if not note.edits:
            abort(403)
        return str(
            self.render_template(
                "notes/paragraph.html",
                note=note.head,
                section=section,
                heading=section_word(section),
                one=one,
                text=text,
                figures=shown_figures(one) if one else {},
                errors=errors,
                most=MOST_TEXT,
            )
        )


def _do(
    work: Callable[[], object],
    again: Callable[[Mapping[str, str]], str],
    done: str,
    to: str,
) -> Answer:
    try:
        work()
    except NotFoundError:
        abort(404)
    except NotAllowedError:
        db.session.rollback()
        abort(403)
    except ConflictError as refusal:
        db.session.rollback()
        flash(refusal.sentence, "warning")
        return redirect(to)
    except FieldsError as wrong:
        db.session.rollback()
        return again(wrong.errors), 422
    flash(done, "success")
    return redirect(to)


def _note(pk: int) -> Note:
    try:
        return find_note(db.session, current_principal(), pk)
    except NotFoundError:
        abort(404)


def _paragraph(pk: int) -> tuple[Note, Paragraph]:
    row = db.session.get(NoteParagraph, pk) if pk <= MOST_ID else None
    if row is None:
        abort(404)
    note = _note(row.note_id)
    return note, next(one for one in note.paragraphs if one.id == pk)
