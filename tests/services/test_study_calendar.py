"""The study calendar of a year: what the law gives, the college's own days, its week."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from domain.enums import DayKind
from domain.study_calendar import StudyCalendar
from models import AcademicYear, CalendarDay
from services.law_days import law_days
from services.study_calendar import calendar_of
from tests.cast import Cast

Act = Callable[..., AbstractContextManager[Session]]


def _by_law(year: int, week_days: int) -> StudyCalendar:
    law = law_days(year, week_days)
    return StudyCalendar(week_days, law.days_off, frozenset(), law.working)


@pytest.mark.parametrize(
    ("year", "five", "six"),
    # Worked days of the year: of the five-day week as the production calendars print them.
    [(2024, 248, 300), (2025, 247, 299), (2026, 247, 299), (2027, 247, 299)],
)
def test_a_year_has_as_many_worked_days_as_the_law_says(year: int, five: int, six: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    days.append(date(year, 12, 31))
    for week_days, worked in ((5, five), (6, six)):
        calendar = _by_law(year, week_days)
        assert sum(calendar.is_study_day(day) for day in set(days)) == worked


@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        ("2024-04-27", 1, 6),  # a Saturday worked instead of Monday 29 April
        ("2024-04-29", None, 1),
        ("2024-11-02", 2, 6),  # instead of Tuesday 30 April
        ("2024-12-28", 1, 6),
        ("2024-12-31", None, None),  # moved from Sunday 7 January
        ("2025-11-01", 1, 6),
        ("2025-11-03", None, 1),
        ("2025-05-08", None, None),  # moved from Sunday 23 February
        ("2025-06-13", None, 5),  # moved from Saturday 8 March
        ("2026-01-09", None, 5),  # moved from Saturday 3 January
        ("2026-03-09", None, None),  # a holiday on Sunday moves on by itself
        ("2026-05-11", None, 1),  # a holiday on Saturday does so for a week of five days
        ("2026-11-04", None, None),
        ("2026-12-31", None, None),
        ("2027-02-20", 1, 6),
        ("2027-02-22", None, 1),
        ("2027-02-23", None, None),
        ("2027-11-05", None, 5),
        ("2028-05-09", None, None),  # no decree yet: the holidays of the law stand
    ],
)
def test_what_the_law_transfers(day: str, five: int | None, six: int | None) -> None:
    at = date.fromisoformat(day)
    assert _by_law(at.year, 5).weekday_of(at) == five
    assert _by_law(at.year, 6).weekday_of(at) == six


def test_the_calendar_of_a_year_joins_law_week_and_own_days(act_as: Act, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        worked = CalendarDay(day=date(2026, 10, 18), kind=DayKind.working, works_as=3)
        session.add_all([worked, CalendarDay(day=date(2026, 11, 4), kind=DayKind.working)])
        session.commit()
    with act_as("timetabler") as session:
        calendar = calendar_of(session, cast.academic_year)
        assert calendar.weekday_of(date(2026, 10, 18)) == 3
        assert calendar.weekday_of(date(2026, 11, 4)) == 3
        assert calendar.weekday_of(date(2026, 12, 28)) is None  # a day off of the cast
        assert calendar.weekday_of(date(2027, 3, 9)) == 2
        assert calendar.weekday_of(date(2027, 3, 8)) is None
        assert calendar.weekday_of(date(2026, 10, 17)) == 6


def test_a_college_of_five_days_has_no_saturdays(act_as: Act, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        session.get_one(AcademicYear, cast.academic_year).week_days = 5
        session.commit()
        calendar = calendar_of(session, cast.academic_year)
        assert calendar.weekday_of(date(2026, 10, 17)) is None
        assert calendar.weekday_of(date(2027, 2, 20)) == 1
