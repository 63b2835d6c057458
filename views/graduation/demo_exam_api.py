"""REST: demonstration exams beside their register."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.demo_exams import FIELDS, ExamRow, delete_exam, exam_rows, make_exams, save_points
from services.line_entry import shown
from views.graduation import lines
from views.graduation.demo_exams import exam_in
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

EXAM: Final = Resource.demo_exam


class DemoExamWritingApi(RestApi):
    """Demonstration exams for programs; their list is the register's."""

    resource_name = "demo_exam"
    class_permission_name = EXAM
    openapi_spec_tag = "Demonstration exams"

    @expose("/", methods=["POST"])
    @needs(Action.create, EXAM)
    @answers
    def make(self) -> Response:
        """Make an exam for all students of a group who do not have it yet.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, kit_code, held_on, maximum]
                  properties:
                    group: {type: integer}
                    kit_code: {type: string, maxLength: 60}
                    held_on: {type: string, format: date}
                    maximum: {type: number}
          responses:
            201:
              description: The ids of the exams
              content:
                application/json:
                  schema: {type: object}
        """
        group_id, kit, day, maximum = exam_in(json_object())
        keys = make_exams(db.session, current_principal(), group_id, kit, day, maximum)
        return compact({"ids": keys}, 201)

    @expose("/points", methods=["PUT"])
    @needs(Action.update, EXAM)
    @answers
    def points(self) -> Response:
        """Write the points of exams; the marks follow by the scale of the exam's day.
        ---
        put:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [lines]
                  properties:
                    lines:
                      type: array
                      items:
                        type: object
                        required: [exam, points]
                        properties:
                          exam: {type: integer}
                          points: {type: number, nullable: true}
                          was: {type: object}
          responses:
            200:
              description: Exams that were saved with their marks, and conflicts
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        typed = lines.lines_of_body(json_object(), "exam", FIELDS)
        entered = save_points(db.session, current_principal(), typed)
        rows = exam_rows(db.session, current_principal(), ids=[one.key for one in typed])
        return compact(lines.entered_data(entered) | {"exams": [exam_data(row) for row in rows]})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, EXAM)
    @answers
    def remove(self, pk: int) -> Response:
        """Delete an exam without points that stands in no protocol.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: It is gone
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        delete_exam(db.session, current_principal(), pk)
        return compact({"id": pk})


def exam_data(row: ExamRow) -> dict[str, Any]:
    """Return an exam for programs."""
    return {
        "id": row.id,
        "student": {"id": row.student_id, "text": row.student},
        "group": {"id": row.group_id, "text": row.group},
        "kit_code": row.kit_code,
        "held_on": row.held_on.isoformat(),
        "maximum": float(row.maximum),
        "points": None if row.points is None else float(row.points),
        "percent": None if row.percent is None else shown(row.percent),
        "code": row.code,
        "protocol": row.protocol_id,
        "is_frozen": row.is_frozen,
    }
