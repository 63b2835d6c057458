"""Report runs: asked for, watched, cancelled by a person; claimed, advanced, ended by a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.session import system_write
from domain.clock import clock
from domain.enums import RunState
from domain.text import fold
from models import ReportRun
from services.notices import message_key

UNFINISHED: Final = (RunState.queued, RunState.running)
KEPT_DAYS: Final = 365  # of a finished run whose report says nothing else
KEPT_DAYS_AT_LEAST: Final = 30  # also one without a file, also of a group that has graduated
MOST_UNFINISHED: Final = 20  # runs of one person that wait or are built at a time
MAX_NAME: Final = 250
PAGE: Final = 20
SEARCHED: Final = 2000  # of a person's latest runs
MAX_ID: Final = 2**31 - 1

# Why a run failed; kept in English, read in the reader's language.
REVOKED: Final = message_key("You no longer have the right to this report.")
HIDDEN: Final = message_key("What the report is about no longer exists for you.")
UNKNOWN: Final = message_key("This report is no longer made here.")
BROKEN: Final = message_key("The report could not be built. Try again, or ask the administrator.")
TOO_LONG: Final = message_key("Building the report took too long and was stopped.")
LOST: Final = message_key("The report could not be built after several attempts.")


class TooManyRunsError(Exception):
    """The person has too many runs that wait or are being built."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a job has to know of a run."""

    id: int
    code: str
    format: str
    params: Mapping[str, Any]
    locale: str
    file_name: str
    user_id: int
    started_at: datetime


def request_run(
    session: Session,
    code: str,
    format: str,
    params: Mapping[str, Any],
    locale: str,
    file_name: str,
) -> ReportRun:
    """Return a run of the person who asks, to be built; the same one again while it is unfinished.

    `file_name` is how the file will be called, and by what the run is known in lists. The caller
    commits, then puts the job into the queue. Raises TooManyRunsError.
    """
    user_id = current_principal().user_id
    if user_id is None:
        raise ValueError("only a person asks for a report")
    mine = select(ReportRun).where(ReportRun.user_id == user_id, ReportRun.state.in_(UNFINISHED))
    waiting = session.scalars(mine.order_by(ReportRun.id)).all()
    for run in waiting:
        if (run.code, run.format, run.params, run.locale) == (code, format, params, locale):
            return run
    if len(waiting) >= MOST_UNFINISHED:
        raise TooManyRunsError
    run = ReportRun(
        code=code,
        format=format,
        params=dict(params),
        locale=locale,
        file_name=file_name[:MAX_NAME],
        user_id=user_id,
        state=RunState.queued,
        progress=0,
        created_at=clock.now(),
    )
    session.add(run)
    session.flush()
    return run


def find_run(session: Session, run_id: int) -> ReportRun | None:
    """Return the run of this id if the person who asks may see it."""
    if not 0 < run_id <= MAX_ID:
        return None
    return session.scalar(select(ReportRun).where(ReportRun.id == run_id))


def earlier_runs(session: Session, sought: str = "", page: int = 0) -> tuple[list[ReportRun], bool]:
    """Return a page of the person's runs, newest first, and whether more follow.

    `sought` narrows to those whose name holds all its words. The names are folded here, as no
    database's LIKE knows Russian letters alike, and a person's runs are few.
    """
    mine = ReportRun.user_id == (current_principal().user_id or 0)
    newest = (ReportRun.created_at.desc(), ReportRun.id.desc())
    words = fold(sought).split()
    if not words:
        query = select(ReportRun).where(mine).order_by(*newest)
        rows = session.scalars(query.offset(page * PAGE).limit(PAGE + 1)).all()
        return list(rows[:PAGE]), len(rows) > PAGE
    names = session.execute(
        select(ReportRun.id, ReportRun.file_name).where(mine).order_by(*newest).limit(SEARCHED)
    ).all()
    found = [key for key, name in names if all(word in fold(name or "") for word in words)]
    shown = found[page * PAGE : (page + 1) * PAGE]
    query = select(ReportRun).where(ReportRun.id.in_(shown)).order_by(*newest)
    return list(session.scalars(query)), len(found) > (page + 1) * PAGE


def _change(session: Session, run_id: int, states: tuple[RunState, ...], **values: Any) -> bool:
    """Change the run if it is in one of `states`; return whether it was."""
    result = system_write(
        session,
        update(ReportRun)
        .where(ReportRun.id == run_id, ReportRun.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def _ended_without_file() -> dict[str, Any]:
    kept_until = clock.today() + timedelta(days=KEPT_DAYS_AT_LEAST)
    return {"finished_at": clock.now(), "kept_until": kept_until}


def cancel(session: Session, run: ReportRun) -> bool:
    """Cancel a run that waits or is being built; return False where it has ended already.

    A job that builds it sees that at its next step.
    """
    done = _change(session, run.id, UNFINISHED, state=RunState.cancelled, finished_at=clock.now())
    session.expire(run)
    return done


def claim(session: Session, run_id: int) -> Order | None:
    """Take a run to build, also one whose builder died; None where it has ended or is gone."""
    now = clock.now()
    if not _change(
        session,
        run_id,
        UNFINISHED,
        state=RunState.running,
        progress=0,
        started_at=func.coalesce(ReportRun.started_at, now),
    ):
        return None
    row = session.execute(
        select(
            ReportRun.id,
            ReportRun.code,
            ReportRun.format,
            ReportRun.params,
            ReportRun.locale,
            func.coalesce(ReportRun.file_name, ReportRun.code),
            ReportRun.user_id,
            ReportRun.started_at,
        ).where(ReportRun.id == run_id)
    ).one()
    return Order(*row)


def advance(session: Session, run_id: int, percent: int) -> bool:
    """Say how far the run is; return False where it was cancelled meanwhile."""
    return _change(session, run_id, (RunState.running,), progress=percent)


def finish(
    session: Session,
    run_id: int,
    *,
    sha256: str,
    pages: int | None,
    kept_until: date | None,
) -> bool:
    """End the run with its file; return False where it was cancelled or ended meanwhile."""
    least = clock.today() + timedelta(days=KEPT_DAYS_AT_LEAST)
    return _change(
        session,
        run_id,
        (RunState.running,),
        state=RunState.done,
        progress=100,
        error=None,
        sha256=sha256,
        pages=pages,
        kept_until=max(least, kept_until or clock.today() + timedelta(days=KEPT_DAYS)),
        finished_at=clock.now(),
    )


def fail(session: Session, run_id: int, why: str) -> bool:
    """End the run without a file; `why` is one of the sentences above."""
    return _change(
        session,
        run_id,
        UNFINISHED,
        state=RunState.failed,
        error=why,
        **_ended_without_file(),
    )


def unfinished(session: Session) -> list[tuple[int, datetime | None]]:
    """Return (id, first started at) of all runs that wait or are being built, oldest first."""
    rows = session.execute(
        select(ReportRun.id, ReportRun.started_at)
        .where(ReportRun.state.in_(UNFINISHED))
        .order_by(ReportRun.id)
    )
    return [(run_id, started_at) for run_id, started_at in rows]


def expired(session: Session, limit: int) -> list[int]:
    """Return up to `limit` ids of runs whose time to be kept is over."""
    return list(
        session.scalars(
            select(ReportRun.id)
            .where(ReportRun.kept_until < clock.today())
            .order_by(ReportRun.id)
            .limit(limit)
        )
    )


def existing(session: Session, run_ids: list[int]) -> set[int]:
    """Return those of `run_ids` that there are."""
    return set(session.scalars(select(ReportRun.id).where(ReportRun.id.in_(run_ids))))


def forget(session: Session, run_ids: list[int]) -> None:
    """Delete runs whose time is over; their files go first."""
    system_write(session, delete(ReportRun).where(ReportRun.id.in_(run_ids)))
