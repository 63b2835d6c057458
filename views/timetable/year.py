"""What the pages of a year share: which year it is, and the years to choose from."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.typed import whole
from models import AcademicYear, Semester


def years(session: Session) -> list[AcademicYear]:
    """Return all academic years, the latest first."""
    return list(session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())))


def year_in(args: Mapping[str, str], known: list[AcademicYear]) -> AcademicYear | None:
    """Return the year that the address names, else the one of today, else the latest."""
    try:
        key = whole(args.get("year"))
    except ValueError:
        key = None
    today = clock.today()
    named = [one for one in known if one.id == key]
    present = [one for one in known if one.starts_on <= today <= one.ends_on]
    return next(iter([*named, *present, *known]), None)


def common_semesters(session: Session, year: AcademicYear) -> list[Semester]:
    """Return the semesters of a year that no programme has to itself, in their order."""
    own = select(Semester).where(
        Semester.academic_year_id == year.id, Semester.programme_id.is_(None)
    )
    return list(session.scalars(own.order_by(Semester.starts_on)))
