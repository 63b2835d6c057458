"""REST: inspections begun, judged, finished, deleted; their facts; the duty of a month (7.3)."""

from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.month import Month
from services.errors import FieldsError, NotFoundError
from services.inspection_duty import month_duty, unchecked
from services.inspection_facts import count_facts
from services.inspection_json import as_json, shown
from services.inspection_lists import InspectionLine, facts_kept, find_inspection
from services.inspection_reading import read
from services.inspections import (
    begin_inspection,
    drop_inspection,
    finish_inspection,
    judge_inspection,
)
from views.inspections.asked import begin_of, judged_of
from views.journal.bodies import json_object, optional_object
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs, page_number
from views.rest_api import RestApi

INSPECTION: Final = Resource.inspection


class InspectionWriteApi(RestApi):
    """Inspections for programs. Reading one or many is the register's."""

    resource_name = "inspection"
    class_permission_name = str(INSPECTION)
    openapi_spec_tag = "Control"

    @expose("/", methods=["POST"])
    @needs(Action.create, INSPECTION)
    @answers
    def post(self) -> Response:
        """Begin an inspection of a journal.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [gradebook_id, kind, period_from, period_to]
                  properties:
                    gradebook_id: {type: integer, minimum: 1}
                    kind: {type: string, enum: [monthly, semester, administrator, plan, extra]}
                    period_from: {type: string, format: date}
                    period_to: {type: string, format: date}
                    control_item_id: {type: integer, minimum: 1}
          responses:
            201:
              description: The inspection with the facts as they are now
              content:
                application/json:
                  schema: {type: object}
        """
        book, what = begin_of(json_object())
        if book is None:
            raise FieldsError({"gradebook_id": _("Say which journal.")})
        key = begin_inspection(db.session, current_principal(), book, what)
        answer = _inspection(key, 201)
        answer.headers["Location"] = f"/api/v1/inspection/{key}"
        return answer

    @expose("/<int:pk>/facts")
    @needs(Action.read, INSPECTION)
    @answers
    def facts(self, pk: int) -> Response:
        """Return the facts of an inspection: of now, or as they were frozen.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: What is lacking in the four parts of clause 7.3, with the rows behind
              content:
                application/json:
                  schema: {type: object}
        """
        return _inspection(pk)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, INSPECTION)
    @answers
    def put(self, pk: int) -> Response:
        """Keep verdicts and the summary of an own inspection that is not finished.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    completeness: {type: string, enum: [good, remarks, poor]}
                    delivery: {type: string, enum: [good, remarks, poor]}
                    objectivity: {type: string, enum: [good, remarks, poor]}
                    control_works: {type: string, enum: [good, remarks, poor]}
                    summary: {type: string, maxLength: 2000}
          responses:
            200:
              description: The inspection
              content:
                application/json:
                  schema: {type: object}
        """
        judge_inspection(db.session, current_principal(), pk, judged_of(json_object()))
        return _inspection(pk)

    @expose("/<int:pk>/finish", methods=["POST"])
    @needs(Action.update, INSPECTION)
    @answers
    def finish(self, pk: int) -> Response:
        """Finish an own inspection: its facts are frozen, the teacher has the remarks.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  description: Verdicts and summary as of PUT; those that were kept stay
          responses:
            200:
              description: The inspection
              content:
                application/json:
                  schema: {type: object}
        """
        finish_inspection(db.session, current_principal(), pk, judged_of(optional_object()))
        return _inspection(pk)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, INSPECTION)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete an own inspection that is not finished, with its remarks.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204:
              description: It is deleted
        """
        drop_inspection(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/duty")
    @needs(Action.read, Resource.completeness)
    @answers
    def duty(self) -> Response:
        """Return how many journals of each department were checked in a month, and which not.
        ---
        get:
          parameters:
          - {in: query, name: month, schema: {type: string, pattern: '^[0-9]{4}-[0-9]{2}$'}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: page, schema: {type: integer, minimum: 0}}
          responses:
            200:
              description: Departments, and a page of the journals that were not checked
              content:
                application/json:
                  schema: {type: object}
        """
        text = request.args.get("month", "")
        try:
            month = Month.parse(text) if text else Month.of(clock.today())
        except ValueError:
            raise FieldsError({"month": _("Send a month such as 2026-10.")}) from None
        who = current_principal()
        lines, more = unchecked(
            db.session, who, month, number_in_query("department"), page_number()
        )
        return compact(
            {
                "month": str(month),
                "departments": [
                    {
                        "department_id": one.department_id,
                        "department": one.department,
                        "journals": one.journals,
                        "checked": one.checked,
                        "by_admin": one.by_admin,
                        "share": one.share,
                    }
                    for one in month_duty(db.session, who, month)
                ],
                "unchecked": [
                    {
                        "gradebook_id": one.journal.gradebook_id,
                        "title": one.journal.title,
                        "group": one.journal.group,
                        "teacher": one.journal.teacher,
                        "department_id": one.department_id,
                        "last_at": one.last_at and f"{one.last_at.isoformat()}Z",
                    }
                    for one in lines
                ],
                "more": more,
            }
        )


def _inspection(pk: int, status: int = 200) -> Response:
    found = find_inspection(db.session, current_principal(), pk)
    if found is None:
        raise NotFoundError(_("There is no such inspection, or it is not yours to see."))
    if found.finished_at is not None:
        facts = facts_kept(db.session, pk)
    else:
        reading = read(db.session, found.journal.gradebook_id, found.first, found.last)
        facts = as_json(shown(reading, count_facts(db.session, reading)))
    return compact(_json(found) | {"facts": facts}, status)


def _json(one: InspectionLine) -> dict[str, Any]:
    finished = one.finished_at
    return {
        "id": one.id,
        "gradebook_id": one.journal.gradebook_id,
        "kind": str(one.kind),
        "inspector": one.inspector,
        "period_from": one.first.isoformat(),
        "period_to": one.last.isoformat(),
        "opened_at": f"{one.opened_at.isoformat(timespec='seconds')}Z",
        "finished_at": finished and f"{finished.isoformat(timespec='seconds')}Z",
        **{str(part): verdict and str(verdict) for part, verdict in one.verdicts.items()},
        "summary": one.summary,
        "remarks": one.remarks,
        "open_remarks": one.open_remarks,
        "control_item_id": one.control_item_id,
    }
