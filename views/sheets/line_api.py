"""REST: the lines of an attestation sheet: results, admission, who stands on it."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError
from services.sheet_entry import enter_results
from services.sheet_students import add_student, judge_again, remove_student, set_admission
from views.journal.bodies import flag, json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.sheets import bodies
from views.sheets.data import sheet_data

LINE: Final = Resource.attestation_result


class SheetLineApi(RestApi):
    """The lines of attestation sheets."""

    resource_name = "attestation_sheet"
    class_permission_name = LINE
    openapi_spec_tag = "Attestation sheets"

    @expose("/<int:pk>/results", methods=["PUT"])
    @needs(Action.update, LINE)
    @answers
    def results(self, pk: int) -> Response:
        """Write what was typed for students; what no longer holds what was seen is a conflict.
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
                  required: [results]
                  properties:
                    results:
                      type: array
                      items:
                        type: object
                        required: [student]
                        properties:
                          student: {type: integer}
                          text: {type: string}
                          was: {type: string}
                          ticket: {type: string}
                          ticket_was: {type: string}
          responses:
            200:
              description: Keys of the students saved and in conflict, and the sheet
              content:
                application/json:
                  schema: {type: object}
        """
        entered = enter_results(db.session, current_principal(), pk, bodies.results(json_object()))
        told = {"saved": entered.saved, "conflicts": entered.conflicts}
        return compact(told | {"sheet": sheet_data(db.session, entered.sheet)})

    @expose("/<int:pk>/admission", methods=["PUT"])
    @needs(Action.create, LINE)
    @answers
    def admission(self, pk: int) -> Response:
        """Admit a student in spite of the rule, or not; departing from the rule needs a note.
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
                  required: [student, is_admitted]
                  properties:
                    student: {type: integer}
                    is_admitted: {type: boolean}
                    note: {type: string}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        if "is_admitted" not in body:
            raise FieldsError({"is_admitted": _("Send true or false.")})
        student, admitted = bodies.key(body, "student"), flag(body, "is_admitted", True)
        note = bodies.text(body, "note")
        sheet = set_admission(db.session, current_principal(), pk, student, admitted, note)
        return compact(sheet_data(db.session, sheet))

    @expose("/<int:pk>/judge", methods=["POST"])
    @needs(Action.create, LINE)
    @answers
    def judge(self, pk: int) -> Response:
        """Judge the admission anew of all who have no mark yet.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        sheet = judge_again(db.session, current_principal(), pk)
        return compact(sheet_data(db.session, sheet))

    @expose("/<int:pk>/students", methods=["POST"])
    @needs(Action.create, LINE)
    @answers
    def add(self, pk: int) -> Response:
        """Add a student of the group.
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
                  required: [student]
                  properties:
                    student: {type: integer}
          responses:
            201:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        student = bodies.key(json_object(), "student")
        sheet = add_student(db.session, current_principal(), pk, student)
        return compact(sheet_data(db.session, sheet), 201)

    @expose("/<int:pk>/students/<int:student>", methods=["DELETE"])
    @needs(Action.delete, LINE)
    @answers
    def remove(self, pk: int, student: int) -> Response:
        """Take a student without a mark off the sheet.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: student, required: true, schema: {type: integer}}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        sheet = remove_student(db.session, current_principal(), pk, student)
        return compact(sheet_data(db.session, sheet))
