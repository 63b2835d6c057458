"""REST: theses beside their register: making, writing, deleting."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from services.errors import FieldsError
from services.graduating import MOST_ROWS
from services.line_entry import shown
from services.theses import FIELDS, delete_thesis, fields_of, save_theses, values_of
from services.thesis_making import Wanted, make_theses
from services.thesis_rows import ThesisRow, find_thesis
from services.thesis_words import sentence
from views.graduation import lines
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

THESIS: Final = Resource.thesis


class ThesisWritingApi(RestApi):
    """Theses for programs; their list is the register's."""

    resource_name = "thesis"
    class_permission_name = THESIS
    openapi_spec_tag = "Theses"

    @expose("/<int:pk>/thesis", methods=["GET"])
    @needs(Action.read, THESIS)
    @answers
    def whole(self, pk: int) -> Response:
        """Return a thesis, what stands against admission, and which fields the caller writes.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The thesis
              content:
                application/json:
                  schema: {type: object}
        """
        return compact(thesis_data(find_thesis(db.session, current_principal(), pk)))

    @expose("/", methods=["POST"])
    @needs(Action.create, THESIS)
    @answers
    def make(self) -> Response:
        """Make theses of a group, each with a supervisor by an appointment in force.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [group, theses]
                  properties:
                    group: {type: integer}
                    topic_order: {type: string, maxLength: 100}
                    theses:
                      type: array
                      items:
                        type: object
                        required: [student, topic, appointment]
                        properties:
                          student: {type: integer}
                          topic: {type: string, maxLength: 500}
                          appointment: {type: integer}
          responses:
            201:
              description: The ids of the theses
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        group_id = key_in(body, "group")
        given = body.get("theses")
        if not isinstance(given, list) or len(given) > MOST_ROWS:
            sentence = _("Send a list of at most %(most)d objects.", most=MOST_ROWS)
            raise FieldsError({"theses": sentence})
        wanted = [_wanted(one, number) for number, one in enumerate(given)]
        order = text_in(body, "topic_order")
        keys = make_theses(db.session, current_principal(), group_id, wanted, order)
        return compact({"ids": keys}, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, THESIS)
    @answers
    def change(self, pk: int) -> Response:
        """Write fields of a thesis; `was` holds what was seen of them.
        ---
        put:
          description: >-
            The head writes topic, topic_order, appointment_id, reviewer, review_code, borrowed,
            is_admitted, defended_on and code; the supervisor, while the appointment is in force,
            topic (until it is ordered), borrowed and supervisor_code.
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          requestBody:
            required: true
            content:
              application/json:
                schema: {type: object}
          responses:
            200:
              description: The thesis
              content:
                application/json:
                  schema: {type: object}
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        body = {"lines": [json_object() | {"id": pk}]}
        typed = lines.lines_of_body(body, "id", FIELDS)
        entered = save_theses(db.session, current_principal(), typed)
        row = find_thesis(db.session, current_principal(), pk)
        return compact(thesis_data(row) | lines.entered_data(entered))

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, THESIS)
    @answers
    def remove(self, pk: int) -> Response:
        """Delete a thesis that has no mark and stands in no protocol.
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
            409: {description: "It is signed and frozen, or was changed meanwhile"}
        """
        delete_thesis(db.session, current_principal(), pk)
        return compact({"id": pk})


def _wanted(one: object, number: int) -> Wanted:
    at = f"theses.{number}"
    if not isinstance(one, dict):
        raise FieldsError({at: _("Send a JSON object.")})
    return Wanted(
        key_in(one, "student", f"{at}."),
        text_in(one, "topic", f"{at}."),
        key_in(one, "appointment", f"{at}."),
    )


def key_in(body: dict[str, Any], name: str, at: str = "") -> int:
    """Return the id `name` of a body; raise FieldsError."""
    try:
        return key_of(body.get(name))
    except ValueError:
        raise FieldsError({f"{at}{name}": _("Send the id as a whole number.")}) from None


def text_in(body: dict[str, Any], name: str, at: str = "") -> str:
    """Return a text of a body, empty where it is missing; raise FieldsError."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise FieldsError({f"{at}{name}": _("Send a text.")})
    return value or ""


def thesis_data(row: ThesisRow) -> dict[str, Any]:
    """Return a thesis for programs."""
    return {
        "id": row.id,
        "student": {"id": row.student_id, "text": row.student},
        "group": {"id": row.group_id, "text": row.group},
        "supervisor": row.supervisor or None,
        "supervised": row.supervised,
        **{name: shown(value) or None for name, value in values_of(row).items()},
        "is_admitted": row.is_admitted,
        "appointment_id": row.appointment_id,
        "admitted_on": row.admitted_on and row.admitted_on.isoformat(),
        "protocol": row.protocol_id,
        "is_frozen": row.is_frozen,
        "may_write": list(fields_of(row)),
        "verdicts": [
            {
                "clause": one.clause,
                "code": one.code,
                "severity": one.severity.name,
                "sentence": sentence(one),
            }
            for one in row.verdicts
        ],
    }
