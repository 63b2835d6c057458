"""REST: sharing a place of the load out, splitting a row, changing its teacher from a day."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.load_change import change_teacher, division, undo_change
from services.load_shares import save_shares, split_row
from views.journal.bodies import flag, json_object, optional_object
from views.journal.rest import answers, compact
from views.load import bodies
from views.load.data import division_data, place_data
from views.needs import needs
from views.rest_api import RestApi

LOAD: Final = Resource.teaching_assignment


class LoadChangeApi(RestApi):
    """Changes of the teaching load that keep its sums."""

    resource_name = "teaching_assignment"
    class_permission_name = LOAD
    openapi_spec_tag = "Teaching load"

    @expose("/shares", methods=["PUT"])
    @needs(Action.update, LOAD)
    @answers
    def shares(self) -> Response:
        """Let the hours of an item in a group and semester be shared as sent: the whole of them.
        ---
        put:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, semester, item, shares]
                  properties:
                    group: {type: integer}
                    semester: {type: integer}
                    item: {type: integer}
                    shares:
                      type: array
                      items:
                        type: object
                        properties:
                          id: {type: integer, nullable: true}
                          subgroup: {type: integer, nullable: true}
                          teacher: {type: integer, nullable: true}
                          hours: {type: object, additionalProperties: {type: integer}}
          responses:
            200:
              description: The place with its rows
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        place, given = bodies.place(body), bodies.shares(body)
        saved = save_shares(db.session, current_principal(), place, given)
        return compact(place_data(saved))

    @expose("/<int:pk>/split", methods=["POST"])
    @needs(Action.update, LOAD)
    @answers
    def split(self, pk: int) -> Response:
        """Split a row between teachers; the parts must add up to it.
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
                    parts:
                      type: array
                      items:
                        type: object
                        properties:
                          teacher: {type: integer, nullable: true}
                          hours: {type: object, additionalProperties: {type: integer}}
          responses:
            200:
              description: The keys of the parts
              content:
                application/json:
                  schema: {type: object}
        """
        parts = bodies.parts(json_object())
        return compact({"ids": split_row(db.session, current_principal(), pk, parts)})

    @expose("/<int:pk>/division", methods=["GET"])
    @needs(Action.update, LOAD)
    @answers
    def division(self, pk: int) -> Response:
        """Return how a change of the teacher on a day divides the hours of a row.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: "on", required: true, schema: {type: string, format: date}}
          responses:
            200:
              description: Hours taught before the day, kept and left
              content:
                application/json:
                  schema: {type: object}
        """
        on = bodies.day(request.args.get("on"), "on")
        return compact(division_data(division(db.session, current_principal(), pk, on)))

    @expose("/<int:pk>/change_teacher", methods=["POST"])
    @needs(Action.update, LOAD)
    @answers
    def change_teacher(self, pk: int) -> Response:
        """Let another teacher go on from a day; the earlier one keeps what was taught.
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
                  required: ["on"]
                  properties:
                    teacher: {type: integer, nullable: true}
                    "on": {type: string, format: date}
                    kept: {type: object, additionalProperties: {type: integer}}
                    later: {type: boolean, default: true}
          responses:
            201:
              description: The key of the row that begins on the day
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        kept = body.get("kept")
        added = change_teacher(
            db.session,
            current_principal(),
            pk,
            bodies.key(body, "teacher", required=False),
            bodies.day(body.get("on"), "on"),
            None if kept is None else bodies.hours(kept, "kept"),
            flag(body, "later", True),
        )
        return compact({"id": added}, 201)

    @expose("/<int:pk>/undo_change", methods=["POST"])
    @needs(Action.update, LOAD)
    @answers
    def undo_change(self, pk: int) -> Response:
        """Take a change of the teacher back, while no lesson from its day on is recorded.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    later: {type: boolean, default: true}
          responses:
            200:
              description: The key of the row that has the hours again
              content:
                application/json:
                  schema: {type: object}
        """
        later = flag(optional_object(), "later", True)
        return compact({"id": undo_change(db.session, current_principal(), pk, later)})
