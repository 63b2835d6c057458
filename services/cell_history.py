"""What happened to a cell or a lesson: the audit of a journal, one click away (3.6, 5.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import AuditEntry, Gradebook
from models.audit import CELL
from services.errors import NotFoundError

MOST_ENTRIES: Final = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One change, as the trail holds it. Instants are naive UTC."""

    at: datetime
    actor: str
    roles: tuple[str, ...]
    student_id: int | None
    field: str | None  # «cell», or a column of the lesson
    old: str
    new: str
    reason: str | None
    is_late: bool
    claimed_at: datetime | None


def history(
    session: Session,
    gradebook_id: int,
    lesson_id: int,
    student_id: int | None = None,
    work_id: int | None = None,
) -> list[Change]:
    """Return the changes of a cell, the newest first; without a student those of the lesson too.

    With a work those of its cells alone; without one no cell of a work is among them.

    Raises NotFoundError for a journal that is not there or not theirs to see. Of the trail only
    what the person may read is returned, at most 200 changes.
    """
    seen = select(Gradebook.id).where(Gradebook.id == gradebook_id)
    if session.scalar(seen) is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    query = (
        select(AuditEntry)
        .where(AuditEntry.gradebook_id == gradebook_id, AuditEntry.lesson_id == lesson_id)
        .order_by(AuditEntry.id.desc())
        .limit(MOST_ENTRIES)
    )
    cell = (AuditEntry.field == CELL) & AuditEntry.entity_id.is_not_distinct_from(work_id)
    if student_id is not None:
        query = query.where(AuditEntry.student_id == student_id, cell)
    elif work_id is not None:
        query = query.where(cell)
    else:
        query = query.where(or_(cell, AuditEntry.entity == "lesson"))
    return [_change(entry) for entry in session.scalars(query)]


def _change(entry: AuditEntry) -> Change:
    return Change(
        entry.at,
        entry.actor,
        tuple(filter(None, entry.roles.split(","))),
        entry.student_id,
        entry.field,
        entry.old or "",
        entry.new or "",
        entry.reason,
        entry.is_late,
        entry.claimed_at,
    )
