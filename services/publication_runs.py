"""How a publication of a timetable goes on and ends: what its job writes of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from domain.enums import RunState
from models import Timetable, TimetablePublication
from services.notices import message_key

UNFINISHED: Final = (RunState.queued, RunState.running)

# Why a publication failed; kept in English, read in the reader's language.
REVOKED: Final = message_key("You no longer have the right to publish the timetable.")
CONFLICTS: Final = message_key(
    "The timetable was changed meanwhile and has conflicts now. Settle them and publish again."
)
BROKEN: Final = message_key("Something went wrong. Try again, or ask the administrator.")
TOO_LONG: Final = message_key("Publishing took too long and was stopped. Publish again.")
LOST: Final = message_key("Publishing was not finished after several attempts.")


@dataclass(frozen=True, slots=True)
class Order:
    """What a job has to know of a publication."""

    id: int
    timetable_id: int
    user_id: int
    started_at: datetime
    result: Mapping[str, Any]  # what an attempt before this one has done


def _change(
    session: Session, publication_id: int, states: tuple[RunState, ...], **values: Any
) -> bool:
    """Change the publication if it is in one of `states`; return whether it was."""
    result = system_write(
        session,
        update(TimetablePublication)
        .where(TimetablePublication.id == publication_id, TimetablePublication.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def cancel(session: Session, publication_id: int) -> bool:
    """Cancel it, in the caller's unit; False where it has ended already."""
    return _change(
        session, publication_id, UNFINISHED, state=RunState.cancelled, finished_at=clock.now()
    )


def claim(session: Session, publication_id: int) -> Order | None:
    """Take a publication to do, also one whose worker died; None where it has ended."""
    started = func.coalesce(TimetablePublication.started_at, clock.now())
    if not _change(session, publication_id, UNFINISHED, state=RunState.running, started_at=started):
        return None
    row = session.execute(
        select(
            TimetablePublication.id,
            TimetablePublication.timetable_id,
            TimetablePublication.user_id,
            TimetablePublication.started_at,
            TimetablePublication.result,
        ).where(TimetablePublication.id == publication_id)
    ).one()
    return Order(*row)


def advance(session: Session, publication_id: int, percent: int, result: dict[str, Any]) -> bool:
    """Say how far it is, in the unit that did it; False where it was cancelled meanwhile."""
    return _change(
        session, publication_id, (RunState.running,), progress=percent, result=dict(result)
    )


def finish(
    session: Session, publication_id: int, timetable_id: int, edition: int, result: dict[str, Any]
) -> bool:
    """End it: the timetable is published as of `edition`. False where it was cancelled."""
    now = clock.now()
    if not _change(
        session,
        publication_id,
        (RunState.running,),
        state=RunState.done,
        progress=100,
        error=None,
        edition=edition,
        result=dict(result),
        finished_at=now,
    ):
        return False
    timetable = session.get_one(Timetable, timetable_id)
    timetable.published_edition = edition
    timetable.published_at = now
    session.flush()
    return True


def fail(session: Session, publication_id: int, why: str) -> bool:
    """End it undone; `why` is one of the sentences above."""
    return _change(
        session,
        publication_id,
        UNFINISHED,
        state=RunState.failed,
        error=why,
        finished_at=clock.now(),
    )


def unfinished(session: Session) -> list[tuple[int, datetime | None]]:
    """Return (id, first started at) of all publications that wait or run, oldest first."""
    rows = session.execute(
        select(TimetablePublication.id, TimetablePublication.started_at)
        .where(TimetablePublication.state.in_(UNFINISHED))
        .order_by(TimetablePublication.id)
    )
    return [(publication_id, started_at) for publication_id, started_at in rows]
