"""REST: how completely journals are kept, and the rows behind each count."""

from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.session import db
from domain.monitor import FAULTS, Counts
from services.errors import FieldsError
from services.monitor_lists import FaultLine, faults
from views.journal.rest import answers, compact
from views.monitor.asked import asked_in
from views.monitor.read import read
from views.monitor.words import COLUMNS
from views.needs import needs
from views.rest_api import RestApi

COMPLETENESS: Final = Resource.completeness


class CompletenessApi(RestApi):
    """The monitor for programs."""

    resource_name = "completeness"
    class_permission_name = COMPLETENESS
    openapi_spec_tag = "Control"

    @expose("/", methods=["GET"])
    @needs(Action.read, COMPLETENESS)
    @answers
    def get_list(self) -> Response:
        """Get counts of lessons, works, students and plans by what `by` says, the worst first.
        ---
        get:
          description: >-
            Without `period`, `from` and `to` the present month. `sort` is a count, `-` before it
            turns it round. `over_time` has the lessons by day, week or month.
          parameters:
          - {in: query, name: period, schema: {type: string, enum: [week, month, semester, year]}}
          - {in: query, name: from, schema: {type: string, format: date}}
          - {in: query, name: to, schema: {type: string, format: date}}
          - in: query
            name: by
            schema: {type: string, enum: [department, group, teacher, gradebook]}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: gradebook, schema: {type: integer}}
          - {in: query, name: sort, schema: {type: string}}
          responses:
            200:
              description: The lines, their sum and the picture over time
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      first: {type: string, format: date}
                      last: {type: string, format: date}
                      total: {type: object}
                      result: {type: array, items: {type: object}}
                      over_time: {type: array, items: {type: object}}
        """
        asked = asked_in(db.session, request.args)
        found = read(db.session, asked)
        return compact(
            {
                "first": asked.period.span.first.isoformat(),
                "last": asked.period.span.last.isoformat(),
                "by": asked.by.value,
                "count": len(found.lines),
                "total": _counts(found.total),
                "result": [
                    {"id": line.key, "name": line.name, "beside": line.beside}
                    | _counts(line.counts)
                    for line in found.lines
                ],
                "over_time": [
                    {"begins_on": point.begins_on.isoformat()}
                    | {
                        key: getattr(point.counts, key)
                        for key in ("held", "recorded", "late", "overdue")
                    }
                    for point in found.points
                ],
            }
        )

    @expose("/rows", methods=["GET"])
    @needs(Action.read, COMPLETENESS)
    @answers
    def rows(self) -> Response:
        """Get the lessons, works, students or journals behind a count.
        ---
        get:
          parameters:
          - in: query
            name: fault
            required: true
            schema:
              type: string
              enum:
              - late
              - overdue
              - no_topic
              - no_homework
              - no_results
              - few_marks
              - off_plan
              - no_final
          - {in: query, name: period, schema: {type: string, enum: [week, month, semester, year]}}
          - {in: query, name: from, schema: {type: string, format: date}}
          - {in: query, name: to, schema: {type: string, format: date}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: gradebook, schema: {type: integer}}
          responses:
            200:
              description: The rows, `more` where there are others
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      more: {type: boolean}
                      result: {type: array, items: {type: object}}
        """
        asked, kind = asked_in(db.session, request.args), request.args.get("fault", "")
        if kind not in FAULTS:
            raise FieldsError({"fault": _("Choose one of the list.")})
        span = asked.period.span
        found = faults(db.session, kind, span.first, span.last, asked.filters)
        return compact({"more": found.more, "result": [_row(line) for line in found.lines]})


def _counts(counts: Counts) -> dict[str, int]:
    return {"journals": counts.journals} | {one.key: getattr(counts, one.key) for one in COLUMNS}


def _row(line: FaultLine) -> dict[str, Any]:
    reasons = line.reasons
    return {
        "gradebook_id": line.book.id,
        "journal": f"{line.book.index_code} {line.book.item}",
        "group": line.book.whom,
        "teacher": line.book.teacher,
        "lesson_id": line.lesson_id,
        "held_on": line.held_on and line.held_on.isoformat(),
        "pair": line.pair,
        "what": line.what,
        "due_on": line.due_on and line.due_on.isoformat(),
        "confirmed_at": line.confirmed_at and line.confirmed_at.isoformat(),
        "student_id": line.student_id,
        "semester": line.semester,
        "plan": reasons
        and {
            "no_plan": reasons.no_plan,
            "behind": reasons.behind,
            "off_plan": reasons.off_plan,
        },
    }
