"""Remarks close themselves when their cause is gone; overdue ones go to the deputies (5.3.3)."""

from collections import defaultdict
from datetime import date
from typing import Any, Final

from sqlalchemy import Date, bindparam, select, update
from sqlalchemy.orm import Session

from access import audit
from access.proven import PlainSelect
from access.session import system_write
from domain.clock import clock
from domain.enums import AuditAction, RemarkEvent, RemarkState
from domain.inspection import is_gone
from models import Inspection, InspectionRemark
from services import remark_people as people
from services.inspection_facts import facts
from services.remark_log import add_entries

_WHY: Final = "the system closes remarks whose cause is gone and passes overdue ones on"
_STANDING: Final = (
    InspectionRemark.state != RemarkState.closed,
    Inspection.finished_at.is_not(None),
)
_with_cause: Final = (
    select(
        InspectionRemark.id,
        InspectionRemark.cause,
        InspectionRemark.lesson_id,
        InspectionRemark.student_id,
        InspectionRemark.author_id,
        InspectionRemark.state,
        Inspection.period_from,
        Inspection.period_to,
    )
    .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
    .where(*_STANDING, InspectionRemark.cause.is_not(None))
)
_of_journal: Final = PlainSelect(
    _WHY, _with_cause.where(InspectionRemark.gradebook_id == bindparam("gradebook"))
)
_journals: Final = PlainSelect(
    _WHY,
    select(InspectionRemark.gradebook_id)
    .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
    .where(*_STANDING, InspectionRemark.cause.is_not(None))
    .distinct()
    .order_by(InspectionRemark.gradebook_id),
)
_overdue: Final = PlainSelect(
    _WHY,
    select(InspectionRemark.id, InspectionRemark.gradebook_id, InspectionRemark.text)
    .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
    .where(
        InspectionRemark.state == RemarkState.open,
        Inspection.finished_at.is_not(None),
        InspectionRemark.escalated_at.is_(None),
        InspectionRemark.due_on < bindparam("today", type_=Date()),
    )
    .order_by(InspectionRemark.id),
)
_table: Final = InspectionRemark.__table__
_CLOSE: Final = (
    update(_table)
    .where(_table.c.id == bindparam("key"), _table.c.state != RemarkState.closed)
    .values(state=RemarkState.closed, closed_at=bindparam("at"))
)
_ESCALATE: Final = (
    update(_table).where(_table.c.id == bindparam("key")).values(escalated_at=bindparam("at"))
)


def after_changes(session: Session, gradebook_id: int) -> int:
    """Close the remarks of a journal whose cause is gone, in the caller's writing unit.

    One statement where no remark with a cause is open; else the facts of each inspected period
    are counted anew. Returns how many were closed; repeatable.
    """
    rows = _of_journal(session, proven=True, gradebook=gradebook_id).all()
    if not rows:
        return 0
    by_period: dict[tuple[date, date], list[Any]] = defaultdict(list)
    for row in rows:
        by_period[row.period_from, row.period_to].append(row)
    gone: list[Any] = []
    for (first, last), some in by_period.items():
        faults = facts(session, gradebook_id, first, last).faults
        gone += [row for row in some if is_gone(row.cause, row.lesson_id, row.student_id, faults)]
    if gone:
        _close(session, gradebook_id, gone)
    return len(gone)


def journals_with_causes(session: Session) -> list[int]:
    """Return the journals that have open remarks with a cause, for the job of the night."""
    return list(_journals(session, proven=True).scalars())


def escalate_overdue(session: Session) -> int:
    """Pass the remarks on that are overdue and were not answered, in the caller's writing unit.

    The deputies are told of each once (5.3.3). Returns how many there were; repeatable.
    """
    rows = _overdue(session, proven=True, today=clock.today()).all()
    if not rows:
        return 0
    now = clock.now()
    system_write(session, _ESCALATE, [{"key": row.id, "at": now} for row in rows])
    add_entries(session, None, RemarkEvent.escalated, [(row.id, row.gradebook_id) for row in rows])
    audit.record(session, [_entry(row.id, row.gradebook_id, "escalated_at", now) for row in rows])
    for row in rows:
        link = people.path_of(row.id)
        people.tell_deputies(session, row.gradebook_id, row.text, link)
    return len(rows)


def _close(session: Session, gradebook_id: int, gone: list[Any]) -> None:
    now = clock.now()
    system_write(session, _CLOSE, [{"key": row.id, "at": now} for row in gone])
    places = [(row.id, gradebook_id) for row in gone]
    add_entries(session, None, RemarkEvent.cause_gone, places)
    audit.record(
        session,
        [_entry(row.id, gradebook_id, "state", RemarkState.closed, str(row.state)) for row in gone],
    )
    by_author: dict[int, list[int]] = defaultdict(list)
    for row in gone:
        by_author[row.author_id].append(row.id)
    for author_id, ids in by_author.items():
        params, link = {"count": len(ids)}, people.path_of(ids[0])
        people.tell_person(session, author_id, gradebook_id, people.GONE, params, link)


def _entry(
    remark_id: int, gradebook_id: int, name: str, new: object, old: str | None = None
) -> dict[str, Any]:
    return {
        "entity": InspectionRemark.__tablename__,
        "entity_id": remark_id,
        "action": AuditAction.update,
        "field": name,
        "old": old,
        "new": str(new),
        "gradebook_id": gradebook_id,
    }
