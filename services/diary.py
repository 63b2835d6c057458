"""The diary of a student: what a student and a parent look at (clauses 3.9, 5.7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.roles import Role
from domain.cells import EMPTY, Cell
from domain.clock import clock
from domain.enums import AbsenceKind
from domain.lesson_state import LessonState, state_of
from domain.text import short_name
from models import (
    CurriculumItem,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    GuardianChild,
    Lesson,
    Mark,
    Room,
    Student,
    StudyGroup,
    SubgroupMember,
    Work,
)
from services.journal_keepers import holders_of
from services.own_cells import OwnWork, read_own_cells


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """A lesson for one student. Until it is recorded it says nothing of marks or presence."""

    lesson_id: int
    pair: int | None
    title: str
    kind: str
    topic: str
    homework: str
    teacher: str
    state: LessonState
    text: str  # the cell, canonical; empty where there is none or nothing is recorded
    marks: tuple[str, ...]
    absence: AbsenceKind | None
    minutes: int | None  # of coming late
    room: str | None
    works: tuple[OwnWork, ...] = ()  # of it, with the marks of one that is recorded


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day with its lessons by pair."""

    day: date
    lessons: tuple[DiaryLesson, ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """Days from the latest to the earliest; days without lessons are left out."""

    student_id: int
    student: str
    group: str | None  # of today
    days: tuple[DiaryDay, ...]


@dataclass(frozen=True, slots=True)
class DiaryOwner:
    """A student whose diary the person who asks may read."""

    student_id: int
    name: str


def diary_owners(session: Session) -> list[DiaryOwner]:
    """Return whose diaries the principal reads: the own for a student, children's for a parent."""
    who = current_principal()
    own = []
    if Role.student in who.roles and who.student_id is not None:
        own.append(Student.id == who.student_id)
    if Role.parent in who.roles and who.guardian_id is not None:
        children = select(GuardianChild.student_id).where(
            GuardianChild.guardian_id == who.guardian_id
        )
        own.append(Student.id.in_(children))
    if not own:
        return []
    query = select(Student).where(or_(*own)).order_by(Student.sort_name, Student.id)
    return [DiaryOwner(student.id, student.full_name()) for student in session.scalars(query)]


def load_diary(session: Session, student_id: int, since: date, until: date) -> Diary | None:
    """Return the diary of a student from `since` to `until`, both included, the latest day first.

    None where it is not the principal's to read. Lessons are those of the groups and subgroups
    that the student is in on their day; a lesson that is not recorded says nothing of marks.
    """
    owner = next((one for one in diary_owners(session) if one.student_id == student_id), None)
    if owner is None:
        return None
    rows = session.execute(_lessons_of(student_id, since, until)).all()
    lessons = list({row.id: row for row in rows}.values())
    works: dict[int, list[OwnWork]] = defaultdict(list)
    for row in rows:
        if row.work_kind is not None:
            works[row.id].append(OwnWork(*row[12:]))
    holders = holders_of(session, [row.id for row in lessons])
    cells = read_own_cells(session, student_id, since, until)
    days: dict[date, list[DiaryLesson]] = defaultdict(list)
    today = clock.today()
    for row in lessons:
        teacher = holders.get(row.id) or short_name(*row[8:11])
        cell, own = cells.get(row.id, EMPTY), works.get(row.id, ())
        days[row.held_on].append(_lesson(row, teacher, cell, today, own))
    return Diary(
        student_id,
        owner.name,
        _group_of(session, student_id, today),
        tuple(DiaryDay(day, tuple(days[day])) for day in sorted(days, reverse=True)),
    )


def _lesson(
    row: Any, teacher: str, cell: Cell, today: date, works: Iterable[OwnWork]
) -> DiaryLesson:
    state = state_of(row.held_on, row.confirmed_at, today)
    recorded = row.confirmed_at is not None
    shown = cell if recorded else EMPTY
    return DiaryLesson(
        lesson_id=row.id,
        pair=row.pair,
        title=row.name,
        kind=row.kind,
        topic=row.topic,
        homework=row.homework,
        teacher=teacher,
        state=state,
        text=shown.text,
        marks=shown.marks,
        absence=shown.absence,
        minutes=shown.minutes,
        room=row.room,
        works=tuple(one if recorded else replace(one, code=None) for one in works),
    )


def _lessons_of(student_id: int, since: date, until: date) -> Select[*tuple[Any, ...]]:
    member = select(SubgroupMember.subgroup_id).where(
        SubgroupMember.student_id == student_id,
        SubgroupMember.starts_on <= Lesson.held_on,
        or_(SubgroupMember.ends_on.is_(None), SubgroupMember.ends_on >= Lesson.held_on),
    )
    return (
        select(
            Lesson.id,
            Lesson.held_on,
            Lesson.pair,
            Lesson.kind,
            Lesson.topic,
            Lesson.homework,
            Lesson.confirmed_at,
            CurriculumItem.name,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            Room.name.label("room"),
            Work.title,  # a row for each work of the lesson, one for a lesson without any
            Work.kind.label("work_kind"),
            Work.is_required,
            Work.weight,
            Work.due_on,
            Mark.code,
        )
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .join(Enrolment, Enrolment.group_id == Gradebook.group_id)
        .outerjoin(Room, Room.id == Lesson.room_id)
        .outerjoin(Work, Work.lesson_id == Lesson.id)
        .outerjoin(Mark, and_(Mark.work_id == Work.id, Mark.student_id == student_id))
        .where(
            Enrolment.student_id == student_id,
            Enrolment.starts_on <= Lesson.held_on,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= Lesson.held_on),
            Lesson.held_on.between(since, until),
            or_(Gradebook.subgroup_id.is_(None), Gradebook.subgroup_id.in_(member)),
        )
        .order_by(Lesson.held_on, Lesson.pair, Lesson.id, Work.ordinal)
    )


def _group_of(session: Session, student_id: int, day: date) -> str | None:
    query = (
        select(StudyGroup.name)
        .join(Enrolment, Enrolment.group_id == StudyGroup.id)
        .where(
            Enrolment.student_id == student_id,
            Enrolment.starts_on <= day,
            or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= day),
        )
        .limit(1)
    )
    return session.scalar(query)
