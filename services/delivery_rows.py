"""The rows behind the delivery of programmes: seven statements whatever the college's size."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.delivery import LESSON_KINDS
from domain.enums import PlanState
from models import (
    Curriculum,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Gradebook,
    StudyGroup,
    Subgroup,
)
from services import delivery_statements as statements
from services.journal_rights import READS_DELIVERY, through

PAIR_HOURS: Final = 2  # academic hours of a pair, of a cancelled lesson that left no trace


class BookRow(NamedTuple):
    """A journal and what it hangs on."""

    id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    part: int
    group: str
    subgroup: str | None
    index_code: str
    item: str
    department_id: int
    department: str
    teacher_id: int
    last_name: str
    first_name: str
    patronymic: str | None
    programme_id: int
    intake_year: int
    first_course: int


class Key(NamedTuple):
    """What a load and a journal have in common."""

    group_id: int
    subgroup_id: int | None
    item_id: int
    part: int


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which journals of a year are asked for."""

    year_id: int
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    gradebook_ids: Sequence[int] | None = None  # these alone


def read_books(session: Session, who: Principal, asked: Narrowing) -> list[BookRow]:
    """Return the journals of a year that `who` may follow the delivery of."""
    wanted = {
        StudyGroup.department_id: asked.department_id,
        Gradebook.group_id: asked.group_id,
        Gradebook.teacher_id: asked.teacher_id,
    }
    query = (
        select(
            Gradebook.id,
            Gradebook.group_id,
            Gradebook.subgroup_id,
            Gradebook.item_id,
            Gradebook.part,
            StudyGroup.name,
            Subgroup.name,
            CurriculumItem.index_code,
            CurriculumItem.name,
            Department.id,
            Department.name,
            Gradebook.teacher_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            Curriculum.programme_id,
            StudyGroup.intake_year,
            StudyGroup.first_course,
        )
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(
            Gradebook.academic_year_id == asked.year_id,
            through(who, READS_DELIVERY),
            *(column == key for column, key in wanted.items() if key is not None),
        )
        .order_by(Gradebook.id)
    )
    if asked.gradebook_ids is not None:
        query = query.where(Gradebook.id.in_(asked.gradebook_ids))
    return [BookRow._make(row) for row in session.execute(query)]


class SemesterRow(NamedTuple):
    """A semester of the year, or a term of one programme."""

    id: int
    number: int
    starts_on: date
    ends_on: date
    programme_id: int | None


@dataclass(frozen=True, slots=True)
class YearRows:
    """What a year's journals are counted from.

    A plan's semesters are numbered within the year, those of the curriculum through the programme.
    """

    curriculum: dict[tuple[int, int], dict[str, int]]  # item, semester → kind → hours
    load: dict[tuple[Key, int], dict[str, int]]  # key, semester id → kind → hours
    plan: dict[tuple[int, int], int]  # journal, semester → hours
    lessons: dict[tuple[int, int], tuple[int, int, int]]  # journal, semester id → all, held, ahead
    cancelled: dict[tuple[Key, int], int]  # key, semester id → hours


def read_semesters(session: Session, year_id: int) -> tuple[SemesterRow, ...]:
    """Return the semesters of a year and the terms of programmes that have their own."""
    rows = statements.SEMESTERS(session, proven=True, year=year_id)
    return tuple(SemesterRow._make(row) for row in rows)


def read_year(session: Session, year_id: int, semester_ids: Sequence[int], today: date) -> YearRows:
    """Return the sums of a year, of all journals: five statements; lessons of the semesters."""
    year = {"year": year_id}
    return YearRows(
        {
            (item, number): dict(zip(LESSON_KINDS, hours, strict=True))
            for item, number, *hours in statements.CURRICULUM(session, proven=True, **year)
        },
        {
            (Key(*row[:4]), row[4]): dict(zip(LESSON_KINDS, map(int, row[5:]), strict=True))
            for row in statements.LOAD(session, proven=True, **year)
        },
        _plan_hours(statements.PLANS(session, proven=True, **year).all()),
        {
            (row[0], row[1]): (int(row[2]), int(row[3]), int(row[4]))
            for row in statements.LESSONS(
                session, proven=True, **year, today=today, semesters=list(semester_ids)
            )
        },
        _cancelled(session, year_id, today),
    )


def read_cancelled(
    session: Session, year_id: int, semester_ids: Sequence[int], today: date
) -> dict[Key, int]:
    """Return the hours of past lessons that were cancelled in the semesters."""
    found: dict[Key, int] = defaultdict(int)
    for (key, semester_id), hours in _cancelled(session, year_id, today).items():
        if semester_id in semester_ids:
            found[key] += hours
    return found


def _cancelled(session: Session, year_id: int, today: date) -> dict[tuple[Key, int], int]:
    found: dict[tuple[Key, int], int] = defaultdict(int)
    rows = statements.CANCELLED(session, proven=True, year=year_id, today=today)
    for *key, semester_id, was in rows:
        found[Key(*key), semester_id] += _hours_in(was)
    return found


def _hours_in(was: Any) -> int:
    hours = was.get("hours") if isinstance(was, dict) else None
    return hours if isinstance(hours, int) else PAIR_HOURS


def _plan_hours(rows: Sequence[Any]) -> dict[tuple[int, int], int]:
    """Return the hours of the plan in force: the approved revision, else the latest."""
    best: dict[int, tuple[bool, int]] = {}
    for gradebook_id, state, revision, _number, _hours in rows:
        rank = state is PlanState.approved, revision
        best[gradebook_id] = max(best.get(gradebook_id, rank), rank)
    return {
        (gradebook_id, number): int(hours)
        for gradebook_id, state, revision, number, hours in rows
        if best[gradebook_id] == (state is PlanState.approved, revision)
    }
