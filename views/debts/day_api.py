"""REST: make-up days, what is recorded on them, moving their places. Lists are the register's."""

from dataclasses import asdict
from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.make_up_lists import journal_head
from services.make_up_places import move_places
from services.make_up_proposals import proposals
from services.make_up_results import record_results
from services.make_ups import cancel_day, change_day, plan_day
from views.debts.bodies import fields_in, key_in, results_in
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

DAY: Final = Resource.make_up
PLACE: Final = Resource.make_up_place


class MakeUpDayApi(RestApi):
    """Make-up days for programs that write them."""

    resource_name = "make_up"
    class_permission_name = DAY
    openapi_spec_tag = "Debts"

    @expose("/", methods=["POST"])
    @needs(Action.create, DAY)
    @answers
    def post(self) -> Response:
        """Plan a make-up day of a journal; its students are placed by make_up_place.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [gradebook_id, held_on]
                  properties:
                    gradebook_id: {type: integer, minimum: 1}
                    held_on: {type: string, format: date}
                    starts_at: {type: string, nullable: true, example: "15:30"}
                    room_id: {type: integer, nullable: true}
                    note: {type: string, maxLength: 250, nullable: true}
          responses:
            201: {description: The id of the day}
        """
        body = json_object()
        book_id = key_in(body, "gradebook_id")
        key = plan_day(db.session, current_principal(), book_id, fields_in(body))
        answer = compact({"id": key}, 201)
        answer.headers["Location"] = f"/api/v1/make_up/{key}"
        return answer

    @expose("/proposals/<int:gradebook_id>", methods=["GET"])
    @needs(Action.create, DAY)
    @answers
    def proposals(self, gradebook_id: int) -> Response:
        """Get coming days on which the teacher and the group have a free pair after lessons.
        ---
        get:
          parameters:
          - {in: path, name: gradebook_id, required: true, schema: {type: integer}}
          responses:
            200: {description: Days with the pair and its time}
        """
        head = journal_head(db.session, current_principal(), gradebook_id)
        found = proposals(db.session, head.journal.teacher_id, head.journal.group_id)
        result = [asdict(one) | {"held_on": one.held_on.isoformat()} for one in found]
        return compact({"result": result})

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, DAY)
    @answers
    def put(self, pk: int) -> Response:
        """Change the fields of a make-up day that are sent; those concerned are told.
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
                  properties:
                    held_on: {type: string, format: date}
                    starts_at: {type: string, nullable: true}
                    room_id: {type: integer, nullable: true}
                    note: {type: string, maxLength: 250, nullable: true}
          responses:
            200: {description: The id of the day}
            409: {description: Results of the day are recorded}
        """
        change_day(db.session, current_principal(), pk, fields_in(json_object()))
        return compact({"id": pk})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, DAY)
    @answers
    def delete(self, pk: int) -> Response:
        """Cancel a make-up day without results; those placed are told.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The day is gone}
            409: {description: Results of the day are recorded}
        """
        cancel_day(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/<int:pk>/move", methods=["POST"])
    @needs(Action.update, PLACE)
    @answers
    def move(self, pk: int) -> Response:
        """Move all places without a result to another day of the same journal.
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
                  required: [to]
                  properties:
                    to: {type: integer, minimum: 1}
          responses:
            200: {description: How many places moved}
        """
        to = key_in(json_object(), "to")
        return compact({"moved": move_places(db.session, current_principal(), pk, to)})

    @expose("/<int:pk>/results", methods=["POST"])
    @needs(Action.update, PLACE)
    @answers
    def results(self, pk: int) -> Response:
        """Record what came of places of the day, all that are sent or none.
        ---
        post:
          description: >-
            A result is a mark (5, 4, 3, 2, зч, нз), `made_up` (зч) or `missed`. The marks are
            written into the journal, late, with the make-up day as their reason.
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
                        required: [place_id, result]
                        properties:
                          place_id: {type: integer, minimum: 1}
                          result: {type: string}
          responses:
            200: {description: How many results were recorded or put right}
        """
        results = results_in(json_object())
        return compact({"recorded": record_results(db.session, current_principal(), pk, results)})
