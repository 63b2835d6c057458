"""What was entered in a journal after the day, and what it replaced: for the print (3.4, 3.6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Date, DateTime, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.terms import Term
from domain.text import short_name
from models import AuditEntry, Lesson, Student, Work
from models.audit import CELL
from services.errors import NotAllowedError, NotFoundError
from services.grid import load_grid
from services.grid_head import read_head

_changes: Final = PlainSelect(
    "the journal was found visible, whole, through a role that reads cells and their trail",
    select(
        AuditEntry.id,
        AuditEntry.lesson_id,
        Lesson.held_on,
        Lesson.pair,
        AuditEntry.student_id,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        AuditEntry.entity_id.label("work_id"),
        Work.title.label("work"),
        AuditEntry.old,
        AuditEntry.new,
        AuditEntry.actor,
        AuditEntry.at,
        AuditEntry.reason,
    )
    .join(Student, Student.id == AuditEntry.student_id)
    .outerjoin(Lesson, Lesson.id == AuditEntry.lesson_id)
    .outerjoin(Work, Work.id == AuditEntry.entity_id)
    .where(
        AuditEntry.gradebook_id == bindparam("gradebook"),
        AuditEntry.field == CELL,
        AuditEntry.is_late,
        or_(
            Lesson.held_on.between(
                bindparam("first", type_=Date()), bindparam("last", type_=Date())
            ),
            # Of lessons that were deleted since only the moment of the change is known.
            and_(
                Lesson.id.is_(None),
                AuditEntry.at >= bindparam("begins", type_=DateTime()),
                AuditEntry.at < bindparam("ends", type_=DateTime()),
            ),
        ),
    )
    .order_by(
        Lesson.held_on.is_(None), Lesson.held_on, Lesson.pair, Student.sort_name, AuditEntry.id
    ),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A late entry of a cell. Instants are naive UTC; without a day the lesson was deleted."""

    id: int
    lesson_id: int
    held_on: date | None
    pair: int | None
    student_id: int
    student: str
    work_id: int | None
    work: str
    old: str
    new: str
    actor: str
    at: datetime
    reason: str

    @property
    def replaces(self) -> bool:
        """Return whether it struck something out, and was not the first record of the cell."""
        return bool(self.old)


def corrections_of(session: Session, gradebook_id: int, term: Term) -> list[Correction]:
    """Return the late entries of a semester of a journal, by lesson and student, in order.

    The caller has found that the person reads the journal's cells, whole, and their trail.
    """
    rows = _changes(
        session,
        proven=True,
        gradebook=gradebook_id,
        first=term.starts_on,
        last=term.ends_on,
        begins=clock.start_of(term.starts_on),
        ends=clock.start_of(term.ends_on + timedelta(days=1)),
    )
    return [_correction(row) for row in rows]


def reads_corrections(session: Session, gradebook_id: int) -> bool:
    """Return whether the person who asks reads the journal whole with its trail.

    Raises NotFoundError for a journal that is not there or not theirs to see.
    """
    head = read_head(session, current_principal(), gradebook_id)
    if head is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    return head.audited


def semester_corrections(
    session: Session, gradebook_id: int, number: int | None
) -> list[Correction]:
    """Return the late entries of a semester, the current one unless told.

    Raises NotFoundError for a journal or a semester that is not there or not theirs to see,
    NotAllowedError for who does not read the journal's trail.
    """
    if not reads_corrections(session, gradebook_id):
        raise NotAllowedError(_("The corrections of this journal are not yours to see."))
    return corrections_of(session, gradebook_id, load_grid(session, gradebook_id, number).semester)


def _correction(row: Any) -> Correction:
    return Correction(
        row.id,
        row.lesson_id,
        row.held_on,
        row.pair,
        row.student_id,
        short_name(row.last_name, row.first_name, row.patronymic),
        row.work_id,
        row.work or "",
        row.old or "",
        row.new or "",
        row.actor,
        row.at,
        row.reason or "",
    )
