"""REST: printing, signing off, places and holds of printed documents."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from models import DocumentHold
from services.document_holds import holds_of, lift_hold, place_hold
from services.errors import FieldsError, NotFoundError
from services.printed import find_by_code, find_printed, move, places_of, sign_off
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.printed.bodies import keys_in, move_in, text_in
from views.printed.making import print_archived, print_run, send_printed
from views.printed.words import document_json, hold_json, place_json
from views.rest_api import RestApi

PRINTED: Final = Resource.printed_document
PLACE: Final = Resource.custody_place
HOLD: Final = Resource.document_hold


class PrintedDocumentWriteApi(RestApi):
    """Printed documents for programs. Reading one or many is the register's."""

    resource_name = "printed_document"
    class_permission_name = str(PRINTED)
    openapi_spec_tag = "Print"

    @expose("/", methods=["POST"])
    @needs(Action.create, PRINTED)
    @answers
    def post(self) -> Response:
        """Print a finished PDF: a run of one's own, or a report of the archive.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    run_id: {type: integer, minimum: 1}
                    archived_id: {type: integer, minimum: 1}
          responses:
            201:
              description: The record; its file has the code on each page
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        given = [name for name in ("run_id", "archived_id") if body.get(name) is not None]
        if len(given) != 1:
            raise FieldsError({"run_id": _("Say which report: a run or one of the archive.")})
        try:
            wanted = key_of(body[given[0]])
        except ValueError:
            raise FieldsError({given[0]: _("Give the number of a report.")}) from None
        key = print_run(wanted) if given[0] == "run_id" else print_archived(wanted)
        document = document_json(find_printed(db.session, key))
        answer = compact({"id": key, "result": document}, 201)
        answer.headers["Location"] = f"/api/v1/printed_document/{key}"
        return answer

    @expose("/code/<string:code>", methods=["GET"])
    @needs(Action.read, PRINTED)
    @answers
    def by_code(self, code: str) -> Response:
        """Get the document of a code, with its places and holds.
        ---
        get:
          parameters:
          - {in: path, name: code, required: true, schema: {type: string}}
          responses:
            200:
              description: The document
              content:
                application/json:
                  schema: {type: object}
        """
        document = find_by_code(db.session, code[:40])
        who = current_principal()
        places = places_of(db.session, document.id) if who.may(Action.read, PLACE) else ()
        holds = holds_of(db.session, document.id) if who.may(Action.read, HOLD) else ()
        return compact(
            {
                "result": document_json(document),
                "places": [place_json(one) for one in places],
                "holds": [hold_json(one) for one in holds],
            }
        )

    @expose("/<int:pk>/file", methods=["GET"])
    @needs(Action.read, PRINTED)
    @answers
    def file(self, pk: int) -> Response:
        """Download the file as it was printed.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The PDF
              content:
                application/pdf:
                  schema: {type: string, format: binary}
            409:
              description: The file is damaged or missing
        """
        return send_printed(find_printed(db.session, pk))

    @expose("/sign", methods=["POST"])
    @needs(Action.update, PRINTED)
    @answers
    def sign(self) -> Response:
        """Sign documents off, as the deputy director.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [documents]
                  properties:
                    documents: {type: array, items: {type: integer, minimum: 1}}
          responses:
            200:
              description: How many were not signed before
              content:
                application/json:
                  schema: {type: object}
        """
        keys = keys_in(json_object().get("documents"))
        return compact({"signed": sign_off(db.session, current_principal(), keys)})


class PlaceWriteApi(RestApi):
    """Places of printed documents for programs. Reading them is the register's."""

    resource_name = "custody_place"
    class_permission_name = str(PLACE)
    openapi_spec_tag = "Print"

    @expose("/", methods=["POST"])
    @needs(Action.create, PLACE)
    @answers
    def post(self) -> Response:
        """Record where documents lie now.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [documents, place, since]
                  properties:
                    documents: {type: array, items: {type: integer, minimum: 1}}
                    place: {type: string, enum: [maker, deputy, study_office, archive]}
                    since: {type: string, format: date}
                    note: {type: string, maxLength: 250}
          responses:
            201:
              description: How many moved
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        keys = keys_in(body.get("documents"))
        return compact({"moved": move(db.session, current_principal(), keys, *move_in(body))}, 201)


class DocumentHoldWriteApi(RestApi):
    """Holds for programs. Reading them is the register's."""

    resource_name = "document_hold"
    class_permission_name = str(HOLD)
    openapi_spec_tag = "Print"

    @expose("/", methods=["POST"])
    @needs(Action.create, HOLD)
    @answers
    def post(self) -> Response:
        """Forbid to dispose of a document.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [document, reason]
                  properties:
                    document: {type: integer, minimum: 1}
                    reason: {type: string, maxLength: 500}
          responses:
            201:
              description: The holds of the document
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        (key,) = keys_in([body.get("document")])
        place_hold(db.session, current_principal(), key, text_in(body, "reason"))
        return compact({"result": [hold_json(one) for one in holds_of(db.session, key)]}, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, HOLD)
    @answers
    def put(self, pk: int) -> Response:
        """Lift a hold.
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
                  required: [lift_reason]
                  properties:
                    lift_reason: {type: string, maxLength: 500}
          responses:
            200:
              description: The holds of the document
              content:
                application/json:
                  schema: {type: object}
        """
        hold = db.session.get(DocumentHold, pk)
        if hold is None:
            raise NotFoundError(_("There is no such hold."))
        key, reason = hold.document_id, text_in(json_object(), "lift_reason")
        lift_hold(db.session, current_principal(), key, reason)
        return compact({"result": [hold_json(one) for one in holds_of(db.session, key)]})
