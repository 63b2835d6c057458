"""How much people work with the journal: sign-ins as they happen, writes by the trail (8.1)."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Date, DateTime, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.session import system_write
from domain.clock import clock
from models import ActivityDay, AuditEntry

RECOUNTED: Final = 7  # days that a run of the night counts anew: one that failed is made good
_TABLE: Final = ActivityDay.__table__
_INSERTS: Final = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}

# A request that writes many rows leaves many entries, and counts once.
_writes: Final = PlainSelect(
    "how many requests and commands of each account changed something, numbers alone",
    select(AuditEntry.user_id, func.count(func.distinct(AuditEntry.request_id)).label("writes"))
    .join(User, User.id == AuditEntry.user_id)  # an account that is gone has no row
    .where(
        AuditEntry.request_id.is_not(None),
        AuditEntry.at >= bindparam("since", type_=DateTime()),
        AuditEntry.at < bindparam("until", type_=DateTime()),
    )
    .group_by(AuditEntry.user_id),
)
_counted: Final = PlainSelect(
    "what was counted of each account on a day, to tell what is new",
    select(ActivityDay.user_id, ActivityDay.writes).where(
        ActivityDay.day == bindparam("day", type_=Date())
    ),
)


def note_sign_in(session: Session, user_id: int, *, success: bool) -> None:
    """Count a sign-in of today, or one that was refused; within the caller's writing unit."""
    column = "sign_ins" if success else "refusals"
    row = {"user_id": user_id, "day": clock.today(), "sign_ins": 0, "refusals": 0, "writes": 0}
    _upsert(session, [row | {column: 1}], {column: _TABLE.c[column] + 1})


def writes_of(session: Session, day: date) -> Mapping[int, int]:
    """Return how often each account changed something on a day of the college's calendar."""
    since, until = clock.start_of(day), clock.start_of(day + timedelta(days=1))
    rows = _writes(session, proven=True, since=since, until=until)
    return {row.user_id: row.writes for row in rows}


def new_writes(session: Session, day: date) -> Mapping[int, int]:
    """Return the writes of a day that are not kept yet as they are."""
    kept = {row.user_id: row.writes for row in _counted(session, proven=True, day=day)}
    return {
        user_id: number
        for user_id, number in writes_of(session, day).items()
        if kept.get(user_id) != number
    }


def keep_writes(session: Session, day: date, writes: Mapping[int, int]) -> None:
    """Keep the writes of a day; what was kept before gives way. One statement; no commit."""
    rows = [
        {"user_id": user_id, "day": day, "sign_ins": 0, "refusals": 0, "writes": number}
        for user_id, number in sorted(writes.items())
    ]
    if rows:
        _upsert(session, rows, None)


def _upsert(
    session: Session, rows: Sequence[Mapping[str, Any]], changes: Mapping[str, Any] | None
) -> None:
    """Add rows of a person and a day; where there is one set `changes`, else its writes."""
    insert: Any = _INSERTS[session.get_bind().dialect.name](_TABLE).values(list(rows))
    statement = insert.on_conflict_do_update(
        index_elements=[_TABLE.c.user_id, _TABLE.c.day],
        set_=dict(changes) if changes is not None else {"writes": insert.excluded.writes},
    )
    system_write(session, statement)
