"""How many debts are open: by group of the college, by student and discipline of a group (4.3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import DebtKind
from domain.text import short_name
from models import (
    AcademicYear,
    CurriculumItem,
    Debt,
    Department,
    Enrolment,
    Gradebook,
    Student,
    StudyGroup,
    Subgroup,
)
from services.debt_lists import in_group_on
from services.journal_columns import year_begun
from services.journal_keepers import kept_on

KINDS: Final = (DebtKind.absence, DebtKind.topic, DebtKind.work)


@dataclass(frozen=True, slots=True)
class Counts:
    """Open debts by kind, and of how many students."""

    absence: int = 0
    topic: int = 0
    work: int = 0
    students: int = 0

    @property
    def total(self) -> int:
        """Return all open debts."""
        return self.absence + self.topic + self.work

    @classmethod
    def sum(cls, some: Iterable["Counts"]) -> Self:
        """Return the sums of `some`; a student in two groups counts twice."""
        rows = list(some)
        return cls(*(sum(getattr(one, name) for one in rows) for name in cls.__slots__))


@dataclass(frozen=True, slots=True)
class GroupDebts:
    """The open debts of a group."""

    group_id: int
    group: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class DepartmentDebts:
    """The groups of a department, those who owe most first."""

    department_id: int
    department: str
    counts: Counts
    groups: tuple[GroupDebts, ...]


@dataclass(frozen=True, slots=True)
class JournalDebts:
    """The open debts in a journal."""

    gradebook_id: int
    title: str
    group: str
    subgroup: str | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class StudentDebts:
    """What a student of a group owes in each of its journals, in their order."""

    student_id: int
    student: str
    by_journal: dict[int, int]
    counts: Counts


@dataclass(frozen=True, slots=True)
class GroupMatrix:
    """Students of a group × its journals in which something is owed."""

    group_id: int
    group: str
    department_id: int
    journals: tuple[JournalDebts, ...]
    students: tuple[StudentDebts, ...]
    in_group: int


def _counted() -> tuple[Any, ...]:
    """Return the columns of Counts."""
    return (
        *(func.coalesce(func.sum(case((Debt.kind == kind, 1), else_=0)), 0) for kind in KINDS),
        func.count(Debt.student_id.distinct()),
    )


def _of_those_there(today: date) -> Any:
    """Return the join of a Debt to the membership of its student in the journal's group."""
    return and_(
        Enrolment.student_id == Debt.student_id,
        Enrolment.group_id == Gradebook.group_id,
        *in_group_on(today),
    )


def debts_of_college(session: Session) -> list[DepartmentDebts]:
    """Return the open debts of the present year by department and group, as far as they are seen.

    Whoever left the group does not count. In three statements.
    """
    today = clock.today()
    year = year_begun(session, today)
    if year is None:
        return []
    named = session.execute(select(Department.id, Department.name))
    names = {row.id: row.name for row in named}
    query = (
        select(StudyGroup.id, StudyGroup.name, StudyGroup.department_id, *_counted())
        .select_from(Gradebook)
        .join(Debt, and_(Debt.gradebook_id == Gradebook.id, Debt.closed_on.is_(None)))
        .join(Enrolment, _of_those_there(today))
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .where(Gradebook.academic_year_id == year.id)
        .group_by(StudyGroup.id, StudyGroup.name, StudyGroup.department_id)
    )
    found: dict[int, list[GroupDebts]] = defaultdict(list)
    for group_id, name, department_id, *numbers in session.execute(query):
        found[department_id].append(GroupDebts(group_id, name, Counts(*numbers)))
    lines = [
        DepartmentDebts(
            key,
            names.get(key, ""),
            Counts.sum(one.counts for one in groups),
            tuple(sorted(groups, key=lambda one: (-one.counts.total, one.group))),
        )
        for key, groups in found.items()
    ]
    return sorted(lines, key=lambda one: (-one.counts.total, one.department))


def debts_of_own_journals(session: Session, who: Principal) -> list[JournalDebts]:
    """Return the journals that `who` keeps today in which something is owed, the most first."""
    today = clock.today()
    rows = _journals(today).where(kept_on(who.employee_id, today))
    year = year_begun(session, today)
    rows = rows.where(Gradebook.academic_year_id == (year.id if year else 0))
    lines = [_journal(row) for row in session.execute(rows)]
    return sorted(lines, key=lambda one: (-one.counts.total, one.group, one.title))


def debts_of_group(session: Session, group_id: int) -> GroupMatrix | None:
    """Return who in a group owes how much in which journal; None where it is not theirs to see.

    Students of today who owe something, those who owe most first; in four statements.
    """
    today = clock.today()
    head = session.execute(
        select(StudyGroup.name, StudyGroup.department_id).where(StudyGroup.id == group_id)
    ).one_or_none()
    if head is None:
        return None
    members = session.execute(
        select(Student.id, Student.last_name, Student.first_name, Student.patronymic)
        .join(Enrolment, Enrolment.student_id == Student.id)
        .where(Enrolment.group_id == group_id, *in_group_on(today))
        .order_by(Student.sort_name, Student.id)
    ).all()
    journals = [
        _journal(row)
        for row in session.execute(
            _journals(today).where(
                Gradebook.group_id == group_id, Gradebook.academic_year_id.in_(_year(today))
            )
        )
    ]
    counts = select(Debt.student_id, Debt.gradebook_id, *_counted()).where(
        Debt.gradebook_id.in_([one.gradebook_id for one in journals]), Debt.closed_on.is_(None)
    )
    owed: dict[int, dict[int, Counts]] = defaultdict(dict)
    for student_id, book_id, *numbers in session.execute(
        counts.group_by(Debt.student_id, Debt.gradebook_id)
    ):
        owed[student_id][book_id] = Counts(*numbers)
    lines = [
        StudentDebts(
            row.id,
            short_name(*row[1:]),
            {key: one.total for key, one in owed[row.id].items()},
            Counts.sum(owed[row.id].values()),
        )
        for row in members
        if row.id in owed
    ]
    lines.sort(key=lambda one: -one.counts.total)
    return GroupMatrix(
        group_id, head.name, head.department_id, tuple(journals), tuple(lines), len(members)
    )


def _year(today: date) -> Any:
    """Return the academic year of `today`: the last one that has begun."""
    latest = select(func.max(AcademicYear.starts_on)).where(AcademicYear.starts_on <= today)
    return select(AcademicYear.id).where(AcademicYear.starts_on == latest.scalar_subquery())


def _journals(today: date) -> Any:
    return (
        select(
            Gradebook.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            StudyGroup.name.label("group"),
            Subgroup.name.label("subgroup"),
            *_counted(),
        )
        .select_from(Gradebook)
        .join(Debt, and_(Debt.gradebook_id == Gradebook.id, Debt.closed_on.is_(None)))
        .join(Enrolment, _of_those_there(today))
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .group_by(
            Gradebook.id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            StudyGroup.name,
            Subgroup.name,
        )
        .order_by(CurriculumItem.index_code, Gradebook.id)
    )


def _journal(row: Any) -> JournalDebts:
    key, code, name, group, subgroup, *numbers = row
    return JournalDebts(key, f"{code} {name}", group, subgroup, Counts(*numbers))
