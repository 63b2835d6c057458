"""The accounts that hold a role: whom the system tells, and for whom it acts by the clock."""

from collections.abc import Iterable
from typing import Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.roles import Role

_holders: Final = PlainSelect(
    "accounts of those whom the system tells by their role, numbers alone",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name.in_(bindparam("roles", expanding=True)), User.active.is_(True))
    .order_by(User.id)
    .distinct(),
)


def users_with(session: Session, *roles: Role) -> list[int]:
    """Return the ids of the active accounts that hold one of `roles`."""
    names = sorted(str(role) for role in roles)
    return list(_holders(session, proven=True, roles=names).scalars())


_names: Final = PlainSelect(
    "the names of those who began a batch or a run of the schedule, beside the row that is seen",
    select(User.id, User.last_name, User.first_name).where(
        User.id.in_(bindparam("people", expanding=True))
    ),
)


def names_of(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    """Return «Иванов Иван» of accounts by id, as their cards call them."""
    wanted = sorted({key for key in user_ids if key is not None})
    if not wanted:
        return {}
    rows = _names(session, proven=True, people=wanted)
    return {key: f"{last} {first}".strip() for key, last, first in rows}
