"""The session that everything goes through, and the two named ways around its scope."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

from flask_appbuilder import Model
from flask_appbuilder.models.sqla.base import SQLA
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Result
from sqlalchemy.orm import Session, scoped_session
from sqlalchemy.sql.dml import Delete, Update, UpdateBase

import models  # noqa: F401  the metadata must be whole
from access.errors import Bypass
from access.units import reading, set_writing, writing
from models import AuditEntry, AuditPersonalValue

SYSTEM_WRITE = "system_write"  # execution option that only system_write() sets
Row = Mapping[str, Any]
Rows = Sequence[Row] | Row
APPEND_ONLY = (AuditEntry, AuditPersonalValue)
_APPEND_ONLY_TABLES = tuple(model.__table__ for model in APPEND_ONLY)


class GuardedSession(FlaskSession):
    """A session that refuses what would pass by the row scope and the audit."""

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise Bypass("this would pass by the row scope: use the ORM, or system_write()")

    connection = _refuse
    bulk_save_objects = _refuse
    bulk_insert_mappings = _refuse
    bulk_update_mappings = _refuse


db = SQLA(metadata=Model.metadata, session_options={"class_": GuardedSession})


@contextmanager
def unscoped(why: str) -> Iterator[Session]:
    """Give a session of its own that sees all rows and writes none.

    `why` says what needs all rows (a uniqueness check, an aggregate that names nobody); it is
    listed in `docs/permissions.md`. A session of its own, because an identity map that was filled
    without scope would hand out foreign rows. It reads what was committed when the block began,
    also where the unit of work beside it writes and has not committed yet.
    """
    session = GuardedSession(db, info={"unscoped": why})
    try:
        with reading():  # or on SQLite it would wait for the write lock of the unit beside it
            Session.connection(session)
        yield session
    finally:
        session.close()


def connection_of(session: Any) -> Connection:
    """Return the connection of a session's unit of work: for the access layer alone."""
    plain = session() if isinstance(session, scoped_session) else session
    return Session.connection(plain)


def system_write(
    session: Any,
    statement: UpdateBase,
    rows: Sequence[Mapping[str, Any]] | Mapping[str, Any] | None = None,
) -> Result[Any]:
    """Execute a DML statement that the system writes about an action, past the write checks.

    For audit, sign-in counters, run and job state, and for services that have checked the rights
    themselves because they write many rows at once. Audit entries can only be added. A statement
    on a table, not on its model, goes straight to the session's connection, at half the cost.
    """
    if not isinstance(statement, UpdateBase):
        raise Bypass("system_write() only writes: unscoped() reads past the scope")
    target = statement.entity_description
    if isinstance(statement, Update | Delete) and target["table"] in _APPEND_ONLY_TABLES:
        raise Bypass("audit entries are never changed or deleted")
    if "entity" in target:
        return session.execute(statement, rows, execution_options={SYSTEM_WRITE: True})
    return connection_of(session).execute(statement, rows)


__all__ = ["GuardedSession", "db", "set_writing", "system_write", "unscoped", "writing"]
