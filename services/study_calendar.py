"""The study calendar of an academic year: the law, the college's week and its own days."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import DayKind
from domain.study_calendar import StudyCalendar
from models import AcademicYear, CalendarDay
from services.law_days import law_days


def calendar_of(session: Session, academic_year_id: int) -> StudyCalendar:
    """Return the study calendar of an academic year; raise NoResultFound where there is none."""
    year = session.get_one(AcademicYear, academic_year_id)
    law = [
        law_days(number, year.week_days)
        for number in range(year.starts_on.year, year.ends_on.year + 1)
    ]
    own = session.execute(
        select(CalendarDay.day, CalendarDay.kind, CalendarDay.works_as).where(
            CalendarDay.day.between(year.starts_on, year.ends_on)
        )
    ).all()
    working = {day: weekday for some in law for day, weekday in some.working.items()}
    working |= {day: works_as for day, kind, works_as in own if kind is DayKind.working}
    return StudyCalendar(
        week_days=year.week_days,
        holidays=frozenset().union(*(some.days_off for some in law)),
        days_off=frozenset(day for day, kind, _works_as in own if kind is DayKind.day_off),
        working=working,
    )
