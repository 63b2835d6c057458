"""REST: the paragraphs of analytic notes beside their register (4.5)."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from services.errors import FieldsError
from services.note_editing import add_paragraph, edit_paragraph, move_paragraph, remove_paragraph
from services.note_making import add_drafted
from views.journal.bodies import json_object
from views.journal.rest import answers
from views.needs import needs
from views.notes.answer import PARAGRAPH, note_answer
from views.notes.asked import text_of
from views.rest_api import RestApi


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
        return note_answer(note_id, 201)

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
        return note_answer(edit_paragraph(db.session, current_principal(), pk, text))

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
        return note_answer(remove_paragraph(db.session, current_principal(), pk))

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
        return note_answer(move_paragraph(db.session, current_principal(), pk, by))


def _steps(body: Mapping[str, Any]) -> int:
    by = body.get("by")
    if not isinstance(by, int) or isinstance(by, bool) or not -100 <= by <= 100:
        raise FieldsError(
            {"by": _("Give a whole number from %(low)d to %(high)d.", low=-100, high=100)}
        )
    return by
