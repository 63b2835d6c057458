"""Accounts of the demo: one for each role, and a second one of five that shares nothing with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import Connection, insert, select, update

from access.roles import Role
from demo.names import FullName
from models import Employee, Guardian, Student

SECOND: Final = (Role.teacher, Role.curator, Role.department_head, Role.student, Role.parent)
LOGINS: Final[dict[str, Role]] = {
    **{str(role): role for role in Role},
    **{f"{role}2": role for role in SECOND},
}
_user, _role = User.__table__, RoleRow.__table__


@dataclass(frozen=True, slots=True)
class Holder:
    """Who gets an account: an employee, a student or a guardian by their key."""

    model: type[Employee] | type[Student] | type[Guardian]
    key: int
    name: FullName


class Accounts:
    """Adds accounts with one password, that is hashed once."""

    def __init__(self, connection: Connection, password_hash: str, now: datetime) -> None:
        self.connection = connection
        self.password_hash = password_hash
        self.now = now
        self.roles = self._roles()
        self.ids: dict[str, int] = {}

    def _roles(self) -> dict[str, int]:
        """Return the keys of the roles; those that `flask access sync` has not made are added."""
        query = select(_role.c.name, _role.c.id)
        known = {row.name for row in self.connection.execute(query)}
        for role in Role:
            if role not in known:
                self.connection.execute(insert(_role).values(name=str(role)))
        return {row.name: row.id for row in self.connection.execute(query)}

    def add(self, login: str, name: FullName) -> int:
        """Add an account with the role of `login`; return its key."""
        values = {
            "username": login,
            "first_name": " ".join(part for part in (name.first, name.patronymic) if part),
            "last_name": name.last,
            "email": f"{login}@example.org",
            "password": self.password_hash,
            "active": True,
            "created_on": self.now,
            "changed_on": self.now,
            "created_by_fk": None,
            "changed_by_fk": None,
        }
        added = insert(_user).values(**values).returning(_user.c.id)
        key = int(self.connection.execute(added).scalar_one())
        link = {"user_id": key, "role_id": self.roles[LOGINS[login]]}
        self.connection.execute(insert(assoc_user_role).values(**link))
        self.ids[login] = key
        return key

    def link(self, holders: Mapping[str, Holder]) -> None:
        """Tell the rows of employees, students and guardians which account is theirs."""
        for login, holder in holders.items():
            table = holder.model.__table__
            self.connection.execute(
                update(table).where(table.c.id == holder.key).values(user_id=self.ids[login])
            )
