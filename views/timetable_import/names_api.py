"""REST: what the names of imported timetables stand for. Reading them is the register's."""

from typing import Any, Final

from flask import Response
from flask_appbuilder.api import expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import ImportKind
from domain.typed import is_storable
from models import ImportName
from services.errors import FieldsError, NotFoundError
from services.import_choices import Choice, remember
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi
from views.timetable_import.asked import choice_in, kind_in

NAME: Final = Resource.import_name


class ImportNameWriteApi(RestApi):
    """Names of imported timetables for programs that correct them."""

    resource_name = "import_name"
    class_permission_name = str(NAME)
    openapi_spec_tag = "Timetable"

    @expose("/", methods=["POST"])
    @needs(Action.create, NAME)
    @answers
    def post(self) -> Response:
        """Say what a name stands for; what was said of it before is forgotten.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    kind: {type: string, enum: [teacher, group, subgroup, room, subject]}
                    name: {type: string}
                    target: {description: "an id; of a subject its name here"}
                    never: {type: boolean, description: never imported}
                    create: {type: boolean, description: make a room of this name}
          responses:
            201:
              description: The name is kept
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        name = body.get("name")
        if not isinstance(name, str) or not name.strip() or not is_storable(name):
            raise FieldsError({"name": _("Name what the file calls it.")})
        return self._kept(choice_in(body, kind_in(body.get("kind")), name), 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, NAME)
    @answers
    def put(self, pk: int) -> Response:
        """Say otherwise what a name stands for.
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
                    target: {description: "an id; of a subject its name here"}
                    never: {type: boolean}
                    create: {type: boolean}
          responses:
            200:
              description: The name is kept
              content:
                application/json:
                  schema: {type: object}
        """
        row = found_name(pk)
        choice = choice_in(json_object(), ImportKind(row.kind), row.name)
        return self._kept(choice, 200)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, NAME)
    @answers
    def delete(self, pk: int) -> Response:
        """Forget what a name stands for: the next import looks for it anew.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The name is forgotten}
        """
        row = found_name(pk)
        remember(db.session, current_principal(), [Choice(ImportKind(row.kind), row.name)])
        return Response(status=204)

    def _kept(self, choice: Choice, status: int) -> Response:
        if choice.target_id is None and not (choice.target_text or choice.never or choice.create):
            raise FieldsError({"target": _("Choose what it stands for, or that it never counts.")})
        save_name(choice)
        return compact({"kind": choice.kind, "name": choice.name}, status)


def found_name(pk: int) -> ImportName:
    """Return a remembered name; raise NotFoundError."""
    row = db.session.get(ImportName, pk)
    if row is None:
        raise NotFoundError(_("There is no such record, or it is not yours to see."))
    return row


def save_name(choice: Choice) -> dict[str, Any]:
    """Keep one choice; raise FieldsError with plain names of fields."""
    try:
        remember(db.session, current_principal(), [choice])
    except FieldsError as wrong:
        raise FieldsError({n.removeprefix("0."): s for n, s in wrong.errors.items()}) from None
    return {}
