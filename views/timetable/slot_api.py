"""REST: placing, moving, copying and taking out pairs of a timetable, and undoing that."""

from collections.abc import Callable
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from models import TimetableSlot
from services import timetable_slots
from services.errors import ConflictError, NotFoundError
from services.timetable_slots import SlotsDone
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.timetable import slot_bodies as bodies

SLOT: Final = Resource.timetable_slot


class TimetableSlotsApi(RestApi):
    """The editor for programs that write: every answer names what undoes it."""

    resource_name = "timetable"
    class_permission_name = SLOT
    openapi_spec_tag = "Timetable"

    @expose("/<int:pk>/slots", methods=["POST"])
    @needs(Action.create, SLOT)
    @answers
    def place(self, pk: int) -> Response:
        """Place a pair. Conflicts do not stop it; they are shown, and stop publishing.
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
                  required: [assignment_id, weekday, pair]
                  properties:
                    assignment_id: {type: integer}
                    weekday: {type: integer, minimum: 1, maximum: 7}
                    pair: {type: integer, minimum: 1, maximum: 12}
                    weeks: {type: string, enum: [every, odd, even]}
                    hours: {type: integer, minimum: 1, maximum: 4}
                    room_id: {type: integer, nullable: true}
                    stream: {type: string, nullable: true, maxLength: 40}
          responses:
            201:
              description: What was written, and the edition since
              content:
                application/json:
                  schema: {type: object}
        """
        values, who = bodies.values_of(json_object()), current_principal()
        return _done(lambda: timetable_slots.place_slot(db.session, who, pk, values), 201)

    @expose("/<int:pk>/slots/<int:slot>", methods=["PUT"])
    @needs(Action.update, SLOT)
    @answers
    def move(self, pk: int, slot: int) -> Response:
        """Move a pair, with all of its stream, or change its weeks, room, hours or stream.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: slot, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    weekday: {type: integer, minimum: 1, maximum: 7}
                    pair: {type: integer, minimum: 1, maximum: 12}
                    weeks: {type: string, enum: [every, odd, even]}
                    hours: {type: integer, minimum: 1, maximum: 4}
                    room_id: {type: integer, nullable: true}
                    stream: {type: string, nullable: true, maxLength: 40}
                    was:
                      type: object
                      description: The place as the caller knows it; refused where it is another
          responses:
            200:
              description: What was written, and the edition since
              content:
                application/json:
                  schema: {type: object}
            409:
              description: Somebody moved the pair meanwhile
        """
        body = json_object()
        row = _slot(pk, slot, body.get("was"))
        weekday = bodies.number(body, "weekday", row.weekday)
        pair = bodies.number(body, "pair", row.pair)
        other = bodies.other_values(body)
        who = current_principal()
        place = (slot, weekday, pair)
        return _done(lambda: timetable_slots.move_slot(db.session, who, *place, **other))

    @expose("/<int:pk>/slots/<int:slot>/copy", methods=["POST"])
    @needs(Action.create, SLOT)
    @answers
    def copy(self, pk: int, slot: int) -> Response:
        """Place a copy of a pair, with all of its stream, at another place.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: slot, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [weekday, pair]
                  properties:
                    weekday: {type: integer, minimum: 1, maximum: 7}
                    pair: {type: integer, minimum: 1, maximum: 12}
                    weeks: {type: string, enum: [every, odd, even]}
          responses:
            201:
              description: What was written, and the edition since
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        _slot(pk, slot, None)
        weekday, pair = (bodies.number(body, name) for name in ("weekday", "pair"))
        who, other = current_principal(), bodies.other_values(body)
        place = (slot, weekday, pair)
        return _done(lambda: timetable_slots.copy_slot(db.session, who, *place, **other), 201)

    @expose("/<int:pk>/slots/<int:slot>", methods=["DELETE"])
    @needs(Action.delete, SLOT)
    @answers
    def remove(self, pk: int, slot: int) -> Response:
        """Take a pair out of the timetable; others of its stream stay.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          - {in: path, name: slot, required: true, schema: {type: integer}}
          responses:
            200:
              description: What was removed, and the edition since
              content:
                application/json:
                  schema: {type: object}
        """
        _slot(pk, slot, None)
        who = current_principal()
        return _done(lambda: timetable_slots.remove_slot(db.session, who, slot))

    @expose("/<int:pk>/undo", methods=["POST"])
    @needs(Action.update, SLOT)
    @answers
    def undo(self, pk: int) -> Response:
        """Undo what an earlier answer told; the answer tells what undoes that in turn.
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
                  required: [changes]
                  properties:
                    changes: {type: array, items: {type: object}}
          responses:
            200:
              description: What was written, and the edition since
              content:
                application/json:
                  schema: {type: object}
        """
        done = bodies.done_of(pk, json_object())
        for change in done.changes:
            if change.after is not None:
                _slot(pk, change.slot_id, None)
        who = current_principal()
        return _done(lambda: timetable_slots.undo_slots(db.session, who, done))


def _slot(timetable_id: int, slot_id: int, was: Any) -> TimetableSlot:
    """Return a pair of the timetable; raise NotFoundError, or ConflictError where it moved."""
    mine = (TimetableSlot.id == slot_id, TimetableSlot.timetable_id == timetable_id)
    row = db.session.scalars(select(TimetableSlot).where(*mine)).first()
    if row is None:
        raise NotFoundError(_("This pair is no longer in the timetable."))
    if isinstance(was, dict):
        moved = any(str(getattr(row, name)) != str(was[name]) for name in _PLACE if name in was)
        if moved:
            raise ConflictError(_("Somebody has changed this pair meanwhile. See how it is now."))
    return row


_PLACE: Final = ("weekday", "pair", "weeks")


def _done(work: Callable[[], SlotsDone], status: int = 200) -> Response:
    """Do `work`; raise ConflictError where somebody else took the place at the same moment."""
    try:
        done = work()
    except IntegrityError:
        db.session.rollback()
        raise ConflictError(
            _("Somebody has changed this pair meanwhile. See how it is now.")
        ) from None
    return compact(bodies.done_json(done), status)
