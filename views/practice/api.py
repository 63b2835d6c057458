"""REST: placing students, changing places, results and the signature of a practice."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError
from services.practice_conflicts import conflicts_of
from services.practice_place_checks import Place, Span
from services.practice_places import change_places, place_students, remove_place
from services.practice_results import Results, decide_mark, set_results
from services.practice_rows import PlacementRow, placement_rows
from services.practice_signing import sign_practices
from services.practice_view import load_practice
from services.practice_words import sentences
from views.journal.bodies import flag, json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.practice.data import (
    day_in,
    key_in,
    needed_day,
    number_in,
    objects_in,
    place_in,
    practice_data,
    text_in,
)
from views.rest_api import RestApi

PLACEMENT: Final = Resource.practice_placement
RESULTS: Final = frozenset({"diary_checked_on", "characteristic", "code"})


class PracticeApi(RestApi):
    """Practices for programs that write them. Lists and single rows are the register's."""

    resource_name = "practice_placement"
    class_permission_name = str(PLACEMENT)
    openapi_spec_tag = "Practice"

    @expose("/<int:pk>/practice", methods=["GET"])
    @needs(Action.read, PLACEMENT)
    @answers
    def practice(self, pk: int) -> Response:
        """Return a practice whole: place, days, competences, sums, what blocks its signing.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The practice
              content:
                application/json:
                  schema: {type: object}
        """
        return compact({"id": pk, "result": practice_data(load_practice(db.session, pk))})

    @expose("/", methods=["POST"])
    @needs(Action.create, PLACEMENT)
    @answers
    def post(self) -> Response:
        """Place students of a group for a practice; all of them or none.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    group: {type: integer}
                    item: {type: integer}
                    starts_on: {type: string, format: date}
                    ends_on: {type: string, format: date}
                    hours: {type: integer}
                    places:
                      type: array
                      maxItems: 200
                      items:
                        type: object
                        properties:
                          student: {type: integer}
                          base: {type: integer, nullable: true}
                          appointment: {type: integer, nullable: true}
                          enterprise_head: {type: string, maxLength: 200}
                          enterprise_position: {type: string, maxLength: 200}
                          contract: {type: string, maxLength: 100}
          responses:
            201:
              description: Keys of the practices and warnings
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        span = Span(
            needed_day(body, "starts_on"),
            needed_day(body, "ends_on"),
            number_in(body, "hours") or 0,
        )
        places = {
            key_in(one, "student", f"places.{number}.student"): place_in(one, f"places.{number}.")
            for number, one in enumerate(objects_in(body, "places", 200))
        }
        group, item = key_in(body, "group"), key_in(body, "item")
        keys = place_students(db.session, current_principal(), group, item, span, places)
        return compact({"ids": keys, "warnings": _warnings(keys)}, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, PLACEMENT)
    @answers
    def put(self, pk: int) -> Response:
        """Change the place (the deputy), or diary, characteristic and mark (the head of practice).
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
                    starts_on: {type: string, format: date}
                    ends_on: {type: string, format: date}
                    hours: {type: integer}
                    base: {type: integer, nullable: true}
                    appointment: {type: integer, nullable: true}
                    enterprise_head: {type: string}
                    enterprise_position: {type: string}
                    contract: {type: string}
                    diary_checked_on: {type: string, format: date, nullable: true}
                    characteristic: {type: string, maxLength: 2000}
                    code: {type: string, nullable: true}
          responses:
            200:
              description: The practice, and warnings about its place
              content:
                application/json:
                  schema: {type: object}
        """
        body, who = json_object(), current_principal()
        row = load_practice(db.session, pk).row
        if not body:
            raise FieldsError({"body": _("Name what is to change.")})
        if RESULTS & body.keys():
            set_results(db.session, who, pk, _results(body, row))
        else:
            change_places(db.session, who, {pk: place_in(body, "", _place(row))}, _span(body, row))
        fresh = load_practice(db.session, pk)
        return compact({"id": pk, "result": practice_data(fresh), "warnings": _warnings([pk])})

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, PLACEMENT)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a place away that nothing is recorded in.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The place is gone}
        """
        remove_place(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/<int:pk>/mark", methods=["POST"])
    @needs(Action.update, PLACEMENT)
    @answers
    def mark(self, pk: int) -> Response:
        """Take the mark that the enterprise proposed, or drop it.
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
                    accept: {type: boolean}
          responses:
            200:
              description: How many proposals were decided
              content:
                application/json:
                  schema: {type: object}
        """
        accepts = flag(json_object(), "accept", True)
        done = decide_mark(db.session, current_principal(), [pk], accepts=accepts)
        return compact({"decided": done})

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, PLACEMENT)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign a practice; 422 with what blocks it. What is signed never changes.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The signed practice
              content:
                application/json:
                  schema: {type: object}
        """
        done = sign_practices(db.session, current_principal(), [pk])
        if pk in done.blocked:
            raise FieldsError({"sign": " ".join(done.blocked[pk])})
        return compact({"id": pk, "result": practice_data(load_practice(db.session, pk))})


def _warnings(keys: list[int]) -> dict[str, list[str]]:
    rows = placement_rows(db.session, keys)
    found = conflicts_of(db.session, current_principal(), rows)
    return {str(key): sentences(some) for key, some in found.items()}


def _place(row: PlacementRow) -> Place:
    return Place(
        row.base_id,
        row.appointment_id,
        row.enterprise_head or "",
        row.enterprise_position or "",
        row.contract or "",
    )


def _span(body: dict[str, Any], row: PlacementRow) -> Span | None:
    if not {"starts_on", "ends_on", "hours"} & body.keys():
        return None
    return Span(
        day_in(body, "starts_on") or row.starts_on,
        day_in(body, "ends_on") or row.ends_on,
        row.hours if "hours" not in body else number_in(body, "hours") or 0,
    )


def _results(body: dict[str, Any], row: PlacementRow) -> Results:
    checked, code = row.diary_checked_on, row.code
    if "diary_checked_on" in body:
        checked = day_in(body, "diary_checked_on")
    if "code" in body:
        code = text_in(body, "code") or None
    said = row.characteristic or ""
    if "characteristic" in body:
        said = text_in(body, "characteristic")
    return Results(checked, said, code)
