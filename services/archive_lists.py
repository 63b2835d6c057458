"""Finding reports in the archive: by words, what they are about, their kind and day (10.8)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from domain.clock import clock
from domain.text import fold
from domain.typed import MOST_ID
from models import AcademicYear, ArchivedReport, Department, StudyGroup
from services.errors import NotFoundError

PAGE: Final = 50
MOST_OFFERED: Final = 500  # groups that the filter lists


@dataclass(frozen=True, slots=True)
class Sought:
    """What narrows the archive; empty fields narrow nothing. Days are of the college's clock."""

    text: str = ""
    group_id: int | None = None
    department_id: int | None = None
    year_id: int | None = None
    code: str = ""
    format: str = ""
    first: date | None = None
    last: date | None = None
    damaged: bool = False

    @property
    def narrows(self) -> bool:
        """Return whether anything is sought at all."""
        return self != Sought()


@dataclass(frozen=True, slots=True)
class Health:
    """How the archive stands, as the person who asks sees it."""

    reports: int
    size: int  # bytes
    damaged: int
    unchecked: int


def search_archive(
    session: Session, sought: Sought, page: int = 0, hidden: Collection[str] = ()
) -> tuple[list[ArchivedReport], bool]:
    """Return a page of the archive, newest first, and whether more follow.

    Reports whose code is in `hidden` are left out: the person may not read what is in them.
    """
    query = _narrowed(select(ArchivedReport), sought, hidden).options(
        joinedload(ArchivedReport.group),
        joinedload(ArchivedReport.department),
        joinedload(ArchivedReport.academic_year),
    )
    newest = query.order_by(ArchivedReport.created_at.desc(), ArchivedReport.id.desc())
    rows = session.scalars(newest.offset(page * PAGE).limit(PAGE + 1)).all()
    return list(rows[:PAGE]), len(rows) > PAGE


def health(session: Session, hidden: Collection[str] = ()) -> Health:
    """Return how many reports the person sees, their bytes, what was found damaged or not yet
    checked."""
    counted: Any = select(
        func.count(),
        func.coalesce(func.sum(ArchivedReport.size), 0),
        func.count().filter(ArchivedReport.is_intact.is_(False)),
        func.count().filter(ArchivedReport.checked_at.is_(None)),
    )
    return Health(*map(int, session.execute(_narrowed(counted, Sought(), hidden)).one()))


def find_archived(session: Session, key: int) -> ArchivedReport:
    """Return a report of the archive that the person sees; raise NotFoundError."""
    found = session.get(ArchivedReport, key) if 0 < key <= MOST_ID else None
    if found is None:
        raise NotFoundError(_("There is no such report in the archive."))
    return found


def _narrowed(query: Select[Any], sought: Sought, hidden: Collection[str]) -> Select[Any]:
    row = ArchivedReport
    for word in fold(sought.text).split():
        query = query.where(row.search_title.contains(word, autoescape=True))
    same = (
        (row.group_id, sought.group_id),
        (row.department_id, sought.department_id),
        (row.academic_year_id, sought.year_id),
        (row.code, sought.code or None),
        (row.format, sought.format or None),
    )
    for column, value in same:
        if value is not None:
            query = query.where(column == value)
    if sought.first is not None:
        query = query.where(row.created_at >= clock.start_of(sought.first))
    if sought.last is not None:
        query = query.where(row.created_at < clock.start_of(sought.last + timedelta(days=1)))
    if sought.damaged:
        query = query.where(row.is_intact.is_(False))
    return query.where(row.code.not_in(sorted(hidden))) if hidden else query


@dataclass(frozen=True, slots=True)
class Offers:
    """What the filters of the archive and of the print register offer: (key, name)."""

    groups: list[tuple[int, str]]
    departments: list[tuple[int, str]]
    years: list[tuple[int, str]]


def offers(session: Session) -> Offers:
    """Return the groups, departments and years to choose from, as the person sees them."""
    groups = session.execute(
        select(StudyGroup.id, StudyGroup.name, StudyGroup.intake_year)
        .order_by(StudyGroup.intake_year.desc(), StudyGroup.search_name)
        .limit(MOST_OFFERED)
    )
    departments = session.execute(select(Department.id, Department.name).order_by(Department.name))
    years = session.execute(
        select(AcademicYear.id, AcademicYear.name).order_by(AcademicYear.starts_on.desc())
    )
    return Offers(
        [(key, f"{name} · {year}") for key, name, year in groups],
        [(key, name) for key, name in departments],
        [(key, name) for key, name in years],
    )
