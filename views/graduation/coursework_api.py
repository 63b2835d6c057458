"""REST: coursework of a journal beside its register."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.coursework import (
    FIELDS,
    JournalCoursework,
    delete_coursework,
    journal_coursework,
    save_coursework,
)
from services.line_entry import shown
from views.graduation import lines
from views.graduation.coursework import words
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

COURSEWORK: Final = Resource.coursework


class JournalCourseworkApi(RestApi):
    """Coursework for programs; its list is the register's."""

    resource_name = "coursework"
    class_permission_name = COURSEWORK
    openapi_spec_tag = "Coursework"

    @expose("/of/<int:gradebook>/<int:semester>", methods=["GET"])
    @needs(Action.read, COURSEWORK)
    @answers
    def of(self, gradebook: int, semester: int) -> Response:
        """Return the courseworks of a journal in a semester, a line for each student.
        ---
        get:
          parameters:
          - {in: path, name: gradebook, required: true, schema: {type: integer}}
          - {in: path, name: semester, required: true, schema: {type: integer}}
          responses:
            200:
              description: The lines
              content:
                application/json:
                  schema: {type: object}
        """
        who = current_principal()
        return compact(_data(journal_coursework(db.session, who, gradebook, semester)))

    @expose("/of/<int:gradebook>/<int:semester>", methods=["PUT"])
    @needs(Action.update, COURSEWORK)
    @answers
    def save(self, gradebook: int, semester: int) -> Response:
        """Write fields of students' courseworks; `was` holds what was seen of them.
        ---
        put:
          parameters:
          - {in: path, name: gradebook, required: true, schema: {type: integer}}
          - {in: path, name: semester, required: true, schema: {type: integer}}
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
                        required: [student]
                        properties:
                          student: {type: integer}
                          topic: {type: string, maxLength: 500}
                          issued_on: {type: string, format: date, nullable: true}
                          due_on: {type: string, format: date, nullable: true}
                          defended_on: {type: string, format: date, nullable: true}
                          code: {type: string, nullable: true}
                          was: {type: object}
          responses:
            200:
              description: Students whose line was saved, and whose somebody else had changed
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        return self._save(gradebook, semester)

    @expose("/of/<int:gradebook>/<int:semester>", methods=["POST"])
    @needs(Action.create, COURSEWORK)
    @answers
    def add(self, gradebook: int, semester: int) -> Response:
        """Give students their topics: the same as PUT, for programs that only add.
        ---
        post:
          parameters:
          - {in: path, name: gradebook, required: true, schema: {type: integer}}
          - {in: path, name: semester, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: object, required: [lines]}
          responses:
            200:
              description: Students whose line was saved, and whose somebody else had changed
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        return self._save(gradebook, semester)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, COURSEWORK)
    @answers
    def remove(self, pk: int) -> Response:
        """Delete a student's coursework.
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
        delete_coursework(db.session, current_principal(), pk)
        return compact({"id": pk})

    @staticmethod
    def _save(gradebook: int, semester: int) -> Response:
        typed = lines.lines_of_body(json_object(), "student", FIELDS)
        who = current_principal()
        entered = save_coursework(db.session, who, gradebook, semester, typed)
        return compact(lines.entered_data(entered))


def _data(book: JournalCoursework) -> dict[str, Any]:
    return {
        "gradebook": book.journal.gradebook_id,
        "semester": book.semester_id,
        "is_closed": book.is_closed,
        "may_write": book.writes,
        "lines": [
            {
                "id": one.id,
                "student": one.student_id,
                "name": one.student,
                **{name: shown(value) or None for name, value in one.values.items()},
                "verdict": {
                    "clause": one.verdict.clause,
                    "code": one.verdict.code,
                    "severity": one.verdict.severity.name,
                    "sentence": words(one.verdict),
                },
            }
            for one in book.lines
        ],
    }
