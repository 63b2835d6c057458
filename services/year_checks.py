"""What is still open in an academic year before it is closed and archived (clause 7.7)."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from domain.enums import RemarkState, RequestState
from models import (
    AttestationSheet,
    CorrectionWindow,
    Gradebook,
    InspectionRemark,
    Lesson,
    PracticePlacement,
)
from models.calendar import AcademicYear
from services.closing_overview import Asked, overview

# States of a semester or a year of a journal that nobody has signed.
UNSIGNED: Final = ("open", "ready", "reopened", "future")


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """Something that is not finished in a year: what, how many, where it is listed."""

    code: str
    count: int
    path: str


def open_points(session: Session, year: AcademicYear) -> tuple[OpenPoint, ...]:
    """Return what is open in a year, as the principal sees it; nothing is left out at none."""
    counts = {
        "lessons": _count(session, _of_books(Lesson, year).where(Lesson.confirmed_at.is_(None))),
        **_closings(session, year.id),
        "sheets": _count(
            session,
            select(func.count(AttestationSheet.id)).where(
                AttestationSheet.academic_year_id == year.id, AttestationSheet.signed_at.is_(None)
            ),
        ),
        "practices": _count(
            session,
            select(func.count(PracticePlacement.id)).where(
                PracticePlacement.starts_on.between(year.starts_on, year.ends_on),
                PracticePlacement.signed_at.is_(None),
            ),
        ),
        "remarks": _count(
            session,
            _of_books(InspectionRemark, year).where(InspectionRemark.state != RemarkState.closed),
        ),
        "windows": _count(
            session,
            _of_books(CorrectionWindow, year).where(
                CorrectionWindow.state == RequestState.requested
            ),
        ),
    }
    return tuple(OpenPoint(code, count, PATHS[code]) for code, count in counts.items())


PATHS: Final = {
    "lessons": "/monitor/",
    "semesters": "/journals/closing",
    "years": "/journals/closing?semester=year",
    "sheets": "/sheets/",
    "practices": "/practice/",
    "remarks": "/inspections/",
    "windows": "/windows/",
}


def _closings(session: Session, year_id: int) -> dict[str, int]:
    lines = overview(session, Asked(), 0, 1, year_id)
    whole = sum(lines.counts.get(state, 0) for state in UNSIGNED)
    years = overview(session, Asked(term="year"), 0, 1, year_id)
    of_years = sum(years.counts.get(state, 0) for state in UNSIGNED)
    return {"semesters": whole - of_years, "years": of_years}


def _of_books(model: Any, year: AcademicYear) -> Select[int]:
    return (
        select(func.count(model.id))
        .join(Gradebook, Gradebook.id == model.gradebook_id)
        .where(Gradebook.academic_year_id == year.id)
    )


def _count(session: Session, query: Select[int]) -> int:
    return session.scalar(query) or 0
