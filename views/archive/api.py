"""REST: the archive of reports beside its register (10.8)."""

from typing import Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import key_of
from services.archive_lists import find_archived, search_archive
from services.errors import FieldsError
from views.archive.asked import sought_of
from views.archive.files import archive_run, check_archived, hidden_codes, send_archived
from views.archive.words import archived_json
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs, page_number
from views.rest_api import RestApi

ARCHIVED: Final = Resource.archived_report


class ArchiveApi(RestApi):
    """The archive for programs: search, a file, its check, putting a report into it."""

    resource_name = "archived_report"
    class_permission_name = str(ARCHIVED)
    openapi_spec_tag = "Archive"

    @expose("/search", methods=["GET"])
    @needs(Action.read, ARCHIVED)
    @answers
    def search(self) -> Response:
        """Find reports whose file you may have, newest first.
        ---
        get:
          parameters:
          - {in: query, name: q, schema: {type: string}, description: Words of the title}
          - {in: query, name: group, schema: {type: integer}}
          - {in: query, name: department, schema: {type: integer}}
          - {in: query, name: year, schema: {type: integer}}
          - {in: query, name: report, schema: {type: string}, description: Code of the catalogue}
          - {in: query, name: format, schema: {type: string, enum: [pdf, xlsx]}}
          - {in: query, name: first, schema: {type: string, format: date}}
          - {in: query, name: last, schema: {type: string, format: date}}
          - {in: query, name: damaged, schema: {type: string, enum: ["1"]}}
          - {in: query, name: page, schema: {type: integer, minimum: 0}}
          responses:
            200:
              description: A page of the archive
              content:
                application/json:
                  schema: {type: object}
        """
        hidden = hidden_codes(current_principal())
        rows, more = search_archive(db.session, sought_of(request.args), page_number(), hidden)
        return compact({"reports": [archived_json(row) for row in rows], "more": more})

    @expose("/", methods=["POST"])
    @needs(Action.create, ARCHIVED)
    @answers
    def post(self) -> Response:
        """Put the file of your own finished run into the archive; the same file only once.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  required: [run_id]
                  properties:
                    run_id: {type: integer, minimum: 1}
          responses:
            201:
              description: The report in the archive
              content:
                application/json:
                  schema: {type: object}
        """
        try:
            run_id = key_of(json_object().get("run_id"))
        except ValueError:
            raise FieldsError({"run_id": _("Send the id as a whole number.")}) from None
        key = archive_run(db.session, current_principal(), run_id)
        answer = compact({"id": key, "file": f"/api/v1/archived_report/{key}/file"}, 201)
        answer.headers["Location"] = f"/api/v1/archived_report/{key}"
        return answer

    @expose("/<int:pk>/file", methods=["GET"])
    @needs(Action.read, ARCHIVED)
    @answers
    def file(self, pk: int) -> Response:
        """Get the file of a report; its bytes are checked against the SHA-256 before they leave.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The file, as PDF or XLSX
              content:
                application/pdf:
                  schema: {type: string, format: binary}
            409:
              description: The file is damaged or missing
        """
        return send_archived(db.session, pk)

    @expose("/<int:pk>/check", methods=["POST"])
    @needs(Action.create, ARCHIVED)
    @answers
    def check(self, pk: int) -> Response:
        """Read the file of a report again and compare its SHA-256.
        ---
        post:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The report with what was found
              content:
                application/json:
                  schema: {type: object}
        """
        check_archived(db.session, pk)
        return compact(archived_json(find_archived(db.session, pk)))
