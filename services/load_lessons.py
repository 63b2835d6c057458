"""The days of a row of the load, and what was taught and recorded on them in its journal."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Integer, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.load import Hours
from domain.plan_hours import LESSON_HOURS
from models import Absence, Gradebook, Lesson, Mark, Semester, TeachingAssignment, Work

KEY = ("group_id", "subgroup_id", "item_id", "part")


_held: Final = PlainSelect(
    "whether lessons under a row of the load, found before, hold records: no name, no mark",
    select(
        Lesson.kind,
        Lesson.hours,
        or_(
            Lesson.confirmed_at.is_not(None),
            exists().where(Mark.lesson_id == Lesson.id),
            exists().where(Absence.lesson_id == Lesson.id),
            exists().where(Work.lesson_id == Lesson.id),
        ).label("recorded"),
    )
    .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    .where(
        Gradebook.academic_year_id == bindparam("year"),
        *(
            getattr(Gradebook, name).is_not_distinct_from(bindparam(name, type_=Integer))
            for name in KEY
        ),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    ),
)


def same_key(model: Any, row: TeachingAssignment) -> list[Any]:
    """Return the criteria of rows of `model` (load or journal) of the same item, group and part."""
    return [getattr(model, name).is_not_distinct_from(getattr(row, name)) for name in KEY]


def first_day(session: Session, row: TeachingAssignment) -> date:
    """Return the first day of the row."""
    return row.starts_on or session.get_one(Semester, row.semester_id).starts_on


def last_day(session: Session, row: TeachingAssignment) -> date:
    """Return the last day of the row: before the next one of its part, or of the semester."""
    query = (
        select(TeachingAssignment.starts_on)
        .where(
            *same_key(TeachingAssignment, row),
            TeachingAssignment.semester_id == row.semester_id,
            TeachingAssignment.starts_on > first_day(session, row),
        )
        .order_by(TeachingAssignment.starts_on)
        .limit(1)
    )
    following = session.scalar(query)
    if following is not None:
        return following - timedelta(days=1)
    return session.get_one(Semester, row.semester_id).ends_on


def taught_before(session: Session, row: TeachingAssignment, day: date) -> Hours:
    """Return the hours of the row's lessons before `day`, by the kind they count to.

    Lessons of the timetable that are still to come count: the earlier teacher holds them.
    """
    sums: Counter[str] = Counter()
    for kind, hours, _recorded in _lessons(
        session, row, first_day(session, row), day - timedelta(days=1)
    ):
        sums[LESSON_HOURS[kind]] += hours
    return Hours(**sums)


def recorded_on(session: Session, row: TeachingAssignment, first: date, last: date) -> int:
    """Return how many lessons of the row's journal from `first` to `last` hold records.

    A lesson holds records once its attendance is confirmed, or a mark or an absence stands in it.
    """
    return sum(bool(recorded) for _k, _h, recorded in _lessons(session, row, first, last))


def recorded_in(session: Session, row: TeachingAssignment) -> int:
    """Return how many lessons of the row hold records."""
    return recorded_on(session, row, first_day(session, row), last_day(session, row))


def _lessons(session: Session, row: TeachingAssignment, first: date, last: date) -> Sequence[Any]:
    year_id = session.get_one(Semester, row.semester_id).academic_year_id
    key = {name: getattr(row, name) for name in KEY}
    key["part"] = row.part or 1
    with session.no_autoflush:
        return _held(session, proven=True, year=year_id, first=first, last=last, **key).all()
