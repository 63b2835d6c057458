"""What the first page says of debts: how many of whom, and the next day to make them up on."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import MakeUpOutcome
from domain.text import short_name
from models import CurriculumItem, Debt, Gradebook, MakeUp, MakeUpPlace, Room, Student
from services.debt_lists import Meeting


@dataclass(frozen=True, slots=True)
class StudentOwes:
    """How much a student owes, and the next day that a place is set for."""

    student_id: int
    student: str
    count: int
    meeting: Meeting | None
    discipline: str


def owed_by_family(session: Session) -> list[StudentOwes]:
    """Return what the student who asks, or each child of the parent, owes; two statements."""
    names = (Student.last_name, Student.first_name, Student.patronymic)
    counts = (
        select(Debt.student_id, *names, func.count(Debt.id))
        .join(Student, Student.id == Debt.student_id)
        .where(Debt.closed_on.is_(None))
        .group_by(Debt.student_id, *names)
        .order_by(*names)
    )
    rows: list[Any] = list(session.execute(counts))
    if not rows:
        return []
    coming = (
        select(
            MakeUpPlace.student_id,
            CurriculumItem.name,
            MakeUp.id,
            MakeUp.gradebook_id,
            MakeUp.held_on,
            MakeUp.starts_at,
            Room.name,
        )
        .join(MakeUp, MakeUp.id == MakeUpPlace.make_up_id)
        .join(Gradebook, Gradebook.id == MakeUp.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Room, Room.id == MakeUp.room_id)
        .where(
            MakeUp.held_on >= clock.today(),
            MakeUpPlace.outcome == MakeUpOutcome.planned,
            MakeUpPlace.student_id.in_([row.student_id for row in rows]),
        )
        .order_by(MakeUp.held_on.desc(), MakeUp.starts_at.desc())
    )
    nearest = {row[0]: (Meeting(*row[2:]), row[1]) for row in session.execute(coming)}
    return [
        StudentOwes(row[0], short_name(*row[1:4]), row[4], *nearest.get(row[0], (None, "")))
        for row in rows
    ]
