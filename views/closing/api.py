"""REST: final marks of a journal, signing them, reopening them. The registers only read."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from services.final_history import history
from services.final_inputs import MarksResult
from services.final_marks import load, record_marks
from services.grade_closing import reopen, sign
from views.closing.bodies import marks_in, term_in_query, term_of
from views.closing.data import as_json
from views.journal.bodies import flag, json_object, reason_in
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

CLOSING: Final = Resource.grade_closing


class ClosingApi(RestApi):
    """Final marks for programs: what the closing page can, with the same rights."""

    resource_name = "gradebook"
    class_permission_name = CLOSING
    openapi_spec_tag = "Final marks"

    @expose("/<int:pk>/closing", methods=["GET"])
    @needs(Action.read, CLOSING)
    @answers
    def closing(self, pk: int) -> Response:
        """Get the final marks of a semester or the year, their grounds, and what stops signing.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - in: query
            name: semester
            description: The number of the semester, `year`, or nothing for the current semester
            schema: {type: string}
          responses:
            200:
              description: The marks
              content:
                application/json:
                  schema: {type: object}
        """
        semester, year = term_in_query()
        return compact(as_json(load(db.session, pk, semester, year=year)))

    @expose("/<int:pk>/closing/history", methods=["GET"])
    @needs(Action.read, Resource.audit_entry)
    @answers
    def closing_history(self, pk: int) -> Response:
        """Get every change of the final marks of a semester or the year, the newest first.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: semester, schema: {type: string}}
          responses:
            200:
              description: The changes
              content:
                application/json:
                  schema: {type: object}
        """
        semester, year = term_in_query()
        changes = history(db.session, pk, semester, year=year)
        entries = [
            one._asdict()
            | {
                "at": f"{one.at.isoformat(timespec='seconds')}Z",
                "when": f"{clock.local(one.at):%d.%m.%Y %H:%M}",
            }
            for one in changes
        ]
        return compact({"entries": entries})

    @expose("/<int:pk>/semester_grades", methods=["PUT"])
    @needs(Action.update, Resource.semester_grade)
    @answers
    def semester_grades(self, pk: int) -> Response:
        """Record marks of a semester; an empty `code` takes a mark away.
        ---
        put:
          description: >-
            `was` and `was_reason` are what the typist saw: a mark that changed meanwhile comes
            back under `conflicts` and is left alone. The same batch sent twice changes nothing.
            `old` and `old_reason` of what was saved undo it.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: semester, schema: {type: string}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [marks]
                  properties:
                    marks:
                      type: array
                      maxItems: 500
                      items:
                        type: object
                        required: [student_id, code]
                        properties:
                          student_id: {type: integer, minimum: 1}
                          code: {type: string}
                          reason: {type: string, nullable: true, maxLength: 500}
                          was: {type: string, nullable: true}
                          was_reason: {type: string, nullable: true}
          responses:
            200:
              description: What became of each mark, and all marks as they stand now
              content:
                application/json:
                  schema: {type: object}
            409:
              description: The semester is signed, or has not begun
        """
        semester, year = term_in_query()
        if year:
            semester, year = 0, False  # the year's marks have an address of their own
        return self._recorded(pk, semester, year=year)

    @expose("/<int:pk>/year_grades", methods=["PUT"])
    @needs(Action.update, Resource.year_grade)
    @answers
    def year_grades(self, pk: int) -> Response:
        """Record marks of the year, as `semester_grades` does those of a semester.
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
                  required: [marks]
                  properties:
                    marks: {type: array, maxItems: 500, items: {type: object}}
          responses:
            200:
              description: What became of each mark, and all marks as they stand now
              content:
                application/json:
                  schema: {type: object}
            409:
              description: The year is signed, or has not come so far
        """
        return self._recorded(pk, None, year=True)

    @expose("/<int:pk>/closing", methods=["POST"])
    @needs(Action.create, CLOSING)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign the marks of a semester or the year, which freezes them.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    semester: {type: string, description: its number or `year`}
                    accept_warnings: {type: boolean, default: false}
          responses:
            201:
              description: The key of the signature
              content:
                application/json:
                  schema: {type: object}
            409:
              description: What stops it (`obstacles`) and what has to be accepted (`warnings`)
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        semester, year = term_of(body.get("semester"))
        key = sign(
            db.session,
            current_principal(),
            pk,
            semester=semester,
            year=year,
            accepts=flag(body, "accept_warnings", False),
        )
        return compact({"id": key}, 201)

    def _recorded(self, pk: int, semester: int | None, *, year: bool) -> Response:
        inputs = marks_in(json_object())
        who = current_principal()
        result = record_marks(db.session, who, pk, inputs, semester=semester, year=year)
        now = load(db.session, pk, semester, year=year)
        return compact(_result(result) | {"closing": as_json(now)})


class ReopenApi(RestApi):
    """Reopening what is signed. Reading signatures is the register's."""

    resource_name = "grade_closing"
    class_permission_name = CLOSING
    openapi_spec_tag = "Final marks"

    @expose("/<int:pk>/reopen", methods=["POST"])
    @needs(Action.update, CLOSING)
    @answers
    def reopen(self, pk: int) -> Response:
        """Reopen signed final marks; the teacher and the head of the department are told.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [reason]
                  properties:
                    reason: {type: string, maxLength: 500}
          responses:
            200:
              description: The journal
              content:
                application/json:
                  schema: {type: object}
            409:
              description: It is open already, or the year is still signed
        """
        reason = reason_in(json_object())
        gradebook_id = reopen(db.session, current_principal(), pk, reason)
        return compact({"gradebook": gradebook_id})


def _result(result: MarksResult) -> dict[str, Any]:
    return {
        "saved": [one._asdict() for one in result.saved],
        "conflicts": [one._asdict() for one in result.conflicts],
        "refused": [one._asdict() for one in result.refused],
    }
