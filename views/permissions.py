"""Who may do what: the matrix of rights as a page and over REST, for everyone to read."""

from typing import Any

from flask import Response, request
from flask_appbuilder.api import expose as expose_api
from flask_appbuilder.security.decorators import has_access, permission_name, protect
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _

from access.matrix import MATRIX, Action, Resource
from access.roles import Role
from models.labels import label_of
from views.answers import json_error
from views.rest_api import RestApi


def sign(action: Action) -> str:
    """Return the letter of `action` in a cell: the first of its word, which the legend shows."""
    return str(label_of(action))[0].upper()


def _role(raw: str | None) -> Role | None:
    return Role(raw) if raw in frozenset(Role) else None


def actions_of(resource: Resource, role: Role) -> list[Action]:
    """Return what `role` may do to `resource`, in a fixed order."""
    granted = MATRIX[resource].get(role, frozenset())
    return [action for action in Action if action in granted]


class PermissionsView(BaseView):
    """The page of the matrix, read-only, by role where one is chosen."""

    route_base = "/permissions"
    class_permission_name = Resource.permissions
    default_view = "matrix"

    @expose("/")
    @has_access
    @permission_name("read")
    def matrix(self) -> str:
        """Show who may do what."""
        chosen = _role(request.args.get("role"))
        roles = [chosen] if chosen else list(Role)
        rows = [
            (str(label_of(resource)), [_cell(resource, role) for role in roles])
            for resource in Resource
            if chosen is None or chosen in MATRIX[resource]
        ]
        return str(
            self.render_template(
                "register/permissions.html",
                title=_("Who may do what"),
                chosen=chosen,
                choices=[(role.value, str(label_of(role))) for role in Role],
                heads=[str(label_of(role)) for role in roles],
                rows=rows,
                legend=[(sign(action), str(label_of(action))) for action in Action],
                words=chosen is not None,
            )
        )


def _cell(resource: Resource, role: Role) -> tuple[str, str]:
    """Return a cell's signs and its words."""
    actions = actions_of(resource, role)
    words = ", ".join(str(label_of(action)) for action in actions)
    return "".join(map(sign, actions)), words


class PermissionsApi(RestApi):
    """The matrix for programs."""

    resource_name = "permissions"
    class_permission_name = Resource.permissions
    openapi_spec_tag = "permissions"

    @expose_api("/", methods=["GET"])
    @protect()
    @permission_name("read")
    def get_list(self) -> Response:
        """Return who may do what, of one role where `role` names it.
        ---
        get:
          summary: Who may do what
          parameters:
          - {in: query, name: role, required: false, schema: {type: string}}
          responses:
            200:
              description: Resource, role and actions
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      result: {type: array, items: {type: object}}
        """
        asked = request.args.get("role")
        if asked and _role(asked) is None:
            return json_error(400, _("There is no such role."))
        result: list[dict[str, Any]] = [
            {"resource": resource, "role": role, "actions": actions_of(resource, role)}
            for resource in Resource
            for role in ([Role(asked)] if asked else Role)
            if role in MATRIX[resource]
        ]
        return self.response(200, count=len(result), result=result)
