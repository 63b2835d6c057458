"""What is owed, as lists: in a journal, of a student and a child; and when it is made up (4.3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import DebtKind, MakeUpOutcome, TaskKind
from domain.text import short_name
from models import (
    CurriculumItem,
    Debt,
    EmployeeLabel,
    Enrolment,
    Gradebook,
    Lesson,
    MakeUp,
    MakeUpPlace,
    Room,
    Student,
    StudyGroup,
    Work,
)

MOST: Final = 2000  # debts of one list: more than a journal or a student ever has


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where a make-up day is held."""

    make_up_id: int
    gradebook_id: int
    held_on: date
    starts_at: str | None
    room: str | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class DebtLine:
    """An open debt: whose, for what, since when, and the coming day it is set for."""

    id: int
    kind: DebtKind
    since: date
    student_id: int
    student: str
    gradebook_id: int
    lesson_id: int
    held_on: date
    topic: str
    work_id: int | None
    work_kind: TaskKind | None
    work: str
    meeting: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Discipline:
    """A journal in which something is owed, with the days set for making up there."""

    gradebook_id: int
    title: str
    group: str
    teacher: str
    debts: tuple[DebtLine, ...]
    days: tuple[Meeting, ...]


def _debts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Debt.id,
            Debt.kind,
            Debt.opened_on,
            Debt.student_id,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            Debt.gradebook_id,
            Debt.lesson_id,
            Lesson.held_on,
            Lesson.topic,
            Debt.work_id,
            Work.kind.label("work_kind"),
            Work.title.label("work"),
        )
        .join(Student, Student.id == Debt.student_id)
        .join(Lesson, Lesson.id == Debt.lesson_id)
        .outerjoin(Work, Work.id == Debt.work_id)
        .where(Debt.closed_on.is_(None))
        .limit(MOST)
    )


def debts_of_journal(session: Session, gradebook_id: int) -> list[DebtLine]:
    """Return the open debts in a journal of those who are in its group, by student and day.

    As far as the person sees them: a student the own ones.
    """
    today = clock.today()
    query = (
        _debts()
        .join(Gradebook, Gradebook.id == Debt.gradebook_id)
        .where(
            Debt.gradebook_id == gradebook_id,
            Debt.student_id.in_(still_there(Gradebook.group_id, today)),
        )
        .order_by(Student.sort_name, Student.id, Lesson.held_on, Debt.id)
    )
    return _with_meetings(session, [_line(row) for row in session.execute(query)])


def debts_in_group(session: Session, group_id: int) -> list[DebtLine]:
    """Return the open debts in all journals of a group of those who are in it, by student and day.

    As far as the person sees them, debts of earlier years too.
    """
    query = (
        _debts()
        .join(Gradebook, Gradebook.id == Debt.gradebook_id)
        .where(
            Gradebook.group_id == group_id,
            Debt.student_id.in_(still_there(group_id, clock.today())),
        )
        .order_by(Student.sort_name, Student.id, Lesson.held_on, Debt.id)
    )
    return _with_meetings(session, [_line(row) for row in session.execute(query)])


def debts_of_student(session: Session, student_id: int) -> list[Discipline]:
    """Return what a student owes by discipline, with the coming days to make it up on.

    In the order of the disciplines' names; nothing where the student is not the person's to see.
    """
    query = _debts().where(Debt.student_id == student_id).order_by(Lesson.held_on, Debt.id)
    lines = _with_meetings(session, [_line(row) for row in session.execute(query)])
    books = {line.gradebook_id for line in lines}
    if not books:
        return []
    named = (
        select(
            Gradebook.id,
            CurriculumItem.name,
            StudyGroup.name.label("group"),
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .where(Gradebook.id.in_(books))
        .order_by(CurriculumItem.name, Gradebook.id)
    )
    days = coming_days(session, books)
    return [
        Discipline(
            row.id,
            row.name,
            row.group,
            short_name(*row[3:]),
            tuple(line for line in lines if line.gradebook_id == row.id),
            days.get(row.id, ()),
        )
        for row in session.execute(named)
    ]


def still_there(group: Any, today: date) -> Select[*tuple[Any, ...]]:
    """Return who is in the group of the column `group` on `today`: those who left owe nothing."""
    return select(Enrolment.student_id).where(Enrolment.group_id == group, *in_group_on(today))


def in_group_on(today: date) -> tuple[Any, ...]:
    """Return the criteria of an Enrolment that holds on `today`."""
    ends = Enrolment.ends_on
    return Enrolment.starts_on <= today, ends.is_(None) | (ends >= today)


def coming_days(session: Session, books: Iterable[int]) -> Mapping[int, tuple[Meeting, ...]]:
    """Return the make-up days from today on in each of the journals `books`."""
    query = (
        select(*_MEETING)
        .outerjoin(Room, Room.id == MakeUp.room_id)
        .where(MakeUp.gradebook_id.in_(sorted(books)), MakeUp.held_on >= clock.today())
        .order_by(MakeUp.held_on, MakeUp.starts_at)
    )
    found: dict[int, tuple[Meeting, ...]] = {}
    for row in session.execute(query):
        found[row[1]] = (*found.get(row[1], ()), Meeting(*row))
    return found


_MEETING: Final = (
    MakeUp.id,
    MakeUp.gradebook_id,
    MakeUp.held_on,
    MakeUp.starts_at,
    Room.name.label("room"),
    MakeUp.note,
)


def _line(row: Any) -> DebtLine:
    return DebtLine(
        row.id,
        row.kind,
        row.opened_on,
        row.student_id,
        short_name(*row[4:7]),
        row.gradebook_id,
        row.lesson_id,
        row.held_on,
        row.topic,
        row.work_id,
        row.work_kind,
        row.work or "",
    )


def _with_meetings(session: Session, lines: list[DebtLine]) -> list[DebtLine]:
    """Return `lines` with the nearest day that each debt is set for, in one statement."""
    if not lines:
        return lines
    books = {line.gradebook_id for line in lines}
    query = (
        select(MakeUpPlace.debt_id, *_MEETING)
        .join(MakeUp, MakeUp.id == MakeUpPlace.make_up_id)
        .outerjoin(Room, Room.id == MakeUp.room_id)
        .where(
            MakeUp.gradebook_id.in_(sorted(books)),
            MakeUp.held_on >= clock.today(),
            MakeUpPlace.outcome == MakeUpOutcome.planned,
        )
        .order_by(MakeUp.held_on.desc(), MakeUp.id.desc())
    )
    meetings = {row[0]: Meeting(*row[1:]) for row in session.execute(query)}
    return [replace(line, meeting=meetings.get(line.id)) for line in lines]
