"""Batches as jobs see them: files claimed one after another, ended once, whoever dies meanwhile.

The files of a batch are dealt to lanes by their position, and a lane is worked by one job at a
time. So a file of the lane that stands as running when its job looks for the next one was left
by a job that died, and is taken again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from domain.control_enums import BatchKind
from domain.enums import RunState
from models import ArchivedReport, BatchPart, ReportBatch, StudyGroup
from services.batches import UNFINISHED, change
from services.notices import message_key

LANES: Final = 2  # jobs that work at a batch at a time: as many as a small machine has cores
MOST_ATTEMPTS: Final = 3  # of a file: it may be what kills its workers
REVOKED: Final = message_key("The person who asked no longer has the right to this report.")
HIDDEN: Final = message_key("What the report is about no longer exists for who asked.")
UNKNOWN: Final = message_key("This report is no longer made here.")
BROKEN: Final = message_key("The report could not be built; the error is written in the log.")
TOO_LONG: Final = message_key("Building the report took too long and was stopped.")
LOST: Final = message_key("The report could not be built after several attempts.")
INCOMPLETE: Final = message_key("Some files could not be made; the others are in the archive.")


@dataclass(frozen=True, slots=True)
class Order:
    """What a job has to know of a batch."""

    id: int
    kind: BatchKind
    user_id: int
    locale: str
    year_id: int
    department_id: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """A file that was claimed."""

    id: int
    code: str
    format: str
    params: Mapping[str, Any]
    group_id: int | None
    department_id: int | None  # of the group
    graduates_on: date | None  # the group


@dataclass(frozen=True, slots=True)
class Made:
    """A file that is made, for the zip: where its group's files lie, how it is called."""

    position: int
    group: str  # empty: for the whole scope
    title: str
    format: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that could not be made, and why (a sentence of this module)."""

    group: str
    code: str
    format: str
    why: str


def find_order(session: Session, batch_id: int) -> Order | None:
    """Return a batch that is to be worked at, None where it has ended or is gone."""
    row = session.execute(
        select(
            ReportBatch.id,
            ReportBatch.kind,
            ReportBatch.user_id,
            ReportBatch.locale,
            ReportBatch.academic_year_id,
            ReportBatch.department_id,
        ).where(ReportBatch.id == batch_id, ReportBatch.state.in_(UNFINISHED))
    ).first()
    return None if row is None else Order(*row)


def claim(session: Session, batch_id: int, lane: int) -> Job | None:
    """Take the next file of a lane; None where none is left, or the batch was stopped.

    A file whose attempts are used up ends failed here and the next one is taken.
    """
    now = clock.now()
    if not change(
        session,
        batch_id,
        UNFINISHED,
        state=RunState.running,
        started_at=func.coalesce(ReportBatch.started_at, now),
    ):
        return None
    while (row := session.execute(_next(batch_id, lane)).first()) is not None:
        if row.attempts < MOST_ATTEMPTS:
            taken = {"attempts": row.attempts + 1, "started_at": now, "error": None}
            _change(session, row.id, state=RunState.running, **taken)
            return Job(
                row.id,
                row.code,
                row.format,
                row.params,
                row.group_id,
                row.department_id,
                row.graduates_on,
            )
        fail_part(session, row.id, LOST)
    return None


def _next(batch_id: int, lane: int) -> Any:
    return (
        select(
            BatchPart.id,
            BatchPart.code,
            BatchPart.format,
            BatchPart.params,
            BatchPart.attempts,
            BatchPart.group_id,
            StudyGroup.department_id,
            StudyGroup.graduates_on,
        )
        .outerjoin(StudyGroup, StudyGroup.id == BatchPart.group_id)
        .where(
            BatchPart.batch_id == batch_id,
            BatchPart.state.in_(UNFINISHED),
            BatchPart.position % LANES == lane,
        )
        .order_by(BatchPart.position)
        .limit(1)
    )


def finish_part(session: Session, part_id: int, archived_id: int) -> bool:
    """End a file that was made and archived; return False where it was ended meanwhile."""
    return _change(
        session,
        part_id,
        state=RunState.done,
        archived_id=archived_id,
        error=None,
        finished_at=clock.now(),
    )


def fail_part(session: Session, part_id: int, why: str) -> bool:
    """End a file that could not be made; `why` is one of the sentences above."""
    return _change(
        session, part_id, state=RunState.failed, error=why[:500], finished_at=clock.now()
    )


def _change(session: Session, part_id: int, **values: Any) -> bool:
    done = system_write(
        session,
        update(BatchPart)
        .where(BatchPart.id == part_id, BatchPart.state.in_(UNFINISHED))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def is_worked_off(session: Session, batch_id: int) -> bool:
    """Return whether no file of the batch waits or is being made, in any lane."""
    left = select(BatchPart.id).where(
        BatchPart.batch_id == batch_id, BatchPart.state.in_(UNFINISHED)
    )
    return session.scalar(left.limit(1)) is None


def made_files(session: Session, batch_id: int) -> list[Made]:
    """Return the files of the batch that are in the archive, in their order."""
    rows = session.execute(
        select(
            BatchPart.position,
            func.coalesce(StudyGroup.name, ""),
            ArchivedReport.title,
            ArchivedReport.format,
            ArchivedReport.sha256,
            ArchivedReport.size,
        )
        .join(ArchivedReport, ArchivedReport.id == BatchPart.archived_id)
        .outerjoin(StudyGroup, StudyGroup.id == BatchPart.group_id)
        .where(BatchPart.batch_id == batch_id, BatchPart.state == RunState.done)
        .order_by(BatchPart.position)
    )
    return [Made(*row) for row in rows]


def missing_files(session: Session, batch_id: int) -> Sequence[Missing]:
    """Return the files of the batch that could not be made."""
    rows = session.execute(
        select(
            func.coalesce(StudyGroup.name, ""),
            BatchPart.code,
            BatchPart.format,
            func.coalesce(BatchPart.error, BROKEN),
        )
        .outerjoin(StudyGroup, StudyGroup.id == BatchPart.group_id)
        .where(BatchPart.batch_id == batch_id, BatchPart.state == RunState.failed)
        .order_by(BatchPart.position)
    )
    return [Missing(*row) for row in rows]


def end(session: Session, batch_id: int, *, sha256: str | None, size: int, failed: int) -> bool:
    """End a batch with its zip; return False where it was ended or stopped meanwhile."""
    return change(
        session,
        batch_id,
        (RunState.queued, RunState.running),
        state=RunState.failed if failed else RunState.done,
        error=INCOMPLETE if failed else None,
        sha256=sha256,
        size=size or None,
        finished_at=clock.now(),
    )


def unfinished(session: Session) -> list[int]:
    """Return the ids of the batches that wait or are being made."""
    query = select(ReportBatch.id).where(ReportBatch.state.in_(UNFINISHED))
    return list(session.scalars(query.order_by(ReportBatch.id)))
