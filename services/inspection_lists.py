"""Inspections as lists: those that are not finished first, then the newest (5.3.1, 7.3)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.enums import InspectionKind, PartVerdict, RemarkState
from domain.inspection import Part
from models import Gradebook, Inspection, InspectionRemark, StudyGroup
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.remark_lists import sought_in_journals

PAGE: Final = 50


class ShowInspections(StrEnum):
    """Which inspections a list holds."""

    underway = auto()
    open = auto()  # finished, with remarks that are not closed
    done = auto()  # finished, nothing is open


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """An inspection in a list. Instants are naive UTC."""

    id: int
    journal: JournalName
    kind: InspectionKind
    inspector_id: int
    inspector: str
    first: date
    last: date
    opened_at: datetime
    finished_at: datetime | None
    verdicts: dict[Part, PartVerdict | None]
    summary: str
    remarks: int
    open_remarks: int
    control_item_id: int | None


@dataclass(frozen=True, slots=True)
class InspectionsAsked:
    """Which inspections a list shows."""

    show: ShowInspections | None = None
    kind: InspectionKind | None = None
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    gradebook_id: int | None = None
    inspector_id: int | None = None
    text: str = ""


def _remarks(*wanted: ColumnElement[bool]) -> Any:
    return (
        select(func.count())
        .select_from(InspectionRemark)
        .where(InspectionRemark.inspection_id == Inspection.id, *wanted)
        .correlate(Inspection)
        .scalar_subquery()
    )


_open: Final = _remarks(InspectionRemark.state != RemarkState.closed)


def _query() -> Select[*tuple[Any, ...]]:
    return with_journal(
        select(
            *COLUMNS,
            Inspection.id.label("key"),
            Inspection.kind,
            Inspection.inspector_id,
            Inspection.inspector_name,
            Inspection.period_from,
            Inspection.period_to,
            Inspection.opened_at,
            Inspection.finished_at,
            Inspection.completeness,
            Inspection.delivery,
            Inspection.objectivity,
            Inspection.control_works,
            Inspection.summary,
            _remarks(),
            _open,
            Inspection.control_item_id,
        )
        .select_from(Inspection)
        .join(Gradebook, Gradebook.id == Inspection.gradebook_id)
    )


def list_inspections(
    session: Session, who: Principal, asked: InspectionsAsked, page: int = 0, size: int = PAGE
) -> tuple[list[InspectionLine], bool]:
    """Return a page of the inspections that are seen, and whether more follow. One statement."""
    query = (
        _query()
        .where(_is_shown(who), *_narrowed(asked))
        .order_by(
            case((Inspection.finished_at.is_(None), 0), else_=1),
            Inspection.opened_at.desc(),
            Inspection.id.desc(),
        )
    )
    rows = session.execute(query.offset(page * size).limit(size + 1)).all()
    return [_line(row) for row in rows[:size]], len(rows) > size


def find_inspection(session: Session, who: Principal, inspection_id: int) -> InspectionLine | None:
    """Return an inspection, None where there is none of that id that the person sees."""
    query = _query().where(Inspection.id == inspection_id, _is_shown(who))
    row = session.execute(query).first()
    return None if row is None else _line(row)


def facts_kept(session: Session, inspection_id: int) -> dict[str, Any]:
    """Return the facts that were frozen with an inspection that the person sees."""
    query = select(Inspection.facts).where(Inspection.id == inspection_id)
    return session.scalar(query) or {}


def _is_shown(who: Principal) -> ColumnElement[bool]:
    """Return which inspections are shown: one that is not finished only to who inspects."""
    finished = Inspection.finished_at.is_not(None)
    if who.may(Action.create, Resource.inspection):
        return or_(finished, Inspection.finished_at.is_(None))
    return finished


def _narrowed(asked: InspectionsAsked) -> list[ColumnElement[bool]]:
    finished = Inspection.finished_at.is_not(None)
    shows: dict[ShowInspections, ColumnElement[bool]] = {
        ShowInspections.underway: ~finished,
        ShowInspections.open: and_(finished, _open > 0),
        ShowInspections.done: and_(finished, _open == 0),
    }
    found = [] if asked.show is None else [shows[asked.show]]
    found += [
        column == key
        for column, key in (
            (Inspection.kind, asked.kind),
            (StudyGroup.department_id, asked.department_id),
            (Gradebook.group_id, asked.group_id),
            (Gradebook.teacher_id, asked.teacher_id),
            (Inspection.gradebook_id, asked.gradebook_id),
            (Inspection.inspector_id, asked.inspector_id),
        )
        if key is not None
    ]
    return found + sought_in_journals(asked.text)


def _line(row: Any) -> InspectionLine:
    key, kind, inspector_id, inspector, first, last, opened, finished, *rest = row[COUNT:]
    *verdicts, summary, remarks, open_remarks, item = rest
    return InspectionLine(
        key, journal_name(row), kind, inspector_id, inspector, first, last, opened, finished,
        dict(zip(Part, verdicts, strict=True)), summary or "", remarks, open_remarks, item,
    )  # fmt: skip
