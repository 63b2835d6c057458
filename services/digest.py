"""The figures of the college for the director and the council, by department (5.2.5, 7.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.monitor import Counts
from domain.questions import Figures, Question, questions
from models import Semester
from services.attendance_counts import AttendanceHours, attendance_by_department
from services.debt_overview import Counts as DebtCounts
from services.debt_overview import debts_of_college
from services.inspection_counts import (
    DepartmentInspections,
    InspectionCounts,
    inspection_counts,
)
from services.monitor import By as FillBy
from services.monitor import Filters, fill
from services.performance import By, Performance, Period, PeriodOf, performance_of
from services.performance_rows import period_row

NO_INSPECTIONS = DepartmentInspections(0, "")


@dataclass(frozen=True, slots=True)
class DepartmentDigest:
    """A department in a period."""

    key: int
    name: str
    fill: Counts
    attendance: AttendanceHours
    debts: DebtCounts  # open today
    inspections: DepartmentInspections
    performance: Performance | None  # final marks of the period's semester or year


@dataclass(frozen=True, slots=True)
class Digest:
    """All departments that are seen, by name, and what their figures ask."""

    period: Period | None  # whose final marks are told
    departments: tuple[DepartmentDigest, ...]
    inspections: InspectionCounts
    questions: tuple[Question, ...]


def term_of(session: Session, last: date) -> Period | None:
    """Return the common semester that `last` is in, or the last one that had begun."""
    key = session.scalar(
        select(Semester.id)
        .where(Semester.programme_id.is_(None), Semester.starts_on <= last)
        .order_by(Semester.starts_on.desc())
        .limit(1)
    )
    return None if key is None else period_row(session, PeriodOf.semester(key))


def digest(
    session: Session,
    first: date,
    last: date,
    period: Period | None,
    department_id: int | None = None,
) -> Digest:
    """Return the figures of the days from `first` to `last`, those to come left out.

    `period` is whose final marks are told. Within the row scope, in some thirty statements.
    """
    until = min(last, clock.today())
    filters = Filters(department_id=department_id)
    fills = {one.key: one for one in fill(session, first, last, FillBy.department, filters)}
    hours = attendance_by_department(session, first, until, department_id)
    debts = {one.department_id: one for one in debts_of_college(session)}
    inspected = inspection_counts(session, first, last, department_id)
    by_key = {one.department_id: one for one in inspected.departments}
    results = (
        performance_of(session, period, By.department, department_id=department_id)
        if period
        else []
    )
    names = {key: one.name for key, one in fills.items()}
    names |= {one.department_id: one.name for one in inspected.departments}
    names |= {int(one.key): one.name for one in results}
    found = [
        DepartmentDigest(
            key,
            name,
            fills[key].counts if key in fills else Counts(),
            hours.get(key, AttendanceHours()),
            debts[key].counts if key in debts else DebtCounts(),
            by_key.get(key, NO_INSPECTIONS),
            next((one for one in results if one.key == key), None),
        )
        for key, name in sorted(names.items(), key=lambda item: item[1])
    ]
    asked = questions(_figures(one) for one in found)
    return Digest(period, tuple(found), inspected, tuple(asked))


def _figures(one: DepartmentDigest) -> Figures:
    rated = one.performance.quality if one.performance else None
    return Figures(
        name=one.name,
        students=one.performance.students if one.performance else 0,
        held=one.fill.held,
        recorded=one.fill.recorded,
        late=one.fill.late,
        not_recorded=one.fill.overdue,
        no_results=one.fill.no_results,
        off_plan=one.fill.off_plan,
        no_final=one.fill.no_final,
        journals=one.inspections.journals,
        inspected=one.inspections.inspected,
        overdue_remarks=one.inspections.remarks.overdue,
        debts=one.debts.total,
        attendance=one.attendance.share,
        success=rated.success if rated else None,
        quality=rated.quality if rated else None,
    )


def whole(departments: Sequence[DepartmentDigest]) -> tuple[Counts, AttendanceHours, DebtCounts]:
    """Return the sums over departments of completeness, attendance and debts."""
    hours = AttendanceHours()
    for one in departments:
        hours.add(one.attendance)
    return (
        sum((one.fill for one in departments), Counts()),
        hours,
        DebtCounts.sum(one.debts for one in departments),
    )
