"""REST: an attestation sheet as a whole: its day, who examines, signing, deleting."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.sheet_changes import delete_sheet, employees_named, set_day, set_examiners
from services.sheet_reading import find_sheet
from services.sheet_signing import sign_sheet
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.sheets import bodies
from views.sheets.data import sheet_data

SHEET: Final = Resource.attestation_sheet
EXAMINER: Final = Resource.sheet_examiner


class SheetApi(RestApi):
    """Attestation sheets beside their register."""

    resource_name = "attestation_sheet"
    class_permission_name = SHEET
    openapi_spec_tag = "Attestation sheets"

    @expose("/<int:pk>/sheet", methods=["GET"])
    @needs(Action.read, SHEET)
    @answers
    def sheet(self, pk: int) -> Response:
        """Return a whole sheet with its lines, totals and what it lacks to be signed.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        sheet = find_sheet(db.session, current_principal(), pk)
        return compact(sheet_data(db.session, sheet))

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, SHEET)
    @answers
    def set_day(self, pk: int) -> Response:
        """Set the day of the attestation; `was` is the day that was seen.
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
                  required: [held_on]
                  properties:
                    held_on: {type: string, format: date, nullable: true}
                    was: {type: string, format: date, nullable: true}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        day, was = bodies.day(body, "held_on"), bodies.day(body, "was")
        sheet = set_day(db.session, current_principal(), pk, day, was)
        return compact(sheet_data(db.session, sheet))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, SHEET)
    @answers
    def remove(self, pk: int) -> Response:
        """Delete an unsigned sheet that holds no marks.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The number that is free again
              content:
                application/json:
                  schema: {type: object}
        """
        number = delete_sheet(db.session, current_principal(), pk)
        return compact({"number": number})

    @expose("/<int:pk>/examiners", methods=["PUT"])
    @needs(Action.update, EXAMINER)
    @answers
    def examiners(self, pk: int) -> Response:
        """Let those sent, in their order, be who examines.
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
                  required: [examiners]
                  properties:
                    examiners:
                      type: array
                      items:
                        type: object
                        properties:
                          employee: {type: integer}
                          role: {type: string, enum: [examiner, chairman, member, secretary]}
          responses:
            200:
              description: The sheet
              content:
                application/json:
                  schema: {type: object}
        """
        seats = bodies.seats(json_object())
        sheet = set_examiners(db.session, current_principal(), pk, seats)
        return compact(sheet_data(db.session, sheet))

    @expose("/employees", methods=["GET"])
    @needs(Action.update, EXAMINER)
    @answers
    def employees(self) -> Response:
        """Return employees of the whole college by name, to choose who examines.
        ---
        get:
          parameters:
          - {in: query, name: q, required: false, schema: {type: string}}
          responses:
            200:
              description: Up to 20 employees
              content:
                application/json:
                  schema: {type: object}
        """
        sought = request.args.get("q", "").replace("\0", "")[:100]
        found, more = employees_named(db.session, sought)
        results = [{"id": key, "text": name} for key, name in found]
        return compact({"results": results, "more": more})

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, SHEET)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign a sheet: from then on nothing in it changes.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The signed sheet
              content:
                application/json:
                  schema: {type: object}
        """
        sheet = sign_sheet(db.session, current_principal(), pk)
        return compact(sheet_data(db.session, sheet))
