"""Finding the principal of a person: one statement for the account, its roles and its rows."""

from typing import Any

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import Select, bindparam, func, select

from access.principal import Principal
from access.roles import Role
from access.session import db
from access.units import reading
from models import Employee, Guardian, Student

_KNOWN = frozenset(Role)
_account = User.__table__
_role = RoleRow.__table__
_keys = {
    name: select(model.__table__.c.id)
    .where(model.__table__.c.user_id == _account.c.id)
    .scalar_subquery()
    .label(f"{name}_id")
    for name, model in (("employee", Employee), ("student", Student), ("guardian", Guardian))
}
_query = (
    select(
        _account.c.id, _account.c.last_name, _account.c.first_name, _role.c.name, *_keys.values()
    )
    .select_from(
        _account.outerjoin(assoc_user_role, assoc_user_role.c.user_id == _account.c.id).outerjoin(
            _role, _role.c.id == assoc_user_role.c.role_id
        )
    )
    .where(_account.c.active.is_(True))
)
# Made once: every request asks one of them, and making it costs more than running it.
_BY_KEY = _query.where(_account.c.id == bindparam("account"))
_BY_LOGIN = _query.where(func.lower(_account.c.username) == bindparam("login"))


def principal_of_user(
    user_id: int, *, origin: str | None = None, request_id: str | None = None
) -> Principal | None:
    """Return the principal of the active account `user_id`, or None where there is none."""
    return _one(_BY_KEY, {"account": user_id}, origin, request_id)


def principal_of_login(login: str) -> Principal | None:
    """Return the principal of the active account with this login; logins ignore case."""
    return _one(_BY_LOGIN, {"login": login.lower()}, "cli", None)


def _one(
    query: Select[Any], values: dict[str, Any], origin: str | None, request_id: str | None
) -> Principal | None:
    # On the engine, not the session: the session asks for a principal before it reads anything.
    # Reading, for within a unit that writes it would wait for that unit's lock on SQLite.
    with reading(), db.engine.connect() as connection:
        rows = connection.execute(query, values).all()
    if not rows:
        return None
    first = rows[0]
    return Principal(
        kind="user",
        user_id=first.id,
        name=f"{first.last_name} {first.first_name}".strip(),
        roles=frozenset(Role(row.name) for row in rows if row.name in _KNOWN),
        employee_id=first.employee_id,
        student_id=first.student_id,
        guardian_id=first.guardian_id,
        origin=origin,
        request_id=request_id,
    )
