"""REST: places on make-up days. Lists are the register's."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.make_up_places import place, place_day, remove_place
from services.make_up_results import record_results
from views.debts.bodies import key_in, keys_in, text_in
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

PLACE: Final = Resource.make_up_place


class MakeUpPlacingApi(RestApi):
    """Places on make-up days for programs that write them."""

    resource_name = "make_up_place"
    class_permission_name = PLACE
    openapi_spec_tag = "Debts"

    @expose("/", methods=["POST"])
    @needs(Action.create, PLACE)
    @answers
    def post(self) -> Response:
        """Place students on a make-up day for open debts of its journal; they are told.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [make_up_id, debt_ids]
                  properties:
                    make_up_id: {type: integer, minimum: 1}
                    debt_ids: {type: array, items: {type: integer, minimum: 1}}
          responses:
            201: {description: The ids of the new places}
        """
        body = json_object()
        day_id, debts = key_in(body, "make_up_id"), keys_in(body, "debt_ids")
        return compact({"ids": place(db.session, current_principal(), day_id, debts)}, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, PLACE)
    @answers
    def put(self, pk: int) -> Response:
        """Record what came of one place.
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
                  required: [result]
                  properties:
                    result: {type: string}
          responses:
            200: {description: The id of the place}
        """
        day_id = place_day(db.session, pk)  # a foreign place is missing, whatever is sent
        result = text_in(json_object(), "result")
        record_results(db.session, current_principal(), day_id, {pk: result})
        return compact({"id": pk})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, PLACE)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a place without a result from its day; the student is told.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The place is gone}
            409: {description: The result of the place is recorded}
        """
        remove_place(db.session, current_principal(), pk)
        return Response(status=204)
