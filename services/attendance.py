"""The facts of a group's month or other days, in a fixed number of queries (4.4, 5.4.4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from domain.attendance_sheet import (
    AbsenceFact,
    LessonFact,
    Period,
    Sheet,
    StudentFact,
    monthly_sheet,
)
from domain.clock import clock
from domain.enums import AbsenceKind
from domain.span import Days
from domain.text import short_name
from models import (
    Absence,
    CurriculumItem,
    Enrolment,
    Gradebook,
    Lesson,
    Mark,
    Student,
    Subgroup,
    SubgroupMember,
)
from models.staff import EmployeeLabel

Cols = TypeVarTuple("Cols")


@dataclass(frozen=True, slots=True)
class MissingRecord:
    """A lesson whose attendance nobody confirmed, and whom to ask about it."""

    held_on: date
    pair: int | None
    index_code: str
    subgroup: str | None
    teacher: str


def attendance_sheet(session: Session, group_id: int, month: Days) -> Sheet:
    """Return the sheet of a group for `month`, students in the order of their names.

    A lesson that is still to come is no omission: lessons after today count only once confirmed.
    """
    lessons = _lessons(session, group_id, month)
    return monthly_sheet(
        month,
        _students(session, group_id, month),
        lessons,
        _absences(session, group_id, month),
    )


def missing_records(session: Session, group_id: int, month: Days) -> list[MissingRecord]:
    """Return the group's lessons of `month` up to today that are not recorded, by day and pair."""
    rows = session.execute(
        select(
            Lesson.held_on,
            Lesson.pair,
            CurriculumItem.index_code,
            Subgroup.name,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(Lesson.gradebook)
        .join(Gradebook.item)
        .outerjoin(Gradebook.subgroup)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .where(
            Gradebook.group_id == group_id,
            Lesson.held_on.between(month.first, min(month.last, clock.today())),
            Lesson.confirmed_at.is_(None),
        )
        .order_by(Lesson.held_on, Lesson.pair, CurriculumItem.index_code, Subgroup.name, Lesson.id)
    )
    return [
        MissingRecord(day, pair, code, subgroup, short_name(*names))
        for day, pair, code, subgroup, *names in rows
    ]


def _of_month(query: Select[*Cols], group_id: int, month: Days) -> Select[*Cols]:
    """Narrow a query that joins lessons and gradebooks to what the sheet of `month` counts."""
    return query.where(
        Gradebook.group_id == group_id,
        Lesson.held_on.between(month.first, month.last),
        or_(Lesson.held_on <= clock.today(), Lesson.confirmed_at.is_not(None)),
    )


def _lessons(session: Session, group_id: int, month: Days) -> list[LessonFact]:
    query = select(
        Lesson.id, Lesson.held_on, Lesson.hours, Lesson.confirmed_at, Gradebook.subgroup_id
    ).join(Lesson.gradebook)
    return [
        LessonFact(key, day, hours, confirmed_at is not None, subgroup_id)
        for key, day, hours, confirmed_at, subgroup_id in session.execute(
            _of_month(query, group_id, month).order_by(Lesson.held_on, Lesson.id)
        )
    ]


def _absences(session: Session, group_id: int, month: Days) -> list[AbsenceFact]:
    """A mark in the same cell as an absence means that the lesson was made up («н/5»)."""
    marked = {
        (lesson_id, student_id)
        for lesson_id, student_id in session.execute(
            _of_month(
                select(Absence.lesson_id, Absence.student_id)
                .join(Absence.lesson)
                .join(Lesson.gradebook)
                .join(
                    Mark,
                    (Mark.lesson_id == Absence.lesson_id)
                    & (Mark.student_id == Absence.student_id)
                    & Mark.work_id.is_(None),
                ),
                group_id,
                month,
            )
        )
    }
    query = (
        select(Absence.lesson_id, Absence.student_id, Absence.kind)
        .join(Absence.lesson)
        .join(Lesson.gradebook)
    )
    return [
        AbsenceFact(
            lesson_id,
            student_id,
            kind,
            kind is not AbsenceKind.late and (lesson_id, student_id) in marked,
        )
        for lesson_id, student_id, kind in session.execute(_of_month(query, group_id, month))
    ]


def _students(session: Session, group_id: int, month: Days) -> list[StudentFact]:
    enrolled: dict[int, list[Period]] = defaultdict(list)
    names: dict[int, str] = {}
    for student, starts_on, ends_on in session.execute(
        select(Student, Enrolment.starts_on, Enrolment.ends_on)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(
            Enrolment.group_id == group_id,
            Enrolment.starts_on <= month.last,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= month.first),
        )
        .order_by(Student.sort_name, Student.id, Enrolment.starts_on)
    ):
        names[student.id] = student.full_name()
        enrolled[student.id].append(Period(starts_on, ends_on))
    members = _memberships(session, group_id)
    return [
        StudentFact(key, name, tuple(enrolled[key]), members.get(key, {}))
        for key, name in names.items()
    ]


def _memberships(session: Session, group_id: int) -> dict[int, dict[int, tuple[Period, ...]]]:
    found: dict[int, dict[int, tuple[Period, ...]]] = defaultdict(dict)
    for student_id, subgroup_id, starts_on, ends_on in session.execute(
        select(
            SubgroupMember.student_id,
            SubgroupMember.subgroup_id,
            SubgroupMember.starts_on,
            SubgroupMember.ends_on,
        )
        .join(SubgroupMember.subgroup)
        .where(Subgroup.group_id == group_id)
        .order_by(SubgroupMember.starts_on)
    ):
        earlier = found[student_id].get(subgroup_id, ())
        found[student_id][subgroup_id] = (*earlier, Period(starts_on, ends_on))
    return found
