"""The session that a report reads with: in the name of the person, with the roles that give it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from access.principal import Principal, acting_as
from access.session import GuardedSession, db
from access.units import reading
from reports.base import Report


@contextmanager
def reading_as(report: Report, who: Principal) -> Iterator[Session]:
    """Give a session of its own, read only, that sees what `report` may show to `who`.

    Only the roles that give the report count, so the session of the request, which sees all that
    the person sees, cannot serve.
    """
    with acting_as(report.reader(who)), reading():
        session = GuardedSession(db)
        try:
            yield session
        finally:
            session.close()
