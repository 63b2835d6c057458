"""A group's absences of one week: the curator's weekly control (clause 5.4.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import add
from typing import Any, Final

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.attendance import Missed, missed
from domain.clock import clock
from domain.enums import AbsenceKind
from domain.text import short_name
from models import Absence, Enrolment, Gradebook, Lesson, Student, StudyGroup


@dataclass(frozen=True, slots=True)
class WeekStudent:
    """A student who missed something in the week."""

    student_id: int
    name: str
    days: tuple[int, ...]  # hours missed on each of the week's days
    away: Missed
    late: int  # times


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """A week, Monday to Saturday or Sunday, of a group; only students who missed something."""

    group_id: int
    group: str
    days: tuple[date, ...]
    students: tuple[WeekStudent, ...]
    in_group: int  # students in the group within the week
    away: Missed  # the whole group's
    lessons: int  # up to today
    not_recorded: int  # of these: nothing is known


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group in the care of the person who asks."""

    group_id: int
    name: str


WEEK: Final = 7


def groups_in_care(session: Session) -> list[GroupName]:
    """Return the groups whose curator the principal is, those that graduated left out."""
    query = (
        select(StudyGroup.id, StudyGroup.name)
        .where(
            StudyGroup.curator_id == (current_principal().employee_id or 0),
            or_(StudyGroup.graduates_on.is_(None), StudyGroup.graduates_on >= clock.today()),
        )
        .order_by(StudyGroup.name)
    )
    return [GroupName(key, name) for key, name in session.execute(query)]


def group_week(session: Session, group_id: int, day: date) -> GroupWeek | None:
    """Return the week of `day` of a group; None for a group that is not theirs to see.

    Only recorded lessons count: of the others nothing is known.
    """
    group = session.scalar(select(StudyGroup.name).where(StudyGroup.id == group_id))
    if group is None:
        return None
    monday = day - timedelta(days=day.weekday())
    days = tuple(monday + timedelta(days=n) for n in range(WEEK))
    lessons, not_recorded, on_sunday = _lessons(session, group_id, days)
    students = _students(session, group_id, days if on_sunday else days[:-1])
    return GroupWeek(
        group_id=group_id,
        group=group,
        days=days if on_sunday else days[:-1],
        students=students,
        in_group=_in_group(session, group_id, days),
        away=reduce(add, (student.away for student in students), Missed()),
        lessons=lessons,
        not_recorded=not_recorded,
    )


def _lessons(session: Session, group_id: int, days: tuple[date, ...]) -> tuple[int, int, int]:
    """Return how many lessons there were, how many are not recorded, how many are on Sunday."""
    query = (
        select(
            func.count(),
            func.coalesce(func.sum(case((Lesson.confirmed_at.is_(None), 1), else_=0)), 0),
            func.coalesce(func.sum(case((Lesson.held_on == days[-1], 1), else_=0)), 0),
        )
        .select_from(Gradebook)
        .join(Lesson, Lesson.gradebook_id == Gradebook.id)
        .where(
            Gradebook.group_id == group_id,
            Lesson.held_on.between(days[0], min(days[-1], clock.today())),
        )
    )
    count, open_ones, on_sunday = session.execute(query).one()
    return count, open_ones, on_sunday


def _absences(group_id: int, days: tuple[date, ...]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Student.id,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            Lesson.held_on,
            Lesson.hours,
            Absence.kind,
        )
        .select_from(Gradebook)
        .join(Lesson, Lesson.gradebook_id == Gradebook.id)
        .join(Absence, Absence.lesson_id == Lesson.id)
        .join(Student, Student.id == Absence.student_id)
        .join(
            Enrolment,
            (Enrolment.student_id == Student.id) & (Enrolment.group_id == Gradebook.group_id),
        )
        .where(
            Gradebook.group_id == group_id,
            Lesson.held_on.between(days[0], days[-1]),
            Lesson.confirmed_at.is_not(None),
            Enrolment.starts_on <= Lesson.held_on,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= Lesson.held_on),
        )
        .order_by(Student.sort_name, Student.id)
    )


def _students(session: Session, group_id: int, days: tuple[date, ...]) -> tuple[WeekStudent, ...]:
    names: dict[int, str] = {}
    found: dict[int, list[tuple[date, AbsenceKind, int]]] = defaultdict(list)
    for key, last, first, patronymic, day, hours, kind in session.execute(
        _absences(group_id, days)
    ):
        names[key] = short_name(last, first, patronymic)
        found[key].append((day, kind, hours))
    return tuple(
        WeekStudent(
            key,
            name,
            tuple(_hours_on(found[key], day) for day in days),
            missed((kind, hours) for _day, kind, hours in found[key]),
            sum(kind is AbsenceKind.late for _day, kind, _hours in found[key]),
        )
        for key, name in names.items()
    )


def _hours_on(absences: list[tuple[date, AbsenceKind, int]], day: date) -> int:
    return missed((kind, hours) for on, kind, hours in absences if on == day).total


def _in_group(session: Session, group_id: int, days: tuple[date, ...]) -> int:
    query = select(func.count(Enrolment.student_id.distinct())).where(
        Enrolment.group_id == group_id,
        Enrolment.starts_on <= days[-1],
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= days[0]),
    )
    return session.execute(query).scalar_one()
