"""Pages that add, correct and forget what a name of imported timetables stands for."""

from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import ImportKind
from models import ImportName
from models.labels import label_of
from services.errors import FieldsError, NotFoundError
from services.import_choices import Choice, remember
from services.semester_now import semester_now
from views.needs import needs
from views.timetable_import.asked import choice_in, kind_in
from views.timetable_import.names_api import found_name, save_name
from views.timetable_import.words import SOURCES

NAME: Final = Resource.import_name
LIST: Final = "/registers/import_name/list/"
Answer = str | Response | tuple[str, int]


class ImportNameView(BaseView):
    """What was said of single names, outside of an import."""

    route_base = "/timetable/names"
    default_view = "add"
    class_permission_name = str(NAME)

    @expose("/add", methods=["GET", "POST"])
    @needs(Action.create, NAME)
    def add(self) -> Answer:
        """Say what a name stands for before a file brings it."""
        try:
            kind = kind_in(request.values.get("kind", ImportKind.teacher))
        except FieldsError:
            abort(404)
        name = request.form.get("name", "").strip()
        if request.method == "GET":
            return self._form(kind, None, name, {})
        return self._save(kind, None, name)

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @needs(Action.update, NAME)
    def edit(self, pk: int) -> Answer:
        """Say otherwise what a name stands for."""
        row = _found(pk)
        if request.method == "GET":
            return self._form(ImportKind(row.kind), row, row.name, {})
        return self._save(ImportKind(row.kind), row, row.name)

    @expose("/<int:pk>/forget", methods=["GET", "POST"])
    @needs(Action.delete, NAME)
    def forget(self, pk: int) -> Answer:
        """Ask whether a name is to be forgotten, and forget it."""
        row = _found(pk)
        if request.method == "POST":
            remember(db.session, current_principal(), [Choice(ImportKind(row.kind), row.name)])
            flash(_("The name is forgotten."), "success")
            return redirect(LIST)
        return str(self.render_template("timetable_import/forget.html", row=row))

    def _save(self, kind: ImportKind, row: ImportName | None, name: str) -> Answer:
        try:
            choice = choice_in(request.form, kind, name)
            if choice.target_id is None and not (choice.target_text or choice.never):
                sentence = _("Choose what it stands for, or that it never counts.")
                raise FieldsError({"target": sentence})
            save_name(choice)
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(kind, row, name, wrong.errors), 422
        flash(_("The name is kept."), "success")
        return redirect(LIST)

    def _form(
        self, kind: ImportKind, row: ImportName | None, name: str, errors: dict[str, str]
    ) -> str:
        semester = semester_now(db.session)
        source = SOURCES[kind]
        if kind is ImportKind.subject:
            source = f"{source}/{semester.id if semester else 1}"
        key, text = target_of(row) if row is not None else ("", "")
        page = self.render_template(
            "timetable_import/name.html",
            kind=kind,
            kinds=[(one, label_of(one), url_for(".add", kind=one)) for one in ImportKind],
            row=row,
            name=name,
            source=source,
            target=request.form.get("target", key),
            text=text,
            never=request.form.get("never") == "1"
            or (row is not None and request.method == "GET" and not key),
            errors=errors,
            label=label_of(kind),
        )
        return str(page)


def target_of(row: ImportName) -> tuple[str, str]:
    """Return the key and the name of what a remembered name stands for, empty where nothing."""
    if row.kind == ImportKind.subject:
        return row.target_text or "", row.target_text or ""
    if row.target_id is None:
        return "", ""
    found = getattr(row, row.kind)
    return (str(row.target_id), str(found)) if found is not None else ("", "")


def _found(pk: int) -> ImportName:
    try:
        return found_name(pk)
    except NotFoundError:
        abort(404)
