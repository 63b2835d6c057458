"""Saving the rows of a lesson plan, by an editor or as a whole from a file or another plan."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.clock import clock
from domain.enums import PlanState
from domain.text import fold
from models import AuditEntry, LessonPlan
from services.errors import ConflictError, FieldsError, NotAllowedError
from services.plan_lines import MOST_ROWS, PlanLine, remarks_of, rows_of
from services.plan_lock import (
    OPEN,
    UNDECIDED,
    LockedPlan,
    lock_book,
    lock_plan,
    require_state,
    require_writer,
)
from services.plan_writing import SavedRows, write_rows

MOST_SOURCE: Final = 250
_last_change: Final = PlainSelect(
    "who saved a plan last is told to who keeps its journal and saves it too",
    select(AuditEntry.actor, AuditEntry.at)
    .where(
        AuditEntry.gradebook_id == bindparam("book"),
        AuditEntry.entity.in_(("lesson_plan", "lesson_plan_topic")),
    )
    .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    .limit(1),
)


def save_rows(
    session: Session, who: Principal, plan_id: int, edition: int, lines: Sequence[PlanLine]
) -> SavedRows:
    """Make `lines` the whole table of a draft or returned plan and commit.

    `edition` is the one that the editor had loaded. Where the plan was saved since then nothing
    is written and ConflictError holds `edition`, `rows`, `by` and `at` as they are now, as
    JSON has them. Raises NotFoundError, NotAllowedError.
    """
    with writing():
        plan = lock_plan(session, plan_id)
        require_writer(who, plan.teacher_id)
        require_state(plan, OPEN)
        check_edition(session, plan, edition)
        saved = write_rows(session, plan, lines)
        session.commit()
    return saved


def check_edition(session: Session, plan: LockedPlan, edition: int) -> None:
    """Raise ConflictError where a locked plan was saved since `edition` was loaded."""
    if plan.edition == edition:
        return
    last = _last_change(session, proven=True, book=plan.gradebook_id).first()
    now = {
        "edition": plan.edition,
        "rows": [asdict(line) for line in rows_of(session, plan.id)],
        "by": last.actor if last else "",
        "at": f"{last.at.isoformat(timespec='seconds')}Z" if last else None,
    }
    raise ConflictError(_("The plan was changed meanwhile: nothing was overwritten."), now)


def replace_draft(
    session: Session, who: Principal, gradebook_id: int, lines: Sequence[PlanLine], source: str
) -> int:
    """Make `lines` the rows of the journal's draft and commit; return the plan's id.

    The open draft (or returned plan) loses its rows; where there is none a draft is begun, as a
    revision where a plan is in force. `source` says what the rows were taken from. Rows that are
    named as in the plan in force count as its copies, so that lessons move over with them.
    Raises FieldsError, NotFoundError; NotAllowedError also where a plan waits for its decision.
    """
    if len(lines) > MOST_ROWS:
        raise FieldsError({"rows": _("A plan has at most %(most)d rows.", most=MOST_ROWS)})
    with writing():
        book = lock_book(session, who, gradebook_id)
        plan = open_plan(session, gradebook_id) or begin_draft(session, book.id)
        write_rows(session, plan, _with_origins(session, gradebook_id, lines))
        _note_source(session, plan, source[:MOST_SOURCE])
        session.commit()
    return plan.id


def open_plan(session: Session, gradebook_id: int) -> LockedPlan | None:
    """Return the draft or returned plan of a locked journal, locked too; None where none is open.

    Raises NotAllowedError where a plan of the journal is submitted.
    """
    query = select(LessonPlan.id).where(
        LessonPlan.gradebook_id == gradebook_id, LessonPlan.state.in_(UNDECIDED)
    )
    plan_id = session.scalars(query).first()
    if plan_id is None:
        return None
    plan = lock_plan(session, plan_id)
    if plan.state not in OPEN:
        raise NotAllowedError(
            _("The plan is submitted and waits for the decision. Withdraw it to change it.")
        )
    return plan


def begin_draft(session: Session, gradebook_id: int) -> LockedPlan:
    """Add an empty draft as the next revision of a locked journal's plan, without commit."""
    last = select(func.max(LessonPlan.revision)).where(LessonPlan.gradebook_id == gradebook_id)
    plan = LessonPlan(
        gradebook_id=gradebook_id,
        revision=(session.scalar(last) or 0) + 1,
        state=PlanState.draft,
        created_at=clock.now(),
    )
    session.add(plan)
    session.flush()
    return lock_plan(session, plan.id)


def _with_origins(session: Session, gradebook_id: int, lines: Sequence[PlanLine]) -> list[PlanLine]:
    """Return new rows; each that is named as a row of the plan in force has it as its origin."""
    query = select(LessonPlan.id).where(
        LessonPlan.gradebook_id == gradebook_id, LessonPlan.state == PlanState.approved
    )
    in_force = session.scalars(query).first()
    known: dict[tuple[str, str], list[int]] = {}
    for row in rows_of(session, in_force) if in_force else ():
        known.setdefault((fold(row.title), row.level), []).append(row.id or 0)
    found = []
    for line in lines:
        same = known.get((fold(line.title), line.level))
        found.append(replace(line, id=None, origin_id=same.pop(0) if same else None))
    return found


def _note_source(session: Session, plan: LockedPlan, source: str) -> None:
    row = session.get_one(LessonPlan, plan.id)
    if row.source != source:
        row.source = source
        session.flush()


__all__ = [
    "MOST_ROWS",
    "PlanLine",
    "SavedRows",
    "begin_draft",
    "open_plan",
    "remarks_of",
    "replace_draft",
    "rows_of",
    "save_rows",
]
