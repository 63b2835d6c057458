"""REST: questions about the objectivity of marks."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.session import db
from services.objectivity import Doubt, doubts
from views.journal.rest import answers, compact
from views.needs import needs
from views.objectivity.asked import asked_in
from views.objectivity.words import sentence
from views.rest_api import RestApi


class ObjectivityApi(RestApi):
    """Questions about the objectivity of marks, for programs."""

    resource_name = "objectivity"
    class_permission_name = Resource.objectivity
    openapi_spec_tag = "Control"

    @expose("/", methods=["GET"])
    @needs(Action.read, Resource.objectivity)
    @answers
    def get_list(self) -> Response:
        """Get what to ask about the marks of a semester, with the rows behind it.
        ---
        get:
          description: Without `semester` the present one. `result` has a list for each question.
          parameters:
          - {in: query, name: semester, schema: {type: integer}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: teacher, schema: {type: integer}}
          responses:
            200:
              description: The questions
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      semester: {type: integer}
                      result: {type: object}
        """
        asked = asked_in(db.session, request.args)
        found = doubts(db.session, asked.semester, asked.filters).found
        return compact(
            {
                "semester": asked.semester.id,
                "counts": {question.value: len(rows) for question, rows in found.items()},
                "result": {
                    question.value: [_row(one) for one in rows] for question, rows in found.items()
                },
            }
        )


def _row(one: Doubt) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "question": sentence(one),
        "group_id": one.group_id,
        "group": one.group,
        "gradebook_id": one.gradebook_id,
        "journal": one.journal,
        "teacher": one.teacher,
        "student": one.student,
        "lesson_id": one.lesson_id,
        "reason": one.reason,
        "facts": {name: _plain(value) for name, value in one.facts.items()},
        "lessons": [
            {"lesson_id": key, "held_on": day.isoformat(), "marks": count}
            for key, day, count in one.lessons
        ],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
