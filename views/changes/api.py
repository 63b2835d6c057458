"""REST: making, changing and taking back changes of the timetable; whom and what they concern."""

from typing import Any, Final

from flask import Response, abort, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from models import TimetableChange
from services.change_lists import without_stand_in
from services.change_rules import Wanted
from services.errors import FieldsError, NotFoundError
from services.held_lessons import HeldLesson, held_lessons
from services.stand_ins import disciplines_instead, lesson_at, stand_ins
from services.timetable_changes import Applied, apply_changes, revise_change, undo_change
from views.changes.asked import day_in, ground_of, set_of, wanted_of
from views.changes.words import instead_words, stand_in_words
from views.journal.bodies import json_object
from views.journal.rest import answers, compact, number_in_query
from views.needs import needs, sought
from views.rest_api import RestApi

CHANGE: Final = Resource.timetable_change
MOST_DAYS: Final = 31


class TimetableChangeWriteApi(RestApi):
    """Changes for programs that make them. Reading a change or many is the register's."""

    resource_name = "timetable_change"
    class_permission_name = str(CHANGE)
    openapi_spec_tag = "Timetable"

    @expose("/", methods=["POST"])
    @needs(Action.create, CHANGE)
    @answers
    def post(self) -> Response:
        """Make a set of changes on one ground; all of them or none.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    ground: {type: string, maxLength: 250}
                    changes:
                      type: array
                      maxItems: 100
                      items:
                        type: object
                        properties:
                          assignment: {type: integer}
                          held_on: {type: string, format: date}
                          pair: {type: integer, minimum: 1, maximum: 12}
                          kind: {type: string, enum: [substitute, cancel, move, instead]}
                          teacher: {type: integer, nullable: true}
                          instead: {type: integer, nullable: true}
                          new_day: {type: string, format: date, nullable: true}
                          new_pair: {type: integer, nullable: true}
                          room: {type: integer, nullable: true}
          responses:
            201:
              description: Ids of the changes, warnings, how many people were told
              content:
                application/json:
                  schema: {type: object}
        """
        wanted, ground = set_of(json_object())
        return _done(apply_changes(db.session, current_principal(), wanted, ground), 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, CHANGE)
    @answers
    def put(self, pk: int) -> Response:
        """Make another change of the same lesson in the place of one.
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
                    kind: {type: string, enum: [substitute, cancel, move, instead]}
                    teacher: {type: integer, nullable: true}
                    instead: {type: integer, nullable: true}
                    new_day: {type: string, format: date, nullable: true}
                    new_pair: {type: integer, nullable: true}
                    room: {type: integer, nullable: true}
                    ground: {type: string, maxLength: 250}
          responses:
            200:
              description: The id of the change, warnings, how many people were told
              content:
                application/json:
                  schema: {type: object}
        """
        change = db.session.get(TimetableChange, pk)
        if change is None:
            raise NotFoundError(_("There is no such change, or it is not yours to see."))
        known = Wanted(change.assignment_id, change.held_on, change.pair, change.kind)
        body = _present(change) | json_object()
        wanted, ground = wanted_of(body, known=known), ground_of(body)
        return _done(revise_change(db.session, current_principal(), pk, wanted, ground), 200)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, CHANGE)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a change back: the lesson is held as in the timetable.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The change is gone}
        """
        undo_change(db.session, current_principal(), pk)
        return Response(status=204)

    @expose("/lessons", methods=["GET"])
    @needs(Action.create, CHANGE)
    @answers
    def lessons(self) -> Response:
        """Return the timetable's lessons of some days, of a teacher or a group.
        ---
        get:
          parameters:
          - {in: query, name: first, schema: {type: string, format: date}}
          - {in: query, name: last, schema: {type: string, format: date}}
          - {in: query, name: teacher, schema: {type: integer}}
          - {in: query, name: group, schema: {type: integer}}
          responses:
            200:
              description: Lessons with the load, day and pair that find them
              content:
                application/json:
                  schema: {type: object}
        """
        first = day_in(request.args.get("first"), clock.today())
        last = day_in(request.args.get("last"), first)
        if not 0 <= (last - first).days < MOST_DAYS:
            raise FieldsError({"last": _("Choose at most %(most)d days.", most=MOST_DAYS)})
        teacher, group = number_in_query("teacher"), number_in_query("group")
        rows = held_lessons(db.session, first, last, [teacher] if teacher else (), group or 0)
        return compact({"result": [lesson_json(one) for one in rows]})

    @expose("/uncovered", methods=["GET"])
    @needs(Action.create, CHANGE)
    @answers
    def uncovered(self) -> Response:
        """Return the lessons ahead whose teacher is away and which have no stand-in yet.
        ---
        get:
          responses:
            200:
              description: Lessons with the load, day and pair that find them
              content:
                application/json:
                  schema: {type: object}
        """
        return compact({"result": [lesson_json(one) for one in without_stand_in(db.session)]})

    @expose("/stand_ins/<int:assignment>/<string:day>/<int:pair>", methods=["GET"])
    @needs(Action.create, CHANGE)
    @answers
    def stand_ins(self, assignment: int, day: str, pair: int) -> Response:
        """Return who is free to stand in, who knows the group or the discipline first.
        ---
        get:
          parameters:
          - {in: path, name: assignment, required: true, schema: {type: integer}}
          - {in: path, name: day, required: true, schema: {type: string, format: date}}
          - {in: path, name: pair, required: true, schema: {type: integer}}
          - {in: query, name: q, schema: {type: string}}
          responses:
            200:
              description: Ids and names, with the other pairs of that day
              content:
                application/json:
                  schema: {type: object}
        """
        rows = stand_ins(db.session, _lesson(assignment, day, pair), sought())
        found = [
            {
                "id": one.employee_id,
                "text": stand_in_words(one),
                "knows_group": one.knows_group,
                "knows_discipline": one.knows_item,
                "pairs": one.pairs,
            }
            for one in rows
        ]
        return compact({"results": found, "more": False})

    @expose("/instead/<int:assignment>/<string:day>/<int:pair>", methods=["GET"])
    @needs(Action.create, CHANGE)
    @answers
    def instead(self, assignment: int, day: str, pair: int) -> Response:
        """Return which other discipline of the group could have the pair.
        ---
        get:
          parameters:
          - {in: path, name: assignment, required: true, schema: {type: integer}}
          - {in: path, name: day, required: true, schema: {type: string, format: date}}
          - {in: path, name: pair, required: true, schema: {type: integer}}
          - {in: query, name: q, schema: {type: string}}
          responses:
            200:
              description: Ids of loads and their names
              content:
                application/json:
                  schema: {type: object}
        """
        rows = disciplines_instead(db.session, _lesson(assignment, day, pair), sought())
        found = [
            {"id": one.assignment_id, "text": instead_words(one), "is_free": one.is_free}
            for one in rows
        ]
        return compact({"results": found, "more": False})


def lesson_json(lesson: HeldLesson) -> dict[str, Any]:
    """Return a lesson as programs read it."""
    return {
        "assignment": lesson.assignment_id,
        "held_on": lesson.held_on.isoformat(),
        "pair": lesson.pair,
        "group": lesson.whom,
        "title": lesson.title,
        "teacher_id": lesson.teacher_id,
        "teacher": lesson.teacher,
        "substitute": lesson.substitute or None,
        "room": lesson.room or None,
        "change_id": lesson.change_id,
    }


def _lesson(assignment: int, day: str, pair: int) -> HeldLesson:
    lesson = lesson_at(db.session, assignment, day_in(day, clock.today()), pair)
    if lesson is None:
        abort(404)
    return lesson


def _present(change: TimetableChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "teacher": change.teacher_id,
        "instead": change.instead_id,
        "new_day": change.new_day,
        "new_pair": change.new_pair,
        "room": change.room_id,
        "ground": change.ground,
    }


def _done(applied: Applied, status: int) -> Response:
    values = {"ids": applied.change_ids, "warnings": applied.warnings, "told": applied.told}
    return compact(values, status)
