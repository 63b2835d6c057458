"""REST: sending a timetable of aSc, its preview, and importing it."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.text import fold
from exchange.asc import read_timetable
from services.errors import FieldsError
from services.import_conflicts import conflicts_of_import
from services.import_loads import loads_of
from services.timetable_import import import_timetable
from views.journal.bodies import flag, json_object
from views.journal.rest import answers, compact
from views.needs import needs, sought
from views.rest_api import RestApi
from views.timetable_import.asked import (
    MOST_BYTES,
    PURPOSE,
    kept_timetable,
    mode_in,
    preview_of,
    semester_in,
)
from views.timetable_import.words import imported_json, preview_json
from views.uploads import forget_file, keep_file, sent_file, takes_file

SLOT: Final = Resource.timetable_slot
MOST_CHOICES: Final = 20


class TimetableImportApi(RestApi):
    """Imports for programs: send, look, correct names, send again what is to be written."""

    resource_name = "timetable_import"
    class_permission_name = str(Resource.import_name)
    openapi_spec_tag = "Timetable"

    @expose("/", methods=["POST"])
    @needs(Action.create, SLOT)
    @takes_file(MOST_BYTES)
    @answers
    def post(self) -> Response:
        """Take a file and return what importing it would do; nothing is written.
        ---
        post:
          requestBody:
            required: true
            content:
              multipart/form-data:
                schema:
                  type: object
                  properties:
                    file: {type: string, format: binary}
                    semester: {type: integer}
                    pairs: {type: string, description: "pairs of the periods, such as 1,1,2,2"}
          responses:
            200:
              description: The preview, and the token that imports the file
              content:
                application/json:
                  schema: {type: object}
        """
        sent = sent_file(MOST_BYTES, ".xml")
        file = read_timetable(sent.content)
        pairs = request.form.get("pairs", "")
        preview = preview_of(file, request.form.get("semester"), pairs.split(",") if pairs else ())
        conflicts = conflicts_of_import(db.session, preview, "replace")
        token = keep_file(PURPOSE, sent)
        return compact({"token": token} | preview_json(file, preview, conflicts))

    @expose("/<string:token>", methods=["GET"])
    @needs(Action.create, SLOT)
    @answers
    def get(self, token: str) -> Response:
        """Return what importing a kept file would do by now.
        ---
        get:
          parameters:
          - {in: path, name: token, required: true, schema: {type: string}}
          - {in: query, name: semester, required: true, schema: {type: integer}}
          - {in: query, name: pairs, schema: {type: string}}
          responses:
            200:
              description: The preview
              content:
                application/json:
                  schema: {type: object}
        """
        _kept, file = kept_timetable(token)
        pairs = request.args.get("pairs", "")
        preview = preview_of(file, request.args.get("semester"), pairs.split(",") if pairs else ())
        conflicts = conflicts_of_import(db.session, preview, "replace")
        return compact({"token": token} | preview_json(file, preview, conflicts))

    @expose("/<string:token>", methods=["POST"])
    @needs(Action.create, SLOT)
    @answers
    def run(self, token: str) -> Response:
        """Import a kept file: all of it that is matched, in one transaction.
        ---
        post:
          parameters:
          - {in: path, name: token, required: true, schema: {type: string}}
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    semester: {type: integer}
                    pairs: {type: array, items: {type: integer, nullable: true}}
                    mode: {type: string, enum: [replace, add]}
                    bells: {type: boolean, default: false}
          responses:
            200:
              description: What was added, changed, removed and kept
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        mode, bells = mode_in(body.get("mode")), flag(body, "bells", False)
        pairs = body.get("pairs", [])
        if not isinstance(pairs, list):
            raise FieldsError({"pairs": _("Send a list of numbers.")})
        _kept, file = kept_timetable(token)
        preview = preview_of(file, body.get("semester"), pairs)
        db.session.rollback()
        done = import_timetable(db.session, current_principal(), preview, mode, bells)
        forget_file(token)
        return compact(imported_json(done))

    @expose("/subjects/<int:semester>", methods=["GET"])
    @needs(Action.create, SLOT)
    @answers
    def subjects(self, semester: int) -> Response:
        """Return the disciplines of a semester's load, to choose what a subject stands for.
        ---
        get:
          parameters:
          - {in: path, name: semester, required: true, schema: {type: integer}}
          - {in: query, name: q, schema: {type: string}}
          responses:
            200:
              description: Folded names as ids, and titles
              content:
                application/json:
                  schema: {type: object}
        """
        known = {
            one.subject.key: one.subject for one in loads_of(db.session, semester_in(semester))
        }
        wanted = fold(sought())
        rows = [one for one in known.values() if wanted in fold(one.title)]
        rows.sort(key=lambda one: one.title)
        found = [{"id": one.key, "text": one.title} for one in rows[:MOST_CHOICES]]
        return compact({"results": found, "more": len(rows) > MOST_CHOICES})
