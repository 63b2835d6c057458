"""REST: importing a curriculum: a file gives a preview, its token and a confirmation write it."""

from io import BytesIO
from typing import Any, Final

from flask import Response, send_file
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.session import db
from exchange.curriculum_xlsx import template_workbook
from services.curriculum_import import destination, import_plan, suggested
from services.errors import FieldsError
from views.curriculum.answers import choice_json, reading_json
from views.curriculum.files import MOST_BYTES, PURPOSE, accept_file, choice_in, kinds_in, read_file
from views.curriculum.importing import XLSX
from views.journal.bodies import optional_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.uploads import forget_file, kept_file, takes_file

CURRICULUM: Final = Resource.curriculum


class CurriculumImportApi(RestApi):
    """Importing curricula. Nothing is written before the confirmation."""

    resource_name = "curriculum/import"
    class_permission_name = CURRICULUM
    openapi_spec_tag = "Curricula"

    @expose("/", methods=["POST"])
    @needs(Action.create, CURRICULUM)
    @takes_file(MOST_BYTES)
    @answers
    def send(self) -> Response:
        """Send a .plx or .xlsx file; get what was understood, and a token for the confirmation.
        ---
        post:
          requestBody:
            required: true
            content:
              multipart/form-data:
                schema:
                  type: object
                  required: [file]
                  properties:
                    file: {type: string, format: binary}
          responses:
            200:
              description: The preview
              content:
                application/json:
                  schema: {type: object}
            413:
              description: The file is too large
        """
        token, file, reading = accept_file()
        choice = suggested(reading.plan)
        answer: dict[str, Any] = {"token": token, "name": file.name}
        answer["suggested"] = choice_json(choice, destination(db.session, choice))
        return compact(answer | reading_json(reading))

    @expose("/template", methods=["GET"])
    @needs(Action.read, CURRICULUM)
    def template(self) -> Response:
        """Return the template of the workbook.
        ---
        get:
          responses:
            200:
              description: The workbook
        """
        name = _("Curriculum, template.xlsx")
        content = BytesIO(template_workbook())
        return send_file(content, XLSX, as_attachment=True, download_name=name)

    @expose("/<string:token>", methods=["POST"])
    @needs(Action.create, CURRICULUM)
    @answers
    def confirm(self, token: str) -> Response:
        """Write the file of a preview; what is not sent is as the file suggests.
        ---
        post:
          parameters:
          - {in: path, name: token, required: true, schema: {type: string}}
          requestBody:
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    code: {type: string, maxLength: 40}
                    name: {type: string, maxLength: 250}
                    kind: {type: string, enum: [ppssz, ppkrs, vocational_training]}
                    intake_year: {type: integer}
                    note: {type: string, maxLength: 500}
                    kinds:
                      type: object
                      description: Which kind of hours an unknown kind of work is, by its key
                      additionalProperties: {type: string}
          responses:
            201:
              description: The curriculum
              content:
                application/json:
                  schema: {type: object}
        """
        body, file = optional_object(), kept_file(PURPOSE, token)
        kinds = body.get("kinds", {})
        if not isinstance(kinds, dict):
            raise FieldsError({"kinds": _("Send an object.")})
        told = kinds_in({f"kind_{key}": value for key, value in kinds.items()})
        reading = read_file(file.name, file.content, told)
        if reading.errors:
            raise FieldsError({"file": " ".join(reading.errors)})
        curriculum = import_plan(db.session, reading.plan, choice_in(body, reading))
        key, version = curriculum.id, curriculum.version
        db.session.commit()
        forget_file(token)
        return compact({"id": key, "version": version}, 201)
