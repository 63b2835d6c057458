"""REST: a plan's import from XLSX, previewed or written, and its export (clause 4.2)."""

import json
from dataclasses import asdict
from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from exchange.lesson_plan_import import Understood, account, fit, read_book
from exchange.lesson_plan_xlsx.book import MOST_BYTES, open_book
from exchange.lesson_plan_xlsx.write import EXAMPLE, plan_workbook
from services.errors import FieldsError
from services.plan_check import HOUR_WORDS
from services.plan_target import import_target, write_imported
from views.journal.rest import answers, compact
from views.needs import needs
from views.plans.import_choice import choice_in
from views.plans.import_pages import XLSX, exported
from views.plans.import_words import WHYS, letters, ranges
from views.rest_api import RestApi
from views.uploads import sent_file, takes_file

PLAN: Final = Resource.lesson_plan
YES: Final = frozenset({"1", "true", "yes"})


class PlanImportApi(RestApi):
    """Lesson plans in XLSX for programs."""

    resource_name = "lesson_plan"
    class_permission_name = PLAN
    openapi_spec_tag = "Lesson plans"

    @expose("/import", methods=["POST"])
    @needs(Action.create, PLAN)
    @takes_file(MOST_BYTES)
    @answers
    def post(self) -> Response:
        """Read a workbook as the plan of a journal: show what was understood, or write the draft.
        ---
        post:
          description: >-
            With `dry_run` nothing is written. `choice` is JSON: `columns` maps «c0_2» (block 0,
            column 2, both from 0) to a field, `sheet` names the sheet, `mend` 0 leaves torn words,
            `second` is the row of the plan that begins the second semester. A draft that has rows
            is replaced only with `replace`.
          requestBody:
            required: true
            content:
              multipart/form-data:
                schema:
                  type: object
                  required: [file, gradebook_id]
                  properties:
                    file: {type: string, format: binary}
                    gradebook_id: {type: integer, minimum: 1}
                    dry_run: {type: string}
                    replace: {type: string}
                    choice: {type: string}
          responses:
            200: {description: What was understood; nothing was written}
            201: {description: The id of the plan and what was understood}
        """
        gradebook_id, who = _gradebook(), current_principal()
        import_target(db.session, who, gradebook_id)
        file = sent_file(MOST_BYTES, ".xlsx")
        sheet, choice = choice_in(_choice())
        db.session.rollback()  # a file is not read while the unit of work holds its lock
        book = open_book(file.content, sheet)
        read = read_book(book, choice)
        found = fit(db.session, book, read, gradebook_id, choice)
        told = understood_json(found)
        if request.form.get("dry_run", "") in YES:
            return compact(told)
        replaces = request.form.get("replace", "") in YES
        plan_id = write_imported(
            db.session, who, gradebook_id, found.lines, file.name, replaces=replaces
        )
        answer = compact({"id": plan_id, **told}, 201)
        answer.headers["Location"] = f"/api/v1/lesson_plan/{plan_id}"
        return answer

    @expose("/template", methods=["GET"])
    @needs(Action.create, PLAN)
    @answers
    def template(self) -> Response:
        """Get the template of a plan as XLSX.
        ---
        get:
          responses:
            200: {description: A workbook}
        """
        return Response(plan_workbook(EXAMPLE), mimetype=XLSX)

    @expose("/<int:pk>/xlsx", methods=["GET"])
    @needs(Action.read, PLAN)
    @answers
    def workbook(self, pk: int) -> Response:
        """Get a plan as XLSX, in the form of the template.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200: {description: A workbook}
        """
        return exported(pk)


def understood_json(found: Understood) -> dict[str, Any]:
    """Return what was understood of a file, as the preview shows it."""
    sheet = found.sheet
    return {
        "sheets": found.book.sheets,
        "sheet": found.book.sheet,
        "blocks": [
            {
                "first": block.first,
                "last": block.last,
                "columns": {
                    f"c{at}_{place}": {"letters": letters(place), "field": name}
                    for place, name in enumerate(block.columns)
                },
            }
            for at, block in enumerate(sheet.blocks)
        ],
        "hours_in_sheet": sheet.hours_in_sheet,
        "hours_read": sheet.hours_read,
        "gaps": sheet.gaps,
        "repeated": sheet.repeated,
        "unread": [
            {"row": one.row, "why": str(WHYS[one.why]), "text": one.text}
            for one in sheet.unread
            if one.why
        ],
        "rows_of_sheet": {fate.value: ranges(rows) for fate, rows in account(sheet)},
        "totals": [
            {"row": one.row, "label": one.label, "told": float(one.told), "read": float(one.read)}
            for one in sheet.totals
        ],
        "second_begins": found.second_begins,
        "hours": [asdict(one) | {"word": str(HOUR_WORDS[one.kind])} for one in found.hours.cells],
        "rows": [
            asdict(one.line) | {"sheet_row": one.lesson.row, "mended": one.lesson.notes}
            for one in found.rows
        ],
    }


def _gradebook() -> int:
    text = request.form.get("gradebook_id", "")
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:19]) <= MOST_ID:
        raise FieldsError({"gradebook_id": _("Send a whole number.")})
    return int(text)


def _choice() -> dict[str, Any]:
    try:
        choice = json.loads(request.form.get("choice") or "{}")
    except (ValueError, RecursionError):
        choice = None
    if not isinstance(choice, dict):
        raise FieldsError({"choice": _("Send a JSON object.")})
    return choice
