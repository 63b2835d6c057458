"""Homework is entered not later than on the day of the lesson (5.5.5)."""

from typing import Any

import pytest

from domain.deadlines import homework_punctuality
from tests.domain.deadline_cases import FIVE, SIX, away, judged, outage, told


@pytest.mark.parametrize(
    ("calendar", "held", "given", "excused", "late_by"),
    [
        (FIVE, "2026-09-01", "2026-09-01", [], 0),
        (FIVE, "2026-09-01", "2026-09-02", [], 1),
        (FIVE, "2026-09-04", "2026-09-07", [], 1),
        (SIX, "2026-09-04", "2026-09-07", [], 2),
        (FIVE, "2025-10-31", "2025-11-01", [], 1),
        (SIX, "2026-09-01", "2026-09-03", [outage("2026-09-01", "2026-09-02")], 0),
        (SIX, "2026-09-01", "2026-09-03", [away("2026-09-01", "2026-09-02")], 0),
        (SIX, "2026-09-01", "2026-09-04", [away("2026-09-01", "2026-09-02")], 1),
        (SIX, "2028-02-28", "2028-02-29", [], 1),
        (SIX, "2026-12-30", "2027-01-09", [], 1),
    ],
)
def test_5_5_5_homework_is_due_on_the_lesson_day(
    calendar: Any, held: str, given: str, excused: Any, late_by: int
) -> None:
    verdict = judged(homework_punctuality, held, given, calendar=calendar, excused=excused)
    assert verdict.facts["late_by"] == late_by
    assert (verdict.code == "late") is (late_by > 0)
    assert verdict.clause == "5.5.5"


def test_5_5_5_homework_of_a_saturday_given_on_sunday_is_late_by_no_working_day() -> None:
    verdict = judged(homework_punctuality, "2026-09-05", "2026-09-06")
    assert told(verdict) == ("late", "2026-09-05", 0, [])


def test_5_5_5_homework_given_before_the_lesson_is_in_time() -> None:
    assert judged(homework_punctuality, "2026-09-04", "2026-08-29").code == "done"


@pytest.mark.parametrize(
    ("today", "code"),
    [("2026-09-03", "pending"), ("2026-09-04", "today"), ("2026-09-05", "overdue")],
)
def test_5_5_5_homework_that_is_missing(today: str, code: str) -> None:
    assert judged(homework_punctuality, "2026-09-04", None, today).code == code
