"""Periods that an analytic note is usually about: semesters and months that have begun (4.5)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.control_plan import months_of
from domain.month import Month
from models import Semester
from services.control_plan import plan_year


@dataclass(frozen=True, slots=True)
class UsualPeriod:
    """A semester (its number) or a month, with its days."""

    first: date
    last: date
    semester: int | None = None
    month: Month | None = None


def usual_periods(session: Session) -> list[UsualPeriod]:
    """Return the semesters and months of the present year that have begun, the latest first."""
    year = plan_year(session, None)
    if year is None:
        return []
    today = clock.today()
    rows = session.scalars(
        select(Semester)
        .where(
            Semester.academic_year_id == year.id,
            Semester.programme_id.is_(None),
            Semester.starts_on <= today,
        )
        .order_by(Semester.starts_on.desc())
    )
    found = [UsualPeriod(row.starts_on, row.ends_on, semester=row.number) for row in rows]
    months = [one for one in months_of(year.starts_on, year.ends_on) if one.first <= today]
    found += [
        UsualPeriod(max(one.first, year.starts_on), min(one.last, year.ends_on), month=one)
        for one in reversed(months)
    ]
    return found
