"""The pages of importing a curriculum: send a file, look at what was understood, confirm."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, request, send_file, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db, set_writing
from exchange.curriculum_xlsx import template_workbook
from models import Curriculum
from services.curriculum_import import import_plan, suggested
from services.errors import FieldsError, NotFoundError
from views.curriculum.files import (
    ENDINGS,
    MOST_BYTES,
    PURPOSE,
    accept_file,
    choice_in,
    kinds_in,
    read_file,
)
from views.curriculum.preview import Preview, chosen_of, preview_page, targets_of, with_target
from views.needs import needs
from views.uploads import MB, forget_file, kept_file, takes_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Answer = str | tuple[str, int] | Response


class CurriculumImportView(BaseView):
    """Importing a curriculum. Nothing is written before the person confirms."""

    route_base = "/curricula/import"
    default_view = "upload"
    class_permission_name = str(Resource.curriculum)

    @expose("/", methods=["GET", "POST"])
    @needs(Action.create, Resource.curriculum)
    @takes_file(MOST_BYTES)
    def upload(self) -> Answer:
        """Ask for a file; keep it and lead to its preview."""
        if request.method == "GET":
            return self._ask()
        try:
            token, _file, _reading = accept_file()
        except FieldsError as refused:
            set_writing(False)
            return self._ask(refused.sentence), 422
        return redirect(url_for("CurriculumImportView.preview", token=token))

    @expose("/template.xlsx")
    @needs(Action.read, Resource.curriculum)
    def template(self) -> Response:
        """Send the template of the workbook."""
        name = _("Curriculum, template.xlsx")
        content = BytesIO(template_workbook())
        return send_file(content, XLSX, as_attachment=True, download_name=name)

    @expose("/<string:token>", methods=["GET", "POST"])
    @needs(Action.create, Resource.curriculum)
    def preview(self, token: str) -> Answer:
        """Show what was understood; write it where the person confirms."""
        try:
            return self._previewed(token)
        except (NotFoundError, FieldsError) as refused:
            set_writing(False)
            return self._ask(refused.sentence), 404 if isinstance(refused, NotFoundError) else 422

    def _previewed(self, token: str) -> Answer:
        file, values = kept_file(PURPOSE, token), request.form.to_dict()
        kinds = kinds_in(values)
        reading = read_file(file.name, file.content, kinds)
        confirmed = request.method == "POST" and values.get("then") == "import"
        if not confirmed:
            set_writing(False)
        choice, errors = suggested(reading.plan), {}
        try:
            choice = choice_in(values, reading)
        except FieldsError as refused:
            errors = refused.errors
        targets = targets_of(db.session, reading, choice)
        chosen = chosen_of(targets, values, reading)
        if confirmed and not errors and not reading.errors:
            try:
                return self._write(token, reading, with_target(values, targets, chosen))
            except FieldsError as refused:
                errors = refused.errors
                set_writing(False)
        page = preview_page(
            Preview(token, file.name, reading, choice, targets, chosen, kinds, errors)
        )
        return (page, 422) if confirmed else page

    def _write(self, token: str, reading: Any, values: dict[str, Any]) -> Response:
        curriculum = import_plan(db.session, reading.plan, choice_in(values, reading))
        name, pk = str(curriculum), curriculum.id
        db.session.commit()
        forget_file(token)
        flash(_("Imported: %(name)s.", name=name), "success")
        return redirect(url_for("CurriculumView.tree", pk=pk))

    def _ask(self, error: str = "") -> str:
        may = current_principal().may(Action.create, Resource.curriculum)
        return str(
            self.render_template(
                "curriculum/upload.html",
                error=error,
                most=MOST_BYTES // MB,
                most_bytes=MOST_BYTES,
                endings=",".join(ENDINGS),
                may=may,
            )
        )


def written_name(curriculum: Curriculum) -> str:
    """Return the name of a curriculum's file."""
    return f"{curriculum.programme.code} {curriculum.intake_year} v{curriculum.version}.xlsx"
