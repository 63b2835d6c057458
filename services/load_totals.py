"""Sums of the teaching load: by teacher against the norm, by department."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from domain.load_norm import Measure, measure
from domain.text import fold
from models import (
    AcademicYear,
    Department,
    Employee,
    EmployeeLabel,
    Semester,
    TeachingAssignment,
)
from services.load_facts import sees_all, sees_groups
from services.load_overview import GroupTotals

_own_norm: Final = PlainSelect(
    "a teacher's own norm of hours, found by the key of the person who asks",
    select(Employee.id, Employee.norm_hours).where(Employee.id == bindparam("me")),
)


_departments: Final = select(Department.id, Department.name)


@dataclass(frozen=True, slots=True)
class TeacherTotal:
    """The hours of a teacher in a year."""

    teacher_id: int
    name: str
    department: str | None
    first_half: int
    second_half: int
    rows: int
    norm: int | None
    complete: bool  # all hours of the teacher are to be seen

    @property
    def total(self) -> int:
        """Return the hours of the year."""
        return self.first_half + self.second_half

    @property
    def measure(self) -> Measure:
        """Return how they stand to the norm."""
        return measure(self.total, self.norm, complete=self.complete)


@dataclass(slots=True)
class DepartmentTotal:
    """The hours of a department's groups in a year."""

    department_id: int
    name: str
    groups: int = 0
    called: int = 0
    given: int = 0
    vacant: int = 0
    missing: int = 0
    wrong: int = 0


def teacher_totals(
    session: Session,
    who: Principal,
    year: AcademicYear,
    *,
    department_id: int | None = None,
    search: str = "",
) -> list[TeacherTotal]:
    """Return the totals of those who teach in the year or have a norm of hours, by name.

    `department_id` is the teachers' own. A teacher who asks sees the own total alone.
    """
    sums = _sums(session, year)
    norms = _norms(session, who, year)
    only = None if sees_groups(who) else who.employee_id
    names = (
        select(
            EmployeeLabel.id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .where(EmployeeLabel.id.in_({*sums, *(key for key, (norm, _d) in norms.items() if norm)}))
        .order_by(EmployeeLabel.sort_name, EmployeeLabel.id)
    )
    departments = {row.id: row.name for row in session.execute(_departments)}
    wanted = fold(search)
    found = []
    for key, *parts in session.execute(names):
        norm, place = norms.get(key, (None, None))
        name = " ".join(part for part in parts if part)
        if (only is not None and key != only) or wanted not in fold(name):
            continue
        if department_id is not None and place != department_id:
            continue
        first, second, rows = sums.get(key, (0, 0, 0))
        complete = sees_all(who) or key == who.employee_id
        where = departments.get(place) if place is not None else None
        found.append(TeacherTotal(key, name, where, first, second, rows, norm, complete))
    return found


def _sums(session: Session, year: AcademicYear) -> dict[int, tuple[int, int, int]]:
    """Return the hours in each half of the year and the rows of every teacher."""
    found: dict[int, tuple[int, int, int]] = {}
    query = (
        select(
            TeachingAssignment.teacher_id,
            Semester.starts_on,
            func.sum(TeachingAssignment.hours),
            func.count(),
        )
        .join(Semester, Semester.id == TeachingAssignment.semester_id)
        .where(Semester.academic_year_id == year.id, TeachingAssignment.teacher_id.is_not(None))
        .group_by(TeachingAssignment.teacher_id, Semester.starts_on)
    )
    for key, starts_on, hours, rows in session.execute(query):
        teacher_id = int(key or 0)
        first, second, count = found.get(teacher_id, (0, 0, 0))
        if starts_on.year == year.starts_on.year:
            first += int(hours)
        else:
            second += int(hours)
        found[teacher_id] = (first, second, count + rows)
    return found


def _norms(
    session: Session, who: Principal, year: AcademicYear
) -> dict[int, tuple[int | None, int | None]]:
    """Return (norm, department) of the visible employees of the year, and the own norm."""
    found: dict[int, tuple[int | None, int | None]] = {}
    if who.employee_id is not None:
        for key, norm in _own_norm(session, proven=True, me=who.employee_id):
            found[key] = (norm, None)
    employed = select(Employee.id, Employee.norm_hours, Employee.department_id).where(
        Employee.hired_on <= year.ends_on,
        or_(Employee.left_on.is_(None), Employee.left_on >= year.starts_on),
    )
    for key, norm, department_id in session.execute(employed):
        found[key] = (norm, department_id)
    return found


def department_totals(groups: Iterable[GroupTotals]) -> list[DepartmentTotal]:
    """Return the sums of the groups' departments, by name."""
    found: dict[int, DepartmentTotal] = {}
    for one in groups:
        key = one.group.department_id
        sums = found.setdefault(key, DepartmentTotal(key, one.group.department))
        sums.groups += 1
        sums.called += one.called
        sums.given += one.given
        sums.vacant += one.vacant
        sums.missing += one.missing
        sums.wrong += one.wrong
    return sorted(found.values(), key=lambda one: one.name)
