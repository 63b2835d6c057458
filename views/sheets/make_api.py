"""REST: making attestation sheets from the curriculum, of one student, for a retake."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError
from services.sheet_making import make_sheets, may_make
from services.sheet_offers import offers_of
from services.sheet_retakes import make_individual, make_retake
from views.journal.bodies import json_object, optional_object
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs
from views.rest_api import RestApi
from views.sheets import bodies
from views.sheets.data import offers_data

SHEET: Final = Resource.attestation_sheet


class SheetMakeApi(RestApi):
    """Making attestation sheets."""

    resource_name = "attestation_sheet"
    class_permission_name = SHEET
    openapi_spec_tag = "Attestation sheets"

    @expose("/offers", methods=["GET"])
    @needs(Action.create, SHEET)
    @answers
    def offers(self) -> Response:
        """Return the sheets that the curriculum calls for in a semester of a group.
        ---
        get:
          parameters:
          - {in: query, name: group, required: true, schema: {type: integer}}
          - {in: query, name: semester, required: true, schema: {type: integer}}
          responses:
            200:
              description: Each with who examines, who is not admitted, and the sheet that is there
              content:
                application/json:
                  schema: {type: object}
        """
        group_id, semester_id = (number_in_query(name) for name in ("group", "semester"))
        if not group_id or not semester_id:
            raise FieldsError({"group": _("Choose a group and a semester.")})
        may_make(db.session, current_principal(), group_id)
        return compact(offers_data(offers_of(db.session, group_id, semester_id)))

    @expose("/", methods=["POST"])
    @needs(Action.create, SHEET)
    @answers
    def make(self) -> Response:
        """Make the sheets of a group for the items sent; what has one is left out.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, semester, items]
                  properties:
                    group: {type: integer}
                    semester: {type: integer}
                    items:
                      type: array
                      items:
                        type: object
                        properties:
                          item: {type: integer}
                          held_on: {type: string, format: date, nullable: true}
          responses:
            201:
              description: The keys of the sheets
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        group_id, semester_id = bodies.key(body, "group"), bodies.key(body, "semester")
        wanted = bodies.wanted(body)
        made = make_sheets(db.session, current_principal(), group_id, semester_id, wanted)
        return compact({"ids": made}, 201)

    @expose("/individual", methods=["POST"])
    @needs(Action.create, SHEET)
    @answers
    def individual(self) -> Response:
        """Make a sheet of one student, of the attempt that is the student's next.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, semester, item, student]
                  properties:
                    group: {type: integer}
                    semester: {type: integer}
                    item: {type: integer}
                    student: {type: integer}
                    held_on: {type: string, format: date, nullable: true}
          responses:
            201:
              description: The key of the sheet
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        made = make_individual(
            db.session,
            current_principal(),
            bodies.key(body, "group"),
            bodies.key(body, "semester"),
            bodies.key(body, "item"),
            bodies.key(body, "student"),
            bodies.day(body, "held_on"),
        )
        return compact({"id": made}, 201)

    @expose("/<int:pk>/retake", methods=["POST"])
    @needs(Action.create, SHEET)
    @answers
    def retake(self, pk: int) -> Response:
        """Make the sheets that follow a signed one: for who failed, and for who had a reason.
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
                    held_on: {type: string, format: date, nullable: true}
          responses:
            201:
              description: The keys of the sheets
              content:
                application/json:
                  schema: {type: object}
        """
        day = bodies.day(optional_object(), "held_on")
        made = make_retake(db.session, current_principal(), pk, day)
        return compact({"ids": made}, 201)
