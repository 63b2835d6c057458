"""REST: one-off links for enterprises."""

from typing import Final

from flask import Response
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.practice_links import MOST_PLACES, MadeLink, make_link, renew_link, revoke_link
from views.journal.bodies import json_object
from views.journal.rest import answers, compact
from views.needs import needs
from views.practice.data import keys_in, text_in
from views.rest_api import RestApi

LINK: Final = Resource.practice_link


class PracticeLinkWriteApi(RestApi):
    """Writing for programs. Lists and single rows are the register's."""

    resource_name = "practice_link"
    class_permission_name = str(LINK)
    openapi_spec_tag = "Practice"

    @expose("/", methods=["POST"])
    @needs(Action.create, LINK)
    @answers
    def post(self) -> Response:
        """Make a link for an enterprise; its address is told now and never again.
        ---
        post:
          requestBody:
            required: true
            content:
              application/json:
                schema:
                  type: object
                  properties:
                    placements: {type: array, items: {type: integer}, maxItems: 100}
                    enterprise_head: {type: string, maxLength: 200}
          responses:
            201:
              description: The link and its path
              content:
                application/json:
                  schema: {type: object}
        """
        body = json_object()
        ids = keys_in(body, "placements", MOST_PLACES)
        name = text_in(body, "enterprise_head")
        made = make_link(db.session, current_principal(), ids, name)
        return _told(made, 201)

    @expose("/<int:pk>", methods=["PUT"])
    @needs(Action.update, LINK)
    @answers
    def put(self, pk: int) -> Response:
        """Give a link a new address, told now and never again; the old one opens nothing.
        ---
        put:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The link and its new path
              content:
                application/json:
                  schema: {type: object}
        """
        return _told(renew_link(db.session, current_principal(), pk), 200)

    @expose("/<int:pk>", methods=["DELETE"])
    @needs(Action.delete, LINK)
    @answers
    def delete(self, pk: int) -> Response:
        """Revoke a link: it opens nothing from now on; what it proposed stays.
        ---
        delete:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            204: {description: The link is revoked}
        """
        revoke_link(db.session, current_principal(), pk)
        return Response(status=204)


def _told(made: MadeLink, status: int) -> Response:
    result = {"path": f"/p/{made.token}", "expires_on": made.expires_on.isoformat()}
    return compact({"id": made.id, "result": result}, status)
