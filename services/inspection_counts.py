"""Inspections of a period by department: journals, verdicts, remarks by cause (5.3, 7.2, 7.3)."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import InspectionKind, PartVerdict, RemarkCause, RemarkEvent, RemarkState
from models import (
    AcademicYear,
    Department,
    Gradebook,
    Inspection,
    InspectionRemark,
    Lesson,
    RemarkEntry,
    StudyGroup,
)
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal

PARTS = ("completeness", "delivery", "objectivity", "control_works")


@dataclass(slots=True)
class RemarkCounts:
    """Remarks made in a period, and how they stand today."""

    made: int = 0
    open: int = 0  # not closed: answered ones too
    overdue: int = 0  # of the open
    escalated: int = 0  # that went to the deputy directors
    gone: int = 0  # closed themselves: the cause was gone
    closed: int = 0  # closed by the inspector

    def add(self, other: "RemarkCounts") -> None:
        """Take the counts of another in."""
        for name in ("made", "open", "overdue", "escalated", "gone", "closed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Inspected:
    """A finished inspection. The instant is naive UTC."""

    journal: JournalName
    department_id: int
    department: str
    kind: InspectionKind
    inspector: str
    finished_at: datetime
    verdicts: tuple[PartVerdict | None, ...]  # in the order of PARTS
    remarks: RemarkCounts


@dataclass(slots=True)
class DepartmentInspections:
    """A department in a period."""

    department_id: int
    name: str
    journals: int = 0  # with a lesson in the period
    inspected: int = 0  # of them, at least once
    inspections: int = 0
    verdicts: Counter[PartVerdict] = field(default_factory=Counter)  # of all parts
    remarks: RemarkCounts = field(default_factory=RemarkCounts)


@dataclass(frozen=True, slots=True)
class InspectionCounts:
    """All of it, as far as it is theirs to see."""

    departments: tuple[DepartmentInspections, ...]
    inspections: tuple[Inspected, ...]  # the oldest first
    causes: Mapping[RemarkCause | None, RemarkCounts]  # None: a person judges
    missed: tuple[tuple[str, JournalName], ...]  # department, journal: not inspected

    @property
    def remarks(self) -> RemarkCounts:
        """Return the remarks of all departments."""
        found = RemarkCounts()
        for one in self.departments:
            found.add(one.remarks)
        return found


def inspection_counts(
    session: Session, first: date, last: date, department_id: int | None = None
) -> InspectionCounts:
    """Return the inspections finished from `first` to `last`, and what became of their remarks.

    Within the row scope; five statements.
    """
    journals = _journals(session, first, min(last, clock.today()), department_id)
    remarks = _remarks(session, first, last, department_id)
    rows = session.execute(_finished(first, last, department_id)).all()
    inspected = [_inspected(row, remarks) for row in rows]
    places: dict[int, DepartmentInspections] = {}

    def place(key: int, name: str) -> DepartmentInspections:
        return places.setdefault(key, DepartmentInspections(key, name))

    seen = {one.journal.gradebook_id for one in inspected}
    missed = []
    for key, name, journal in journals:
        found = place(key, name)
        found.journals += 1
        found.inspected += journal.gradebook_id in seen
        if journal.gradebook_id not in seen:
            missed.append((name, journal))
    for one in inspected:
        found = place(one.department_id, one.department)
        found.inspections += 1
        found.verdicts.update(verdict for verdict in one.verdicts if verdict is not None)
        found.remarks.add(one.remarks)
    causes: dict[RemarkCause | None, RemarkCounts] = defaultdict(RemarkCounts)
    for by_cause in remarks.values():
        for cause, counts in by_cause.items():
            causes[cause].add(counts)
    ordered = sorted(places.values(), key=lambda one: one.name)
    return InspectionCounts(tuple(ordered), tuple(inspected), causes, tuple(missed))


def _within(first: date, last: date) -> Any:
    since, until = clock.start_of(first), clock.start_of(last + timedelta(days=1))
    return (Inspection.finished_at >= since) & (Inspection.finished_at < until)


def _of_department(department_id: int | None) -> tuple[Any, ...]:
    return () if department_id is None else (StudyGroup.department_id == department_id,)


def _journals(
    session: Session, first: date, last: date, department_id: int | None
) -> list[tuple[int, str, JournalName]]:
    """Return the journals with a lesson in the period, with their departments."""
    query = with_journal(
        select(*COLUMNS, StudyGroup.department_id, Department.name).select_from(Gradebook)
    )
    rows = session.execute(
        query.join(Department, Department.id == StudyGroup.department_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .where(
            AcademicYear.starts_on <= last,
            AcademicYear.ends_on >= first,
            Gradebook.id.in_(
                select(Lesson.gradebook_id).where(Lesson.held_on.between(first, last))
            ),
            *_of_department(department_id),
        )
        .order_by(Department.name, StudyGroup.search_name, Gradebook.id)
    )
    return [(row[COUNT], row[COUNT + 1], journal_name(row)) for row in rows]


def _finished(first: date, last: date, department_id: int | None) -> Any:
    query = with_journal(
        select(
            *COLUMNS,
            StudyGroup.department_id,
            Department.name,
            Inspection.id,
            Inspection.kind,
            Inspection.inspector_name,
            Inspection.finished_at,
            Inspection.completeness,
            Inspection.delivery,
            Inspection.objectivity,
            Inspection.control_works,
        )
        .select_from(Inspection)
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
    )
    return (
        query.join(Department, Department.id == StudyGroup.department_id)
        .where(_within(first, last), *_of_department(department_id))
        .order_by(Inspection.finished_at, Inspection.id)
    )


def _inspected(
    row: Any, remarks: Mapping[int, Mapping[RemarkCause | None, RemarkCounts]]
) -> Inspected:
    department_id, department, key, kind, inspector, finished_at, *verdicts = row[COUNT:]
    own = RemarkCounts()
    for counts in remarks.get(key, {}).values():
        own.add(counts)
    return Inspected(
        journal_name(row), department_id, department, kind, inspector, finished_at,
        tuple(verdicts), own,
    )  # fmt: skip


def _remarks(
    session: Session, first: date, last: date, department_id: int | None
) -> Mapping[int, Mapping[RemarkCause | None, RemarkCounts]]:
    """Return by inspection and cause how its remarks stand today."""
    rows: Sequence[Any] = session.execute(
        select(
            InspectionRemark.id,
            InspectionRemark.inspection_id,
            InspectionRemark.cause,
            InspectionRemark.state,
            InspectionRemark.due_on,
            InspectionRemark.escalated_at,
        )
        .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .where(_within(first, last), *_of_department(department_id))
    ).all()
    gone = _closed_themselves(session, first, last)
    found: dict[int, dict[RemarkCause | None, RemarkCounts]] = defaultdict(dict)
    for row in rows:
        counts = found[row.inspection_id].setdefault(row.cause, RemarkCounts())
        is_open = row.state is not RemarkState.closed
        counts.made += 1
        counts.open += is_open
        counts.overdue += is_open and row.due_on < clock.today()
        counts.escalated += row.escalated_at is not None
        counts.gone += not is_open and row.id in gone
        counts.closed += not is_open and row.id not in gone
    return found


def _closed_themselves(session: Session, first: date, last: date) -> frozenset[int]:
    """Return the remarks that the system closed."""
    rows = session.scalars(
        select(RemarkEntry.remark_id)
        .join(InspectionRemark, InspectionRemark.id == RemarkEntry.remark_id)
        .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        .where(RemarkEntry.event == RemarkEvent.cause_gone, _within(first, last))
    )
    return frozenset(rows)
