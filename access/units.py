"""Units of work on SQLite: a writing unit takes the write lock at once, a reading one never.

The defaults of SQLite lose updates and fail at once when a unit that has read begins to write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

BUSY_TIMEOUT_MS = 15_000
_writes: ContextVar[bool] = ContextVar("writes", default=False)


def set_writing(writes: bool) -> None:
    """Say whether units of this context that begin from now on write. For requests."""
    _writes.set(writes)


@contextmanager
def writing() -> Iterator[None]:
    """Make units that begin within the block writing ones. Keep it short: 200 ms at most."""
    token = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(token)


@contextmanager
def reading() -> Iterator[None]:
    """Make units that begin within the block reading ones, also where a request writes.

    For a second session beside one that holds the write lock: it would wait for itself.
    """
    token = _writes.set(False)
    try:
        yield
    finally:
        _writes.reset(token)


@event.listens_for(Engine, "connect")
def _configure_sqlite(dbapi_connection: Any, _record: Any) -> None:
    if type(dbapi_connection).__module__.partition(".")[0] != "sqlite3":
        return
    dbapi_connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "recursive_triggers=ON",  # or REPLACE would delete audit entries past their trigger
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        dbapi_connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes.get() else "BEGIN")
