"""REST: days of practices recorded, filled in, confirmed, rejected."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from models import PracticeDay
from services.practice_days import (
    MOST_DAYS,
    DayInput,
    confirm_days,
    fill_days,
    record_days,
    reject_days,
)
from services.practice_view import missing
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.practice.data import day_input, keys_in, objects_in
from views.rest_api import RestApi

DAY: Final = Resource.practice_day


class PracticeDayWriteApi(RestApi):
    """Writing for programs. Lists and single rows are the register's."""

    resource_name = "practice_day"
    class_permission_name = str(DAY)
    openapi_spec_tag = "Practice"

    @expose("/", methods=["POST"])
    @needs(Action.create, DAY)
    @answers
    def post(self) -> Response:
        """Record days of own practices, confirmed by that; no hours take a record away.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    days:
                      type: array
                      maxItems: 2000
                      items:
                        type: object
                        properties:
                          placement: {type: integer}
                          day: {type: string, format: date}
                          hours: {type: integer, nullable: true, minimum: 0, maximum: 12}
                          is_absent: {type: boolean}
                          what: {type: string, maxLength: 500}
          responses:
            200:
              description: How many records changed
              content:
                application/json:
                  schema: {type: object}
        """
        given = objects_in(json_object(), "days", MOST_DAYS)
        wanted = [day_input(one, number) for number, one in enumerate(given)]
        return compact({"changed": record_days(db.session, current_principal(), wanted)})

    @expose("/fill", methods=["POST"])
    @needs(Action.create, DAY)
    @answers
    def fill(self) -> Response:
        """Fill the empty study days until today with their share of the planned hours.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    placements: {type: array, items: {type: integer}}
          responses:
            200:
              description: How many days were filled in
              content:
                application/json:
                  schema: {type: object}
        """
        ids = keys_in(json_object(), "placements")
        return compact({"filled": fill_days(db.session, current_principal(), ids)})

    @expose("/confirm", methods=["PUT"])
    @needs(Action.update, DAY)
    @answers
    def confirm(self) -> Response:
        """Confirm proposed days, all of the practices or those named.
        ---
        put:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    placements: {type: array, items: {type: integer}}
                    days: {type: array, items: {type: integer}}
          responses:
            200:
              description: How many days were decided
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        ids = keys_in(body, "placements")
        days = keys_in(body, "days", MOST_DAYS) if "days" in body else None
        return compact({"decided": confirm_days(db.session, current_principal(), ids, days)})

    @expose("/reject", methods=["PUT"])
    @needs(Action.update, DAY)
    @answers
    def reject(self) -> Response:
        """Reject proposed days, all of the practices or those named.
        ---
        put:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    placements: {type: array, items: {type: integer}}
                    days: {type: array, items: {type: integer}}
          responses:
            200:
              description: How many days were decided
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        ids = keys_in(body, "placements")
        days = keys_in(body, "days", MOST_DAYS) if "days" in body else None
        return compact({"decided": reject_days(db.session, current_principal(), ids, days)})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, DAY)
    @answers
    def delete(self, pk: int) -> Response:
        """Take the record of a day away.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The record is gone}
        """
        row = db.session.get(PracticeDay, pk)
        if row is None:
            raise missing()
        record_days(
            db.session, current_principal(), [DayInput(row.placement_id, row.day, hours=None)]
        )
        return Response(status=204)
