"""REST: disposal acts beside their register (10.7)."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from jobs.disposal import keep_act
from services.disposal_acts import change_act, delete_act, make_act, next_number, sign_act
from services.disposal_lists import find_act, offered
from views.disposal.asked import drafted_of
from views.disposal.words import act_json, paper_json
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

ACT: Final = Resource.disposal_act


class DisposalApi(RestApi):
    """Disposal acts for programs. Their list is the register's."""

    resource_name = "disposal_act"
    class_permission_name = str(ACT)
    openapi_spec_tag = "Print register"

    @expose("/offered", methods=["GET"])
    @needs(Action.read, ACT)
    @answers
    def offered(self) -> Response:
        """Return the printed documents that may be disposed of today, and the next number.
        ---
        get:
          responses:
            200:
              description: Documents past their day, in the archive, under no hold
              content:
                application/json:
                  schema: {type: object}
        """
        papers = [paper_json(one) for one in offered(db.session)]
        return compact({"number": next_number(db.session), "documents": papers})

    @expose("/<int:pk>/whole", methods=["GET"])
    @needs(Action.read, ACT)
    @answers
    def whole(self, pk: int) -> Response:
        """Return an act with its commission and documents.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The act
              content:
                application/json:
                  schema: {type: object}
        """
        return compact(act_json(find_act(db.session, pk)))

    @expose("/", methods=["POST"])
    @needs(Action.create, ACT)
    @answers
    def post(self) -> Response:
        """Draft an act.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [number, drawn_on, ground, members, documents]
                  properties:
                    number: {type: string, maxLength: 20}
                    drawn_on: {type: string, format: date}
                    ground: {type: string, maxLength: 2000}
                    members:
                      type: array
                      minItems: 3
                      items:
                        type: object
                        required: [role, name]
                        properties:
                          role: {type: string, enum: [chairman, member]}
                          name: {type: string, maxLength: 200}
                          position: {type: string, maxLength: 200}
                    documents: {type: array, minItems: 1, items: {type: integer}}
          responses:
            201:
              description: The act
              content:
                application/json:
                  schema: {type: object}
        """
        key = make_act(db.session, current_principal(), drafted_of(json_object()))
        answer = compact(act_json(find_act(db.session, key)), 201)
        answer.headers["Location"] = f"/api/v1/disposal_act/{key}"
        return answer

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, ACT)
    @answers
    def put(self, pk: int) -> Response:
        """Change a draft; the whole act is sent.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: object}
          responses:
            200:
              description: The act
              content:
                application/json:
                  schema: {type: object}
        """
        find_act(db.session, pk)
        change_act(db.session, pk, drafted_of(json_object()))
        return compact(act_json(find_act(db.session, pk)))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, ACT)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a draft.
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
        """
        delete_act(db.session, pk)
        return compact({"id": pk})

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, ACT)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign an act: its documents are disposed of, for good.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The act, signed; its PDF goes into the archive
              content:
                application/json:
                  schema: {type: object}
        """
        sign_act(db.session, current_principal(), pk)
        keep_act(pk)
        return compact(act_json(find_act(db.session, pk)))
