"""Who could stand in for a teacher: those who know the group or the discipline first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import Standing
from domain.text import fold, short_name
from models import (
    CurriculumItem,
    Employee,
    EmployeeAbsence,
    Gradebook,
    JournalTeacher,
    Semester,
    TeachingAssignment,
)
from services.held_lessons import HeldLesson, held_lessons

MOST: Final = 30


@dataclass(frozen=True, slots=True)
class StandIn:
    """A teacher who is free in a pair, and what the other pairs of that day are."""

    employee_id: int
    name: str
    knows_group: bool
    knows_item: bool
    pairs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    """A discipline of the same group that could have a pair, and who teaches it."""

    assignment_id: int
    title: str
    teacher: str
    is_free: bool


_keeps: Final = PlainSelect(
    "which groups and disciplines a teacher knows, to choose who stands in for another",
    select(JournalTeacher.teacher_id, Gradebook.group_id, CurriculumItem.name)
    .join(Gradebook, Gradebook.id == JournalTeacher.gradebook_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .where(
        JournalTeacher.standing == Standing.main,
        JournalTeacher.starts_on <= bindparam("day"),
        or_(JournalTeacher.ends_on.is_(None), JournalTeacher.ends_on >= bindparam("day")),
        Gradebook.academic_year_id.in_(
            select(Semester.academic_year_id)
            .where(Semester.starts_on <= bindparam("day"), Semester.ends_on >= bindparam("day"))
            .scalar_subquery()
        ),
    ),
)


def lesson_at(session: Session, assignment_id: int, day: date, pair: int) -> HeldLesson | None:
    """Return the lesson that a load has in a pair of a day; the caller keeps the timetable."""
    load = session.get(TeachingAssignment, assignment_id)
    if load is None:
        return None
    key = (pair, load.item_id, load.subgroup_id, load.part)
    for lesson in held_lessons(session, day, day, group_id=load.group_id):
        if (lesson.pair, lesson.item_id, lesson.subgroup_id, lesson.part) == key:
            return lesson
    return None


def stand_ins(session: Session, lesson: HeldLesson, text: str = "") -> list[StandIn]:
    """Return who teaches this year and is free in the lesson's pair, by how well they fit.

    Those who know the group and the discipline come first, then who has fewer lessons that day.
    `text` narrows them by the beginning of a name.
    """
    day = lesson.held_on
    pairs: dict[int, set[int]] = defaultdict(set)
    for other in held_lessons(session, day, day):
        pairs[other.holder_id or 0].add(other.pair)
    groups: dict[int, set[int]] = defaultdict(set)
    items: dict[int, set[str]] = defaultdict(set)
    for teacher, group, item in _keeps(session, proven=True, day=day):
        groups[teacher].add(group)
        items[teacher].add(fold(item))
    away = set(
        session.scalars(
            select(EmployeeAbsence.employee_id).where(
                EmployeeAbsence.starts_on <= day, EmployeeAbsence.ends_on >= day
            )
        )
    )
    free = [key for key in groups if lesson.pair not in pairs[key] and key not in away]
    found = [
        StandIn(
            row.id,
            short_name(row.last_name, row.first_name, row.patronymic),
            lesson.group_id in groups[row.id],
            fold(lesson.item) in items[row.id],
            tuple(sorted(pairs[row.id])),
        )
        for row in _employees(session, free, day, text)
        if row.id != lesson.teacher_id
    ]
    return sorted(found, key=lambda one: (-(one.knows_group + one.knows_item), len(one.pairs)))[
        :MOST
    ]


def _employees(session: Session, ids: list[int], day: date, text: str) -> Any:
    rows = select(Employee.id, Employee.last_name, Employee.first_name, Employee.patronymic).where(
        Employee.id.in_(ids),
        Employee.hired_on <= day,
        or_(Employee.left_on.is_(None), Employee.left_on >= day),
        Employee.search_name.startswith(fold(text), autoescape=True),
    )
    return session.execute(rows.order_by(Employee.sort_name, Employee.id))


def disciplines_instead(session: Session, lesson: HeldLesson, text: str = "") -> list[Instead]:
    """Return the other loads of the lesson's group on that day, free teachers first."""
    day = lesson.held_on
    begins = or_(TeachingAssignment.starts_on.is_(None), TeachingAssignment.starts_on <= day)
    rows = session.scalars(
        select(TeachingAssignment)
        .join(Semester, Semester.id == TeachingAssignment.semester_id)
        .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
        .where(
            TeachingAssignment.group_id == lesson.group_id,
            TeachingAssignment.id != lesson.assignment_id,
            Semester.starts_on <= day,
            Semester.ends_on >= day,
            begins,
            CurriculumItem.search_text.contains(fold(text), autoescape=True),
        )
        .order_by(CurriculumItem.index_code, TeachingAssignment.starts_on)
    ).all()
    busy = {
        other.holder_id
        for other in held_lessons(session, day, day)
        if other.pair == lesson.pair and other.lesson_id != lesson.lesson_id
    }
    latest = {(row.item_id, row.subgroup_id, row.part): row for row in rows}
    found = [
        Instead(
            row.id,
            str(row.item) + (f" / {row.subgroup.name}" if row.subgroup else ""),
            row.teacher_label.short_name if row.teacher_label else "",
            row.teacher_id not in busy,
        )
        for row in latest.values()
    ]
    return sorted(found, key=lambda one: not one.is_free)[:MOST]


__all__ = ["Instead", "StandIn", "disciplines_instead", "lesson_at", "stand_ins"]
