"""REST: analytic notes and their paragraphs beside their registers (4.5)."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.notes import filled
from domain.typed import key_of
from jobs.notes import keep_note
from services.errors import FieldsError
from services.note_drafting import Drafted
from services.note_editing import (
    add_paragraph,
    edit_paragraph,
    move_paragraph,
    remove_paragraph,
    undo,
)
from services.note_making import (
    add_drafted,
    delete_note,
    lacking,
    make_note,
    redraw_note,
    retitle_note,
    sign_note,
)
from services.notes import find_note
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.notes.asked import new_note_of, text_of
from views.notes.words import whole_json
from views.rest_api import RestApi

NOTE: Final = Resource.analytic_note
PARAGRAPH: Final = Resource.note_paragraph


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
        return _note(pk)

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
        answer = _note(key, 201)
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
        return _note(pk)

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
        return _note(pk)

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
        return _note(pk)

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
        return _note(pk)

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


class NoteParagraphWriteApi(RestApi):
    """The paragraphs of analytic notes for programs."""

    resource_name = "note_paragraph"
    class_permission_name = str(PARAGRAPH)
    openapi_spec_tag = "Control"

    @expose("/", methods=["POST"])
    @needs(Action.create, PARAGRAPH)
    @answers
    def post(self) -> Response:
        """Add an own paragraph to a section, or a drafted sentence by its code.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [note_id]
                  properties:
                    note_id: {type: integer, minimum: 1}
                    section:
                      type: string
                      enum: [general, completeness, timeliness, delivery, objectivity,
                             control_works, remarks, attendance, performance, conclusions,
                             proposals]
                    text: {type: string, maxLength: 4000}
                    code: {type: string, description: Instead of section and text}
          responses:
            201:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        try:
            note_id = key_of(body.get("note_id"))
        except ValueError:
            raise FieldsError({"note_id": _("Send the id as a whole number.")}) from None
        who = current_principal()
        if "code" in body:
            code = text_of(body, "code", ("note_id",))
            add_drafted(db.session, who, note_id, code)
        else:
            text = text_of(body, "text", ("note_id", "section"))
            add_paragraph(db.session, who, note_id, str(body.get("section")), text)
        return _note(note_id, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, PARAGRAPH)
    @answers
    def put(self, pk: int) -> Response:
        """Put a paragraph into other words; each of its figures stays, as {name}.
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
                  required: [text]
                  properties:
                    text: {type: string, maxLength: 4000}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        text = text_of(json_object(), "text")
        return _note(edit_paragraph(db.session, current_principal(), pk, text))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, PARAGRAPH)
    @answers
    def delete(self, pk: int) -> Response:
        """Take a paragraph out of its note.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        return _note(remove_paragraph(db.session, current_principal(), pk))

    @expose("/<int:pk>/move", methods=["POST"])
    @needs(Action.update, PARAGRAPH)
    @answers
    def move(self, pk: int) -> Response:
        """Move a paragraph within its section.
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
                  required: [by]
                  properties:
                    by: {type: integer, minimum: -100, maximum: 100}
          responses:
            200:
              description: The note
              content:
                application/json:
                  schema: {type: object}
        """
        by = _steps(json_object())
        return _note(move_paragraph(db.session, current_principal(), pk, by))


def _steps(body: Mapping[str, Any]) -> int:
    by = body.get("by")
    if not isinstance(by, int) or isinstance(by, bool) or not -100 <= by <= 100:
        raise FieldsError(
            {"by": _("Give a whole number from %(low)d to %(high)d.", low=-100, high=100)}
        )
    return by


def _offered(one: Drafted) -> dict[str, Any]:
    return {
        "code": one.code,
        "section": str(one.section),
        "text": one.text,
        "figures": dict(one.figures),
        "shown": filled(one.text, one.figures),
        "rests_on": one.rests_on,
    }


def _note(pk: int, status: int = 200) -> Response:
    return compact(whole_json(find_note(db.session, current_principal(), pk)), status)
