"""Pages of analytic notes: the list, a new one, a note with its editor, signing (4.5)."""

from collections.abc import Callable, Mapping
from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.notes import MOST_TEXT, filled
from domain.typed import MOST_ID
from jobs.notes import keep_note
from services.control_plan import find_item
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.note_editing import can_undo, undo
from services.note_making import (
    MOST_TITLE,
    add_drafted,
    delete_note,
    lacking,
    make_note,
    path_of,
    redraw_note,
    retitle_note,
    sign_note,
)
from services.note_periods import usual_periods
from services.note_words import section_word
from services.notes import Note, find_note, headed_departments_of, list_notes
from services.notices import mark_read_of
from views.needs import needs, page_number
from views.notes.asked import FIELDS, new_note_of, text_of
from views.notes.words import line, moment, period_word, sections, shown_figures

NOTE: Final = Resource.analytic_note
Answer = str | Response | tuple[str, int]


class NotesView(BaseView):
    """Analytic notes of the heads of departments."""

    route_base = "/notes"
    default_view = "notes"
    class_permission_name = str(NOTE)

    @expose("/")
    @needs(Action.read, NOTE)
    def notes(self) -> str:
        """List the notes that the person sees, newest first."""
        state = request.args.get("state", "")
        signed = {"signed": True, "draft": False}.get(state)
        page = page_number()
        found, more = list_notes(db.session, signed=signed, page=page)
        who = current_principal()
        return str(
            self.render_template(
                "notes/list.html",
                lines=[line(one) for one in found],
                state=state if signed is not None else "",
                page=page,
                more=more,
                drafts=bool(headed_departments_of(db.session, who)),
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, NOTE)
    def new(self) -> Answer:
        """Draft a note of a department and a period from the data."""
        who = current_principal()
        values = dict.fromkeys(FIELDS, "")
        item = request.values.get("item", "")
        if item.isascii() and item.isdigit() and len(item) <= 10:
            values["control_item_id"] = item
        if request.method == "GET":
            return self._form(values, {})
        values = {name: request.form.get(name, "") for name in FIELDS}
        preset = request.form.get("period", "")
        if ".." in preset:
            values["period_from"], values["period_to"] = preset.split("..", 1)
        try:
            key = make_note(db.session, who, new_note_of(values))
        except NotAllowedError:
            abort(403)
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(values, wrong.errors), 422
        flash(_("The note is drafted from the data. Read it, put it into your words, sign it."))
        return redirect(path_of(key))

    @expose("/<int:pk>")
    @needs(Action.read, NOTE)
    def show(self, pk: int) -> Answer:
        """Show a note; its head edits it until it is signed."""
        if pk <= MOST_ID:
            mark_read_of(db.session, path_of(pk))
        return self._page(_found(pk), {})

    @expose("/<int:pk>/title", methods=["POST"])
    @needs(Action.update, NOTE)
    def title(self, pk: int) -> Answer:
        """Give the note another title."""
        who = current_principal()
        given = {"title": request.form.get("title", "")}
        return self._do(
            pk,
            lambda: retitle_note(db.session, who, pk, text_of(given, "title")),
            lambda: _("The title is changed."),
        )

    @expose("/<int:pk>/redraw", methods=["POST"])
    @needs(Action.update, NOTE)
    def redraw(self, pk: int) -> Answer:
        """Compute the figures anew."""
        who, changed = current_principal(), [0]

        def work() -> None:
            changed[0] = redraw_note(db.session, who, pk)

        def said() -> str:
            return ngettext(
                "The figures are of this moment: %(num)s sentence has others than before.",
                "The figures are of this moment: %(num)s sentences have others than before.",
                changed[0],
            )

        return self._do(pk, work, said)

    @expose("/<int:pk>/undo", methods=["POST"])
    @needs(Action.update, NOTE)
    def undo(self, pk: int) -> Answer:
        """Take the last change back."""
        who = current_principal()
        return self._do(
            pk, lambda: undo(db.session, who, pk), lambda: _("The last change is taken back.")
        )

    @expose("/<int:pk>/sentences", methods=["GET", "POST"])
    @needs(Action.update, NOTE)
    def sentences(self, pk: int) -> Answer:
        """Offer the drafted sentences that the note does not have, and put one back."""
        who = current_principal()
        if request.method == "POST":
            code = request.form.get("code", "")
            return self._do(
                pk,
                lambda: add_drafted(db.session, who, pk, code),
                lambda: _("The sentence is in the note."),
            )
        note = _found(pk)
        try:
            offered = lacking(db.session, who, pk)
        except (NotAllowedError, ConflictError):
            abort(403)
        return str(
            self.render_template(
                "notes/sentences.html",
                note=note.head,
                offered=[
                    (one, section_word(one.section), filled(one.text, one.figures))
                    for one in offered
                ],
            )
        )

    @expose("/<int:pk>/sign", methods=["GET", "POST"])
    @needs(Action.update, NOTE)
    def sign(self, pk: int) -> Answer:
        """Ask whether to sign the note, and sign it: it is sent to the deputies then."""
        who = current_principal()
        note = _found(pk)
        if request.method == "GET":
            if not note.edits:
                abort(403)
            return str(
                self.render_template(
                    "notes/sign.html", note=note.head, drafted=moment(note.head.drafted_at)
                )
            )

        def work() -> None:
            sign_note(db.session, who, pk)
            keep_note(pk)

        said = _("The note is signed and sent to the deputies; its PDF goes to the archive.")
        return self._do(pk, work, lambda: said)

    @expose("/<int:pk>/delete", methods=["GET", "POST"])
    @needs(Action.delete, NOTE)
    def delete(self, pk: int) -> Answer:
        """Ask whether to delete a note that is not signed, and do it."""
        who = current_principal()
        note = _found(pk)
        if request.method == "GET":
            if not note.edits:
                abort(403)
            return str(self.render_template("notes/delete.html", note=note.head))
        return self._do(
            pk,
            lambda: delete_note(db.session, who, pk),
            lambda: _("The draft is deleted."),
            url_for(".notes"),
        )

    def _do(
        self, pk: int, work: Callable[[], object], said: Callable[[], str], to: str | None = None
    ) -> Answer:
        """Do `work` and come back to the note; show there what was wrong."""
        note = _found(pk)
        try:
            work()
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            db.session.rollback()
            abort(403)
        except ConflictError as refusal:
            db.session.rollback()
            return self._page(note, {"note": refusal.sentence}), 409
        except FieldsError as wrong:
            db.session.rollback()
            return self._page(_found(pk), {"note": wrong.sentence}), 422
        flash(said(), "success")
        return redirect(to or path_of(pk))

    def _form(self, values: Mapping[str, str], errors: Mapping[str, str]) -> str:
        who = current_principal()
        departments = headed_departments_of(db.session, who)
        item = None
        key = values.get("control_item_id") or ""
        if key:
            try:
                item = find_item(db.session, int(key) if key.isdigit() else 0)
            except NotFoundError:
                item = None
        periods = [
            (f"{one.first.isoformat()}..{one.last.isoformat()}", period_word(one))
            for one in usual_periods(db.session)
        ]
        return str(
            self.render_template(
                "notes/new.html",
                departments=departments,
                item=item,
                periods=periods,
                values=values,
                errors=errors,
                today=clock.today(),
                most=MOST_TITLE,
            )
        )

    def _page(self, note: Note, errors: Mapping[str, str]) -> str:
        who = current_principal()
        return str(
            self.render_template(
                "notes/show.html",
                note=note.head,
                one=line(note.head),
                edits=note.edits,
                sections=sections(note),
                figures=shown_figures,
                can_undo=note.edits and can_undo(db.session, who, note.head.id),
                is_over=note.head.period_to <= clock.today(),
                errors=errors,
                most=MOST_TEXT,
                most_title=MOST_TITLE,
                prints=who.may(Action.create, Resource.report_run),
            )
        )


def _found(pk: int) -> Note:
    try:
        return find_note(db.session, current_principal(), pk)
    except NotFoundError:
        abort(404)
