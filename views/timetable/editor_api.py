"""REST: the weekly grid of a timetable: what is placed, what would clash, which rooms are free."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.session import db
from services.publishing_preview import preview
from services.timetable_conflicts import conflict_json, conflicts_at
from services.timetable_grid import grid_of
from services.timetable_rooms import rooms_at
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.timetable import slot_bodies as bodies
from views.timetable.editor_json import grid_json, preview_json, rooms_json
from views.timetable.editor_subject import subject_in

SLOT: Final = Resource.timetable_slot
LOOKS: Final = Resource.timetable_publication  # who works on timetables, or oversees that


class TimetableEditorApi(RestApi):
    """The editor for programs that read; `slot_api` is for those that write."""

    resource_name = "timetable"
    class_permission_name = SLOT
    openapi_spec_tag = "Timetable"

    @expose("/<int:pk>/grid", methods=["GET"])
    @needs(Action.read, LOOKS)
    @answers
    def grid(self, pk: int) -> Response:
        """Return the pairs and the load of groups, a teacher or a room.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - in: query
            name: group
            description: keys of groups, separated by commas
            schema: {type: string}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: room, schema: {type: integer}}
          responses:
            200:
              description: Pairs, load with hours needed and placed, the edition
              content:
                application/json:
                  schema: {type: object}
        """
        subject = subject_in(db.session, request.args)
        return compact(grid_json(grid_of(db.session, pk, subject.kind, subject.keys)))

    @expose("/<int:pk>/places", methods=["GET"])
    @needs(Action.read, LOOKS)
    @answers
    def places(self, pk: int) -> Response:
        """Return what would clash where, for a load that is to be placed or a pair to be moved.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: assignment, required: true, schema: {type: integer}}
          - {in: query, name: weeks, schema: {type: string, enum: [every, odd, even]}}
          - {in: query, name: hours, schema: {type: integer}}
          - {in: query, name: room_id, schema: {type: integer}}
          - {in: query, name: stream, schema: {type: string}}
          - {in: query, name: slot, schema: {type: integer}}
          responses:
            200:
              description: By «weekday-pair» the conflicts; places that are not named are free
              content:
                application/json:
                  schema: {type: object}
        """
        found = conflicts_at(db.session, pk, bodies.candidate_of(request.args))
        places = {
            f"{weekday}-{pair}": [conflict_json(each) for each in conflicts]
            for (weekday, pair), conflicts in found.items()
        }
        return compact({"result": places})

    @expose("/<int:pk>/rooms", methods=["GET"])
    @needs(Action.read, LOOKS)
    @answers
    def rooms(self, pk: int) -> Response:
        """Return all rooms at a place of the week, free ones with enough seats first.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: query, name: assignment, required: true, schema: {type: integer}}
          - {in: query, name: weekday, required: true, schema: {type: integer}}
          - {in: query, name: pair, required: true, schema: {type: integer}}
          - {in: query, name: weeks, schema: {type: string, enum: [every, odd, even]}}
          - {in: query, name: slot, schema: {type: integer}}
          responses:
            200:
              description: The rooms, each with who has it
              content:
                application/json:
                  schema: {type: object}
        """
        weekday, pair = (bodies.number(request.args, name) for name in ("weekday", "pair"))
        tried = bodies.candidate_of(request.args)
        return compact({"result": rooms_json(rooms_at(db.session, pk, tried, weekday, pair))})

    @expose("/<int:pk>/preview", methods=["GET"])
    @needs(Action.read, LOOKS)
    @answers
    def preview(self, pk: int) -> Response:
        """Return what publishing would add, change, remove and leave, without writing anything.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: Counts in all and by journal, and the lessons that would stay
              content:
                application/json:
                  schema: {type: object}
        """
        return compact({"result": preview_json(preview(db.session, pk))})
