"""The pages that import a lesson plan from XLSX, its template, and the export of a plan (4.2)."""

import io
from typing import Final

from flask import Response, abort, redirect, request, send_file, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from exchange.lesson_plan_import import fit, read_book
from exchange.lesson_plan_xlsx.book import MOST_BYTES, open_book
from exchange.lesson_plan_xlsx.write import EXAMPLE, plan_workbook
from services.errors import FieldsError, NotAllowedError, NotFoundError, ServiceError
from services.plan_lines import rows_of
from services.plan_target import Target, import_target, write_imported
from services.plan_view import load_plan
from services.uploads import KeptFile
from views.needs import needs
from views.plans.import_choice import choice_of
from views.plans.import_screens import choose_page, preview_page
from views.uploads import forget_file, keep_file, kept_file, sent_file, takes_file

PLAN: Final = Resource.lesson_plan
PURPOSE: Final = "lesson-plan"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanImportView(BaseView):
    """Import of lesson plans for people; nothing is written before they confirm."""

    route_base = "/plans"
    class_permission_name = str(PLAN)

    @expose("/import/")
    @needs(Action.create, PLAN)
    def choose(self) -> str:
        """Ask for the file and the journal whose plan it is."""
        return choose_page(db.session, current_principal(), _gradebook(), {})

    @expose("/import/", methods=["POST"])
    @needs(Action.create, PLAN)
    @takes_file(MOST_BYTES)
    def send(self) -> AnyResponse | tuple[str, int]:
        """Take the file and show what it holds."""
        gradebook_id = _gradebook()
        try:
            if gradebook_id is None:
                raise FieldsError({"gradebook": _("Choose a journal.")})
            _target(gradebook_id)
            file = sent_file(MOST_BYTES, ".xlsx")
            open_book(file.content)
        except FieldsError as refusal:
            page = choose_page(db.session, current_principal(), gradebook_id, refusal.errors)
            return page, 422
        token = keep_file(PURPOSE, file)
        return redirect(url_for(".preview", token=token, gradebook=gradebook_id), 303)

    @expose("/import/template")
    @needs(Action.create, PLAN)
    def template(self) -> Response:
        """Give the template to fill in."""
        return _workbook(plan_workbook(EXAMPLE), "lesson-plan-template.xlsx")

    @expose("/import/<token>")
    @needs(Action.create, PLAN)
    def preview(self, token: str) -> str | AnyResponse | tuple[str, int]:
        """Show what was understood, with the columns as the address has them."""
        return self._page(token, {})

    @expose("/import/<token>", methods=["POST"])
    @needs(Action.create, PLAN)
    def write(self, token: str) -> AnyResponse | str | tuple[str, int]:
        """Write what the preview showed as the journal's draft, in one transaction."""
        file, gradebook_id = _kept(token), _gradebook()
        if gradebook_id is None:
            abort(404)
        db.session.rollback()  # a file is not read while the unit of work holds its lock
        try:
            sheet, choice = choice_of(request.form)
            book = open_book(file.content, sheet)
            read = read_book(book, choice)
            _target(gradebook_id)
            found = fit(db.session, book, read, gradebook_id, choice)
            plan_id = write_imported(
                db.session,
                current_principal(),
                gradebook_id,
                found.lines,
                file.name,
                replaces=request.form.get("replace") == "1",
            )
        except FieldsError as refusal:
            db.session.rollback()
            return self._page(token, refusal.errors)
        except ServiceError as refusal:
            db.session.rollback()
            return self._page(token, {"": refusal.sentence})
        forget_file(token)
        return redirect(url_for("PlanView.plan", plan_id=plan_id), 303)

    @expose("/<int:plan_id>/xlsx")
    @needs(Action.read, PLAN)
    def export(self, plan_id: int) -> Response:
        """Give a plan as XLSX, in the form of the template."""
        if plan_id > MOST_ID:
            abort(404)
        return exported(plan_id)

    def _page(self, token: str, errors: dict[str, str]) -> str | AnyResponse | tuple[str, int]:
        gradebook_id = _gradebook()
        if gradebook_id is None:
            return redirect(url_for(".choose"))
        file, target = _kept(token), _target(gradebook_id)
        values = request.args if request.method == "GET" else request.form
        try:
            sheet, choice = choice_of(values)
            book = open_book(file.content, sheet)
        except FieldsError as refusal:
            errors = refusal.errors | errors
            sheet, choice = choice_of({})
            book = open_book(file.content)
        found = fit(db.session, book, read_book(book, choice), gradebook_id, choice)
        page = preview_page(file, target, sheet, choice, found, errors)
        return (page, 422) if errors else page


def exported(plan_id: int) -> Response:
    """Return the workbook of a plan that the person sees; 404 for another."""
    try:
        view = load_plan(db.session, current_principal(), plan_id)
    except NotFoundError:
        abort(404)
    journal = view.journal
    title = f"{journal.title} · {journal.group} · {view.year} · {journal.teacher}"
    content = plan_workbook(rows_of(db.session, plan_id), title)
    return _workbook(content, f"lesson-plan-{plan_id}.xlsx")


def _workbook(content: bytes, name: str) -> Response:
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=name)


def _gradebook() -> int | None:
    """Return the journal that the request names; None where it names none."""
    text = request.values.get("gradebook", "")
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST_ID)):
        return None
    return int(text) if int(text) <= MOST_ID else None


def _target(gradebook_id: int) -> Target:
    """Return the journal to write the plan of; 404 or 403 where it is not the person's."""
    try:
        return import_target(db.session, current_principal(), gradebook_id)
    except NotFoundError:
        abort(404)
    except NotAllowedError as refusal:
        abort(403, refusal.sentence)


def _kept(token: str) -> KeptFile:
    try:
        return kept_file(PURPOSE, token)
    except NotFoundError:
        abort(404)
