"""Academic years, semesters, short terms, and the days on which lessons are held."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Final

from domain.enums import WeekKind
from domain.study_calendar import StudyCalendar, week_parity
from services.law_days import law_days

SUNDAY: Final = 6
WEEK_DAYS: Final = 6
CLOSED: Final = ((4, 30),)  # month and day: the college's own days off
RECENT: Final = timedelta(days=130)  # a year that began so recently brings its forerunner along


@dataclass(frozen=True, slots=False)
class Term:
    """A semester, or a short term of vocational training, within one academic year."""

    number: int  # within the year
    half: int  # 1: September to December, 2: January to June
    starts_on: date
    ends_on: date

    @cached_property
    def days(self) -> list[date]:
        """Return the days on which lessons can be held."""
        span = (self.ends_on - self.starts_on).days + 1
        days = (self.starts_on + timedelta(days=n) for n in range(span))
        return [day for day in days if is_working(day)]

    def covers(self, day: date) -> bool:
        """Return whether `day` is in the term."""
        return self.starts_on <= day <= self.ends_on

    def week_of(self, day: date) -> int:
        """Return the number of the week that `day` is in, counted from 0 within the term."""
        monday = self.starts_on - timedelta(days=self.starts_on.weekday())
        return (day - monday).days // 7


@dataclass(slots=True)
class Year:
    """An academic year with its keys in the database."""

    begins: int  # calendar year of its 1 September
    key: int = 0
    semesters: dict[tuple[int | None, int], int] = field(default_factory=dict)

    @property
    def starts_on(self) -> date:
        """Return 1 September."""
        return date(self.begins, 9, 1)

    @property
    def ends_on(self) -> date:
        """Return 31 August."""
        return date(self.begins + 1, 8, 31)

    @property
    def name(self) -> str:
        """Return «2026/2027»."""
        return f"{self.begins}/{self.begins + 1}"


@cache
def is_working(day: date) -> bool:
    """Return whether lessons are held on `day` (a six-day week)."""
    return _week(first_september(day)).is_study_day(day)


@cache
def _week(begins: int) -> StudyCalendar:
    law = [law_days(year, WEEK_DAYS) for year in (begins, begins + 1)]
    working = {day: weekday for some in law for day, weekday in some.working.items()}
    days_off = frozenset().union(*(some.days_off for some in law))
    closed = frozenset(date(begins + 1, month, day) for month, day in CLOSED)
    return StudyCalendar(WEEK_DAYS, holidays=days_off, days_off=closed, working=working)


def first_september(today: date) -> int:
    """Return the calendar year in which the academic year of `today` began."""
    return today.year - (today.month < 9)


def terms(begins: int, *, short: bool) -> list[Term]:
    """Return the terms of the year that begins in `begins`; `short` for vocational training."""
    end = begins + 1
    if not short:
        return [
            Term(1, 1, date(begins, 9, 1), date(begins, 12, 31)),
            Term(2, 2, date(end, 1, 9), date(end, 6, 30)),
        ]
    return [
        Term(1, 1, date(begins, 9, 1), date(begins, 10, 31)),
        Term(2, 1, date(begins, 11, 1), date(begins, 12, 31)),
        Term(3, 2, date(end, 1, 9), date(end, 3, 31)),
        Term(4, 2, date(end, 4, 1), date(end, 6, 30)),
    ]


def horizon(today: date) -> date:
    """Return the last day whose lessons stand in the journals: the end of the week of `today`.

    On a Saturday and a Sunday it is the next Tuesday, so that there is something to come.
    """
    weekday = today.weekday()
    return today + timedelta(days=8 - weekday if weekday >= SUNDAY - 1 else 5 - weekday)


@cache
def parity(day: date) -> int:
    """Return 1 in odd weeks of the academic year and 0 in even ones."""
    return int(week_parity(day, date(first_september(day), 9, 1)) is WeekKind.odd)
