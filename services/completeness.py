"""How completely journals are filled, by department (clauses 4.5, 5.5.4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from domain.clock import clock
from models import AcademicYear, Department, Gradebook, Lesson, StudyGroup
from services.deadlines import record_limits


@dataclass(frozen=True, slots=True)
class DepartmentFill:
    """Lessons of a department in a period, up to today, and what became of them."""

    department_id: int
    department: str
    held: int
    on_time: int  # confirmed on the lesson's day, or by the limit that an outage moved
    late: int  # confirmed afterwards
    not_recorded: int


MOST_DAYS: Final = 366
FEW: Final = 4  # days that are looked through one by one


def completeness(session: Session, since: date, until: date) -> list[DepartmentFill]:
    """Return how the lessons from `since` to `until`, but not after today, were recorded.

    By department, of the journals that the principal sees. Raises ValueError for more than a year.
    """
    return compared(session, since, since, until)[1]


def compared(
    session: Session, since: date, middle: date, until: date
) -> tuple[list[DepartmentFill], list[DepartmentFill]]:
    """Return the same of the days before `middle`, and of those from it on: one statement."""
    until = min(until, clock.today())
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    if len(days) > MOST_DAYS:
        raise ValueError(f"{len(days)} days are more than a year")
    found: tuple[list[DepartmentFill], list[DepartmentFill]] = ([], [])
    if not days:
        return found
    is_later = case((Lesson.held_on >= middle, 1), else_=0)
    query = (
        select(
            is_later,
            Department.id,
            Department.name,
            func.count(),
            func.coalesce(func.sum(case((_on_time(session, days), 1), else_=0)), 0),
            func.count(Lesson.confirmed_at),
        )
        .select_from(Lesson)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .where(Lesson.held_on.between(since, until), _of_years(since, until))
        .group_by(is_later, Department.id, Department.name)
        .order_by(Department.name)
    )
    for later, key, name, held, on_time, recorded in session.execute(query):
        fill = DepartmentFill(key, name, held, on_time, recorded - on_time, held - recorded)
        found[later].append(fill)
    return found


def _of_years(since: date, until: date) -> Any:
    """Return whether a journal is of a year that the period touches.

    It follows from the lessons' days, but spares SQLite the journals of all earlier years.
    """
    touched = select(AcademicYear.id).where(
        AcademicYear.starts_on <= until, AcademicYear.ends_on >= since
    )
    return Gradebook.academic_year_id.in_(touched)


def _on_time(session: Session, days: list[date]) -> Any:
    """Return whether a lesson was confirmed before its limit, as the college counts, was over.

    The limit is the lesson's day, where no outage or holiday moved it (5.5.4, 10.2). A table of
    the limits' ends, because no two databases count in time zones alike.
    """
    ends = [
        (day, clock.start_of(limit + timedelta(days=1)))
        for day, limit in record_limits(session, days).items()
    ]
    return Lesson.confirmed_at < _looked_up(ends)


def _looked_up(ends: list[tuple[date, datetime]]) -> Any:
    """Return the end that belongs to a lesson's day: found by halves, as a month has many days."""
    if len(ends) <= FEW:
        return case(dict(ends), value=Lesson.held_on)
    middle = len(ends) // 2
    return case(
        (Lesson.held_on < ends[middle][0], _looked_up(ends[:middle])),
        else_=_looked_up(ends[middle:]),
    )
