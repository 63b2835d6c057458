"""Roles and permissions of the matrix as FAB's rows, exactly: FAB itself never removes one."""

from typing import Any, Final

from flask_appbuilder.security.sqla.models import (
    Permission,
    PermissionView,
    ViewMenu,
    assoc_permissionview_role,
    assoc_user_role,
)
from flask_appbuilder.security.sqla.models import Role as RoleRow
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from access.matrix import MATRIX, Action, Resource
from access.roles import Role
from access.session import db, writing

Pair = tuple[str, str]
# Sequences of their own names, where SQLAlchemy does not find them by itself.
_role, _permission, _menu = RoleRow.__table__, Permission.__table__, ViewMenu.__table__
_pair: Final = PermissionView.__table__


def sync_roles() -> tuple[int, int]:
    """Make the database's roles and permissions equal the matrix; return how many of each.

    Roles that the matrix does not know lose their permissions; people keep their accounts.
    """
    with writing(), db.engine.begin() as connection:
        roles = _named(connection, _role, [str(role) for role in Role])
        actions = _named(connection, _permission, [f"can_{action}" for action in Action])
        resources = _named(connection, _menu, [str(resource) for resource in Resource])
        pairs = _pairs(connection, actions, resources)
        connection.execute(delete(assoc_permissionview_role))
        granted = [
            {"role_id": roles[role], "permission_view_id": pairs[f"can_{action}", resource]}
            for resource, row in MATRIX.items()
            for role, allowed in row.items()
            for action in sorted(allowed)
        ]
        connection.execute(insert(assoc_permissionview_role), granted)
    return len(roles), len(granted)


def grant_roles(user_id: int, roles: list[Role]) -> None:
    """Give the account `user_id` exactly `roles`."""
    with writing(), db.engine.begin() as connection:
        known = _named(connection, _role, [str(role) for role in roles])
        connection.execute(delete(assoc_user_role).where(assoc_user_role.c.user_id == user_id))
        rows = [{"user_id": user_id, "role_id": known[role]} for role in roles]
        connection.execute(insert(assoc_user_role), rows)


def _named(connection: Connection, table: Any, names: list[str]) -> dict[str, int]:
    known = {name: key for key, name in connection.execute(select(table.c.id, table.c.name))}
    missing = [{"name": name} for name in names if name not in known]
    if missing:
        connection.execute(insert(table), missing)
        known = {name: key for key, name in connection.execute(select(table.c.id, table.c.name))}
    return {name: known[name] for name in names}


def _pairs(
    connection: Connection, actions: dict[str, int], resources: dict[str, int]
) -> dict[Pair, int]:
    wanted = {
        (action, resource): (actions[action], resources[resource])
        for action in actions
        for resource in resources
    }
    query = select(_pair.c.permission_id, _pair.c.view_menu_id, _pair.c.id)
    known = {(p, v): key for p, v, key in connection.execute(query)}
    missing = [
        {"permission_id": p, "view_menu_id": v} for p, v in wanted.values() if (p, v) not in known
    ]
    if missing:
        connection.execute(insert(_pair), missing)
        known = {(p, v): key for p, v, key in connection.execute(query)}
    return {names: known[keys] for names, keys in wanted.items()}
