"""REST: analytic notes beside their register (4.5)."""

from typing import Any

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action
from access.principal import current_principal
from access.session import db
from domain.notes import filled
from jobs.notes import keep_note
from services.note_editing import undo
from services.note_making import (
    delete_note,
    lacking,
    make_note,
    redraw_note,
    retitle_note,
    sign_note,
)
from services.note_sentence import Drafted
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.notes.answer import NOTE, note_answer
from views.notes.asked import new_note_of, text_of
from views.rest_api import RestApi


class AnalyticNoteWriteApi(RestApi):
    """Analytic notes for programs. Lists are the register's."""

    resource_name = "analytic_note"
    class_permission_name = str(NOTE)
    openapi_spec_tag = "Control"

    @expose("/<int:pk>/note", methods=["GET"])
    @needs(Action.read, NOTE)
    @answers
    def whole(self, pk: int) -> Response:
        """Return a note with its paragraphs, their figures and what they rest on.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        return note_answer(pk)

    @expose("/", methods=["POST"])
    @needs(Action.create, NOTE)
    @answers
    def post(self) -> Response:
        """Draft a note of an own department from the data of a period, as its head.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [department_id, period_from, period_to]
                  properties:
                    department_id: {type: integer, minimum: 1}
                    period_from: {type: string, format: date}
                    period_to: {type: string, format: date}
                    title: {type: string, maxLength: 250}
                    control_item_id: {type: integer, minimum: 1}
          responses:
            201:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        key = make_note(db.session, current_principal(), new_note_of(json_object()))
        answer = note_answer(key, 201)
        answer.headers["Location"] = f"/api/v1/analytic_note/{key}"
        return answer

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, NOTE)
    @answers
    def put(self, pk: int) -> Response:
        """Give a note that is not signed another title.
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
                  required: [title]
                  properties:
                    title: {type: string, maxLength: 250}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        retitle_note(db.session, current_principal(), pk, text_of(json_object(), "title"))
        return note_answer(pk)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, NOTE)
    @answers
    def delete(self, pk: int) -> Response:
        """Delete a note that is not signed.
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
        delete_note(db.session, current_principal(), pk)
        return compact({"id": pk})

    @expose("/<int:pk>/redraw", methods=["POST"])
    @needs(Action.update, NOTE)
    @answers
    def redraw(self, pk: int) -> Response:
        """Compute the figures of a note that is not signed anew; its words stay.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        redraw_note(db.session, current_principal(), pk)
        return note_answer(pk)

    @expose("/<int:pk>/undo", methods=["POST"])
    @needs(Action.update, NOTE)
    @answers
    def undo(self, pk: int) -> Response:
        """Take the caller's last change of the paragraphs back.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        undo(db.session, current_principal(), pk)
        return note_answer(pk)

    @expose("/<int:pk>/sign", methods=["POST"])
    @needs(Action.update, NOTE)
    @answers
    def sign(self, pk: int) -> Response:
        """Sign a note: it is frozen, sent to the deputies, its PDF goes to the archive.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        sign_note(db.session, current_principal(), pk)
        keep_note(pk)
        return note_answer(pk)

    @expose("/<int:pk>/sentences", methods=["GET"])
    @needs(Action.update, NOTE)
    @answers
    def sentences(self, pk: int) -> Response:
        """Return the drafted sentences that a note does not have.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The sentences with their codes
              content:
                application/json:
                  schema: {type: object}
        """
        offered = lacking(db.session, current_principal(), pk)
        return compact({"sentences": [_offered(one) for one in offered]})


def _offered(one: Drafted) -> dict[str, Any]:
    return {
        "code": one.code,
        "section": str(one.section),
        "text": one.text,
        "figures": dict(one.figures),
        "shown": filled(one.text, one.figures),
        "rests_on": one.rests_on,
    }
