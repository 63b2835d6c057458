"""The figures that an analytic note of a department rests on (clause 4.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.attendance_sheet import NOTHING, Hours
from domain.clock import clock
from domain.delivery import DeliveryHours
from domain.enums import PartVerdict, RemarkState
from domain.monitor import Counts
from domain.span import Span
from models import (
    AcademicYear,
    Gradebook,
    Inspection,
    InspectionRemark,
    Lesson,
    Semester,
    StudyGroup,
)
from services.attendance import attendance_sheet
from services.debt_overview import Counts as DebtCounts
from services.debt_overview import debts_of_college
from services.delivery import DeliveryAsked, Level, delivery
from services.monitor import By, Fill, Filters, fill
from services.monitor import total as total_of_fill
from services.performance import Performance, PeriodOf
from services.performance import total as total_performance

NAMED: Final = 3  # teachers, groups, journals that a sentence names


@dataclass(frozen=True, slots=True)
class NotePeriod:
    """The department and the days that a note is about, both included."""

    department_id: int
    year_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Inspected:
    """What inspections of the period found."""

    inspections: int = 0
    not_objective: int = 0  # whose verdict on objectivity is not «good»
    without_works: int = 0  # likewise on control works
    remarks: int = 0
    closed: int = 0
    overdue: int = 0
    escalated: int = 0

    @property
    def open(self) -> int:
        """Return how many remarks are not closed."""
        return self.remarks - self.closed


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """All that the sentences of a note are made of."""

    period: NotePeriod
    semester: int  # number within the year; 0: the whole year
    semester_id: int | None
    groups: Sequence[Fill]
    teachers: Sequence[Fill]
    counts: Counts
    hours: DeliveryHours
    behind: int  # journals
    behind_named: tuple[str, ...]
    students: int
    attendance: Hours
    worst_attendance: tuple[str, ...]
    inspected: Inspected
    debts: DebtCounts
    performance: Performance | None


def note_facts(session: Session, who: Principal, period: NotePeriod) -> NoteFacts:
    """Return the figures of a department's period, as `who` sees them.

    Some thirty statements and three for each group of the department: nothing of it is written,
    so the caller gives a reading unit.
    """
    filters = Filters(department_id=period.department_id)
    last = max(period.first, min(period.last, clock.today()))
    groups = fill(session, period.first, last, By.group, filters)
    teachers = fill(session, period.first, last, By.teacher, filters)
    number, key = _semester(session, period)
    asked = DeliveryAsked(Level.journal, period.year_id, number, period.department_id)
    held = delivery(session, who, asked)
    attendance = _attendance(session, period, last)
    place = PeriodOf.semester(key) if key is not None else PeriodOf.year(period.year_id)
    return NoteFacts(
        period=period,
        semester=number,
        semester_id=key,
        groups=groups,
        teachers=teachers,
        counts=total_of_fill(groups),
        hours=held.total.hours,
        behind=held.total.behind,
        behind_named=tuple(
            f"{line.name} ({line.beside})" for line in held.lines[:NAMED] if line.behind
        ),
        students=sum(count for _, _, count in attendance),
        attendance=sum((hours for _, hours, _ in attendance), NOTHING),
        worst_attendance=_worst(attendance),
        inspected=_inspected(session, period),
        debts=next(
            (
                one.counts
                for one in debts_of_college(session)
                if one.department_id == period.department_id
            ),
            DebtCounts(),
        ),
        performance=total_performance(session, place, department_id=period.department_id),
    )


def _semester(session: Session, period: NotePeriod) -> tuple[int, int | None]:
    """Return the number and key of the common semester that the period ends in, 0 for a year."""
    year = session.get_one(AcademicYear, period.year_id)
    if period.first <= year.starts_on and period.last >= year.ends_on:
        return 0, None
    found = session.scalars(
        select(Semester)
        .where(
            Semester.academic_year_id == year.id,
            Semester.programme_id.is_(None),
            Semester.starts_on <= period.last,
        )
        .order_by(Semester.starts_on.desc())
        .limit(1)
    ).first()
    return (0, None) if found is None else (found.number, found.id)


def _attendance(session: Session, period: NotePeriod, last: date) -> list[tuple[str, Hours, int]]:
    """Return (group, hours, students) of each group of the department with lessons."""
    days = Span(period.first, last)
    taught = (
        select(Lesson.id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(Gradebook.group_id == StudyGroup.id, Lesson.held_on.between(days.first, days.last))
        .correlate(StudyGroup)
        .exists()
    )
    rows = session.execute(
        select(StudyGroup.id, StudyGroup.name)
        .where(StudyGroup.department_id == period.department_id, taught)
        .order_by(StudyGroup.search_name, StudyGroup.id)
    ).all()
    found = []
    for key, name in rows:
        sheet = attendance_sheet(session, key, days)
        found.append((name, sheet.group_total, len(sheet.lines)))
    return found


def _worst(attendance: Sequence[tuple[str, Hours, int]]) -> tuple[str, ...]:
    known = [(hours.share, name) for name, hours, _ in attendance if hours.share is not None]
    return tuple(name for share, name in sorted(known)[:NAMED] if share < 100)


def _inspected(session: Session, period: NotePeriod) -> Inspected:
    """Return what inspections finished in the period found, in two statements."""
    first = clock.start_of(period.first)
    after = clock.start_of(date.fromordinal(period.last.toordinal() + 1))
    finished = and_(
        StudyGroup.department_id == period.department_id,
        Inspection.finished_at >= first,
        Inspection.finished_at < after,
    )
    poor = (PartVerdict.remarks, PartVerdict.poor)

    def count(condition: Any) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    inspections = session.execute(
        select(
            func.count(Inspection.id),
            count(Inspection.objectivity.in_(poor)),
            count(Inspection.control_works.in_(poor)),
        )
        .select_from(Inspection)
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .where(finished)
    ).one()
    is_closed = InspectionRemark.state == RemarkState.closed
    remarks = session.execute(
        select(
            func.count(InspectionRemark.id),
            count(is_closed),
            count(and_(~is_closed, InspectionRemark.due_on < clock.today())),
            count(InspectionRemark.escalated_at.is_not(None)),
        )
        .select_from(InspectionRemark)
        .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .where(finished)
    ).one()
    return Inspected(*inspections, *remarks)
