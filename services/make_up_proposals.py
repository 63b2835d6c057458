"""On which coming days a teacher could hold a make-up day: after the lessons, in a free pair."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Date, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from models import Gradebook, JournalTeacher, Lesson
from services.bells import bells_of_days

AHEAD: Final = timedelta(days=14)
SHOWN: Final = 5

_first: Final = bindparam("first", type_=Date())
_last: Final = bindparam("last", type_=Date())
_busy: Final = PlainSelect(
    "in which pairs the teacher and the group of a journal are busy; it names nobody",
    union_all(
        select(Lesson.held_on, Lesson.pair, literal(1).label("is_teacher"))
        .join(JournalTeacher, JournalTeacher.gradebook_id == Lesson.gradebook_id)
        .where(
            JournalTeacher.teacher_id == bindparam("teacher"),
            JournalTeacher.starts_on <= Lesson.held_on,
            or_(JournalTeacher.ends_on.is_(None), JournalTeacher.ends_on >= Lesson.held_on),
            Lesson.held_on.between(_first, _last),
        ),
        select(Lesson.held_on, Lesson.pair, literal(0).label("is_teacher"))
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(Gradebook.group_id == bindparam("group"), Lesson.held_on.between(_first, _last)),
    ),
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A day and the first pair after the lessons of the teacher and the group."""

    held_on: date
    pair: int
    starts_at: str


def proposals(session: Session, teacher_id: int, group_id: int) -> list[Proposal]:
    """Return the coming days on which both are in the college and have a free pair afterwards."""
    first = clock.today() + timedelta(days=1)
    values = {"first": first, "last": first + AHEAD, "teacher": teacher_id, "group": group_id}
    teachers: dict[date, int] = {}
    groups: dict[date, int] = {}
    for day, pair, is_teacher in _busy(session, proven=True, **values):
        last = teachers if is_teacher else groups
        last[day] = max(last.get(day, 0), pair or 0)
    found = []
    days = sorted(teachers.keys() & groups.keys())
    bells = bells_of_days(session, days)
    for day in days:
        pair = max(teachers[day], groups[day]) + 1
        if pair in bells[day]:
            found.append(Proposal(day, pair, bells[day][pair][0]))
    return found[:SHOWN]
