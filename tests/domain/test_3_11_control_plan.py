"""Clause 3.11: the plan of internal control says at a glance what is planned, due and late."""

from datetime import date

import pytest

from domain.control_enums import ControlState
from domain.control_plan import Glance, glance, months_of, span, year_on
from domain.month import Month

TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("state", "due", "expected"),
    [
        ("planned", "2026-10-22", Glance.planned),
        ("planned", "2026-10-21", Glance.soon),  # a week before
        ("planned", "2026-10-14", Glance.soon),  # the day itself is in time
        ("planned", "2026-10-13", Glance.overdue),
        ("underway", "2026-10-22", Glance.underway),
        ("underway", "2026-10-15", Glance.soon),
        ("underway", "2026-09-01", Glance.overdue),
        ("done", "2026-09-01", Glance.done),
        ("cancelled", "2026-09-01", Glance.cancelled),
    ],
)
def test_3_11_an_item_says_how_it_stands(state: str, due: str, expected: Glance) -> None:
    assert glance(ControlState(state), date.fromisoformat(due), TODAY) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-10-31", "2026-10-31"),
        ("2024-02-29", "2026-09-01"),  # before the year: its first day
        ("2027-08-31", "2027-06-30"),  # after the year: its last day
    ],
)
def test_3_11_a_copied_item_keeps_its_days_within_the_year(day: str, expected: str) -> None:
    first, last = date(2026, 9, 1), date(2027, 6, 30)
    assert year_on(date.fromisoformat(day), first, last, 1) == date.fromisoformat(expected)


def test_3_11_a_leap_day_becomes_the_day_before() -> None:
    assert year_on(date(2028, 2, 29), date(2028, 9, 1), date(2029, 6, 30), 1) == date(2029, 2, 28)


def test_3_11_an_item_lies_in_the_months_of_the_year() -> None:
    months = months_of(date(2026, 9, 1), date(2027, 6, 30))
    assert (months[0], months[-1], len(months)) == (Month(2026, 9), Month(2027, 6), 10)
    assert span(months, date(2026, 10, 1), date(2026, 12, 1)) == (1, 3)
    assert span(months, date(2026, 8, 1), date(2026, 9, 1)) == (0, 1)
    assert span(months, date(2025, 8, 1), date(2025, 9, 1)) == (0, 0)
