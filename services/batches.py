"""Batches of reports: asked for, watched, cancelled and gone on with by a person (10.4, 5.3.6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session, joinedload

from access.principal import current_principal
from access.session import system_write
from domain.batch_plan import Part
from domain.clock import clock
from domain.control_enums import BatchKind
from domain.enums import RunState
from domain.typed import MOST_ID
from models import BatchPart, ReportBatch, StudyGroup
from services.errors import ConflictError, NotFoundError

UNFINISHED: Final = (RunState.queued, RunState.running)
PAGE: Final = 20
MOST_FAULTS: Final = 50  # failed files that a page names
Counts = Counter[RunState]


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """How far a batch is with a group; `group_id` None: what is for the whole scope."""

    group_id: int | None
    name: str
    counts: Counts


def request_batch(
    session: Session,
    kind: BatchKind,
    year_id: int,
    semester_id: int | None,
    department_id: int | None,
    parts: Sequence[Part],
    locale: str,
) -> ReportBatch:
    """Add a batch with its files, to be made in the name of the person who asks; return it.

    Raises ConflictError where one about the same is being made. The caller commits, then puts the
    jobs into the queue.
    """
    about = {
        "kind": kind,
        "academic_year_id": year_id,
        "semester_id": semester_id,
        "department_id": department_id,
    }
    _refuse_second(session, about)
    user_id = current_principal().user_id
    if user_id is None:
        raise ValueError("only a person asks for a batch")
    batch = ReportBatch(
        **about, user_id=user_id, locale=locale, state=RunState.queued, created_at=clock.now()
    )
    session.add(batch)
    session.flush()
    rows = [
        {
            "batch_id": batch.id,
            "position": position,
            "group_id": part.group_id,
            "code": part.code,
            "format": part.format,
            "params": dict(part.params),
            "state": RunState.queued,
            "attempts": 0,
        }
        for position, part in enumerate(parts, 1)
    ]
    system_write(session, insert(BatchPart), rows)
    return batch


def _refuse_second(session: Session, about: Mapping[str, Any]) -> None:
    same = [getattr(ReportBatch, name).is_not_distinct_from(value) for name, value in about.items()]
    busy = session.scalar(
        select(ReportBatch.id).where(ReportBatch.state.in_(UNFINISHED), *same).limit(1)
    )
    if busy is not None:
        raise ConflictError(
            _("These reports are being made already: batch No. %(number)s.", number=busy),
            {"batch": busy},
        )


def find_batch(session: Session, batch_id: int) -> ReportBatch:
    """Return a batch that the person sees, with its period; raise NotFoundError."""
    found = (
        session.scalar(_with_names().where(ReportBatch.id == batch_id))
        if 0 < batch_id <= MOST_ID
        else None
    )
    if found is None:
        raise NotFoundError(_("There is no such batch."))
    return found


def list_batches(session: Session, page: int = 0) -> tuple[list[ReportBatch], bool]:
    """Return a page of the batches that the person sees, newest first, and whether more follow."""
    query = _with_names().order_by(ReportBatch.id.desc()).offset(page * PAGE).limit(PAGE + 1)
    rows = session.scalars(query).all()
    return list(rows[:PAGE]), len(rows) > PAGE


def _with_names() -> Any:
    return select(ReportBatch).options(
        joinedload(ReportBatch.academic_year),
        joinedload(ReportBatch.semester),
        joinedload(ReportBatch.department),
    )


def counts_of(session: Session, batch_ids: Iterable[int]) -> dict[int, Counts]:
    """Return how many files of each batch are in which state."""
    found = {key: Counter[RunState]() for key in batch_ids}
    rows = session.execute(
        select(BatchPart.batch_id, BatchPart.state, func.count())
        .where(BatchPart.batch_id.in_(found))
        .group_by(BatchPart.batch_id, BatchPart.state)
    )
    for batch_id, state, count in rows:
        found[batch_id][RunState(state)] += count
    return found


def groups_of(session: Session, batch_id: int) -> list[GroupCounts]:
    """Return how far a batch is, group by group in the order of its files."""
    rows = session.execute(
        select(
            BatchPart.group_id,
            StudyGroup.name,
            BatchPart.state,
            func.count(),
            func.min(BatchPart.position),
        )
        .outerjoin(StudyGroup, StudyGroup.id == BatchPart.group_id)
        .where(BatchPart.batch_id == batch_id)
        .group_by(BatchPart.group_id, StudyGroup.name, BatchPart.state)
        .order_by(func.min(BatchPart.position))
    )
    found: dict[int | None, GroupCounts] = {}
    for group_id, name, state, count, _position in rows:
        one = found.setdefault(group_id, GroupCounts(group_id, name or "", Counter()))
        one.counts[RunState(state)] += count
    return list(found.values())


def failed_parts(session: Session, batch_id: int) -> list[BatchPart]:
    """Return the files that could not be made, the first of them, with their groups."""
    return list(
        session.scalars(
            select(BatchPart)
            .options(joinedload(BatchPart.group))
            .where(BatchPart.batch_id == batch_id, BatchPart.state == RunState.failed)
            .order_by(BatchPart.position)
            .limit(MOST_FAULTS)
        )
    )


def cancel(session: Session, batch_id: int) -> None:
    """Stop a batch; what is made stays. Raises NotFoundError, ConflictError. Commits not."""
    find_batch(session, batch_id)
    done = change(session, batch_id, UNFINISHED, state=RunState.cancelled, finished_at=clock.now())
    if not done:
        raise ConflictError(_("It was too late to cancel: the batch had ended."))


def resume(session: Session, batch_id: int) -> None:
    """Go on with a batch that was cancelled, or try again what failed. Commits not.

    What is made stays as it is. Raises NotFoundError; ConflictError where nothing is left to do,
    or another batch about the same is being made.
    """
    batch = find_batch(session, batch_id)
    names = ("kind", "academic_year_id", "semester_id", "department_id")
    _refuse_second(session, {name: getattr(batch, name) for name in names})
    left = update(BatchPart).where(BatchPart.batch_id == batch_id, BatchPart.state != RunState.done)
    again = system_write(
        session,
        left.values(state=RunState.queued, attempts=0, error=None).execution_options(
            synchronize_session=False
        ),
    )
    if not again.rowcount:  # type: ignore[attr-defined]
        raise ConflictError(_("All files of the batch are made already."))
    ended = (RunState.cancelled, RunState.failed, RunState.done)
    change(session, batch_id, ended, state=RunState.queued, finished_at=None, error=None)


def change(session: Session, batch_id: int, states: tuple[RunState, ...], **values: Any) -> bool:
    """Change a batch that is in one of `states`; return whether it was."""
    done = system_write(
        session,
        update(ReportBatch)
        .where(ReportBatch.id == batch_id, ReportBatch.state.in_(states))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
