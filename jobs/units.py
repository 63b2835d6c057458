"""What jobs that work in short steps share: their units of work, and how they end early."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from access.session import GuardedSession, db, writing
from access.units import reading


class CancelledError(Exception):
    """The work was cancelled, or another worker ended it."""


class RefusedError(Exception):
    """The work cannot be done; the message is one of the sentences of the service it is for."""


@contextmanager
def unit() -> Iterator[Session]:
    """Give a short writing unit with a session of its own; it is committed at the end."""
    with writing(), GuardedSession(db) as session:
        yield session
        session.commit()


@contextmanager
def look() -> Iterator[Session]:
    """Give a reading unit with a session of its own."""
    with reading(), GuardedSession(db) as session:
        yield session
