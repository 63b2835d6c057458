"""What follows from an item of the control plan: inspections, notes, archived reports (3.11)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.control_plan import ENDED
from models import AnalyticNote, ArchivedReport, CurriculumItem, Gradebook, Inspection, StudyGroup
from services.control_plan import PlanItem

SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class LinkedInspection:
    """An inspection that was begun from the item. Instants are naive UTC."""

    id: int
    gradebook_id: int
    title: str
    group: str
    inspector: str
    opened_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class LinkedNote:
    """An analytic note that was written for the item."""

    id: int
    title: str
    author: str
    signed_at: datetime | None
    archived_id: int | None


@dataclass(frozen=True, slots=True)
class LinkedReport:
    """A report of the archive, of the item's department and days."""

    id: int
    title: str
    format: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Results:
    """All that follows from an item and the person who asks sees, the newest first."""

    inspections: tuple[LinkedInspection, ...]
    notes: tuple[LinkedNote, ...]
    reports: tuple[LinkedReport, ...]


def results_of(session: Session, item: PlanItem) -> Results:
    """Return what follows from an item, at most SHOWN of each kind, in three statements."""
    return Results(_inspections(session, item), _notes(session, item), _reports(session, item))


def _inspections(session: Session, item: PlanItem) -> tuple[LinkedInspection, ...]:
    rows = session.execute(
        select(
            Inspection.id,
            Inspection.gradebook_id,
            CurriculumItem.index_code,
            CurriculumItem.name,
            StudyGroup.name,
            Inspection.inspector_name,
            Inspection.opened_at,
            Inspection.finished_at,
        )
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .where(Inspection.control_item_id == item.id)
        .order_by(Inspection.id.desc())
        .limit(SHOWN)
    )
    return tuple(
        LinkedInspection(key, book, f"{code} {name}", group, who, opened, finished)
        for key, book, code, name, group, who, opened, finished in rows
    )


def _notes(session: Session, item: PlanItem) -> tuple[LinkedNote, ...]:
    rows = session.execute(
        select(
            AnalyticNote.id,
            AnalyticNote.title,
            AnalyticNote.author_name,
            AnalyticNote.signed_at,
            AnalyticNote.archived_id,
        )
        .where(AnalyticNote.control_item_id == item.id)
        .order_by(AnalyticNote.id.desc())
        .limit(SHOWN)
    )
    return tuple(LinkedNote(*row) for row in rows)


def _reports(session: Session, item: PlanItem) -> tuple[LinkedReport, ...]:
    """Return the reports that were archived for the item's department while it ran."""
    ended = item.done_on if item.state in ENDED and item.done_on else None
    last = ended or max(item.due_on, clock.today())
    query = select(
        ArchivedReport.id, ArchivedReport.title, ArchivedReport.format, ArchivedReport.created_at
    ).where(
        ArchivedReport.academic_year_id == item.year_id,
        ArchivedReport.group_id.is_(None),
        ArchivedReport.created_at >= clock.start_of(item.starts_on),
        ArchivedReport.created_at < clock.start_of(date.fromordinal(last.toordinal() + 1)),
    )
    if item.department_id is not None:
        query = query.where(ArchivedReport.department_id == item.department_id)
    rows = session.execute(query.order_by(ArchivedReport.id.desc()).limit(SHOWN))
    return tuple(LinkedReport(*row) for row in rows)
