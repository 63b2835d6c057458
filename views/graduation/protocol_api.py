"""REST: protocols of the state final attestation beside their registers."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from services.errors import FieldsError
from services.protocol_heading import change_heading
from services.protocol_rows import find_protocol
from services.protocols import (
    delete_protocol,
    make_protocol,
    save_marks,
    set_lines,
    set_members,
    sign_protocol,
)
from views.graduation import lines
from views.graduation.protocol_data import members_of_body, protocol_data
from views.graduation.protocols import protocol_in
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

PROTOCOL: Final = Resource.final_protocol
MEMBER: Final = Resource.protocol_member


class FinalProtocolWritingApi(RestApi):
    """Protocols for programs; their lists are the registers'."""

    resource_name = "final_protocol"
    class_permission_name = PROTOCOL
    openapi_spec_tag = "State final attestation"

    @expose("/<int:pk>/protocol", methods=["GET"])
    @needs(Action.read, PROTOCOL)
    @answers
    def whole(self, pk: int) -> Response:
        """Return a protocol with its commission, its students and what it lacks to be signed.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The protocol
              content:
                application/json:
                  schema: {type: object}
        """
        return compact(protocol_data(find_protocol(db.session, current_principal(), pk)))

    @expose("/", methods=["POST"])
    @needs(Action.create, PROTOCOL)
    @answers
    def make(self) -> Response:
        """Make a protocol of a group for a day with all who wait for one.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, kind, held_on]
                  properties:
                    group: {type: integer}
                    kind: {type: string, enum: [thesis, demo_exam]}
                    held_on: {type: string, format: date}
                    number: {type: string, maxLength: 20}
          responses:
            201:
              description: The protocol
              content:
                application/json:
                  schema: {type: object}
        """
        who = current_principal()
        key = make_protocol(db.session, who, *protocol_in(json_object()))
        return compact(protocol_data(find_protocol(db.session, who, key)), 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, PROTOCOL)
    @answers
    def change(self, pk: int) -> Response:
        """Correct the number and the day of a protocol that is not signed.
        ---
        put:
          description: The day of a defence moves with the protocol of theses.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    number: {type: string, maxLength: 20}
                    held_on: {type: string, format: date}
          responses:
            200:
              description: The protocol
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        found = change_heading(db.session, current_principal(), pk, json_object())
        return compact(protocol_data(found))

    @expose("/<int:pk>/members", methods=["PUT"])
    @needs(Action.update, MEMBER)
    @answers
    def members(self, pk: int) -> Response:
        """Let those sent, in their order, be the commission.
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
                  required: [members]
                  properties:
                    members:
                      type: array
                      items:
                        type: object
                        required: [name]
                        properties:
                          role: {type: string, enum: [chairman, member, secretary]}
                          name: {type: string, maxLength: 200}
                          position: {type: string, maxLength: 200}
          responses:
            200:
              description: The protocol
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        wanted = members_of_body(json_object())
        return compact(protocol_data(set_members(db.session, current_principal(), pk, wanted)))

    @expose("/<int:pk>/lines", methods=["PUT"])
    @needs(Action.update, PROTOCOL)
    @answers
    def students(self, pk: int) -> Response:
        """Let the theses or exams sent stand in the protocol and no others.
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
                  required: [lines]
                  properties:
                    lines: {type: array, items: {type: integer}}
          responses:
            200:
              description: The protocol
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        given = json_object().get("lines")
        if not isinstance(given, list) or len(given) > lines.MOST_LINES:
            raise FieldsError({"lines": _("Send a list of ids.")})
        try:
            keys = [key_of(one) for one in given]
        except ValueError:
            raise FieldsError({"lines": _("Send a list of ids.")}) from None
        return compact(protocol_data(set_lines(db.session, current_principal(), pk, keys)))

    @expose("/<int:pk>/marks", methods=["PUT"])
    @needs(Action.update, PROTOCOL)
    @answers
    def marks(self, pk: int) -> Response:
        """Write marks of theses (`code`) or points of exams (`points`) by the id of the line.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: object, required: [lines]}
          responses:
            200:
              description: The protocol, lines that were saved, conflicts
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        typed = lines.lines_of_body(json_object(), "id", ("code", "points"))
        entered = save_marks(db.session, current_principal(), pk, typed)
        found = find_protocol(db.session, current_principal(), pk)
        return compact(protocol_data(found) | lines.entered_data(entered))

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, PROTOCOL)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign a protocol: from then on nothing in it changes.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The signed protocol
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        return compact(protocol_data(sign_protocol(db.session, current_principal(), pk)))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, PROTOCOL)
    @answers
    def remove(self, pk: int) -> Response:
        """Delete an unsigned protocol without marks.
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
        delete_protocol(db.session, current_principal(), pk)
        return compact({"id": pk})
