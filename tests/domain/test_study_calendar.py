"""On which days lessons are held: the college's days, the law's, the week's; odd and even weeks."""

from datetime import date

import pytest

from domain.enums import WeekKind
from domain.study_calendar import StudyCalendar, week_parity

CALENDAR = StudyCalendar(
    week_days=5,
    holidays=frozenset({date(2026, 11, 4), date(2026, 12, 31)}),
    days_off=frozenset({date(2026, 12, 28), date(2026, 10, 17)}),
    working={date(2026, 10, 17): 1, date(2026, 10, 24): 1, date(2026, 10, 31): None}
    | {date(2026, 11, 4): None},
)


@pytest.mark.parametrize(
    ("day", "weekday"),
    [
        ("2026-10-14", 3),
        ("2026-10-10", None),  # a Saturday of a five-day week
        ("2026-10-11", None),
        ("2026-12-28", None),  # the college's own day off
        ("2026-12-31", None),  # the law's
        ("2026-10-24", 1),  # a Saturday worked as a Monday
        ("2026-10-31", 6),  # a Saturday worked by its own timetable
        ("2026-11-04", 3),  # the college works on a holiday: its own word goes first
        ("2026-10-17", None),  # what is off stays off
    ],
)
def test_whose_timetable_a_day_follows(day: str, weekday: int | None) -> None:
    assert CALENDAR.weekday_of(date.fromisoformat(day)) == weekday
    assert CALENDAR.is_study_day(date.fromisoformat(day)) is (weekday is not None)


def test_the_study_days_of_a_period_are_told_with_their_weekdays() -> None:
    told = list(CALENDAR.study_days(date(2026, 10, 23), date(2026, 10, 26)))
    assert told == [(date(2026, 10, 23), 5), (date(2026, 10, 24), 1), (date(2026, 10, 26), 1)]


def test_a_week_of_six_days_has_saturdays() -> None:
    assert StudyCalendar(week_days=6).weekday_of(date(2026, 10, 10)) == 6
    assert StudyCalendar(week_days=6).weekday_of(date(2026, 10, 11)) is None


@pytest.mark.parametrize(
    ("first", "day", "parity"),
    [
        ("2026-09-01", "2026-09-01", WeekKind.odd),  # a Tuesday
        ("2026-09-01", "2026-08-31", WeekKind.odd),  # its Monday
        ("2026-09-01", "2026-09-06", WeekKind.odd),
        ("2026-09-01", "2026-09-07", WeekKind.even),
        ("2026-09-01", "2026-09-14", WeekKind.odd),
        ("2026-09-01", "2027-01-11", WeekKind.even),  # the twentieth week
        ("2024-09-02", "2024-09-08", WeekKind.odd),  # the year begins on a Monday
        ("2024-09-02", "2024-09-09", WeekKind.even),
        ("2024-09-01", "2024-09-02", WeekKind.even),  # and on a Sunday: one day of week 1
    ],
)
def test_week_one_of_a_year_is_odd(first: str, day: str, parity: WeekKind) -> None:
    assert week_parity(date.fromisoformat(day), date.fromisoformat(first)) is parity
