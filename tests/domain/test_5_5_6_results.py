"""The results of a work stand within a week, in calendar days, of its day (5.5.6)."""

from typing import Any

import pytest

from domain.deadlines import results_punctuality
from tests.domain.deadline_cases import FIVE, SIX, away, judged, outage, told


@pytest.mark.parametrize(
    ("calendar", "day", "complete", "excused", "expected"),
    [
        (SIX, "2026-09-01", "2026-09-01", [], ("done", "2026-09-08", 0, [])),
        (SIX, "2026-09-01", "2026-09-08", [], ("done", "2026-09-08", 0, [])),
        (SIX, "2026-09-01", "2026-09-09", [], ("late", "2026-09-08", 1, [])),
        # the week ends on a Sunday: a calendar day like another
        (SIX, "2026-08-30", "2026-09-06", [], ("done", "2026-09-06", 0, [])),
        (SIX, "2026-08-30", "2026-09-07", [], ("late", "2026-09-06", 1, [])),
        # Friday evening
        (FIVE, "2026-09-04", "2026-09-11", [], ("done", "2026-09-11", 0, [])),
        (FIVE, "2026-09-04", "2026-09-12", [], ("late", "2026-09-11", 0, [])),
        (FIVE, "2026-09-04", "2026-09-14", [], ("late", "2026-09-11", 1, [])),
        # ends on a worked Saturday
        (FIVE, "2025-10-25", "2025-11-01", [], ("done", "2025-11-01", 0, [])),
        # New Year: the first working day after the holidays
        (SIX, "2026-12-25", "2027-01-09", [], ("excused", "2027-01-09", 0, ["holiday"])),
        (SIX, "2026-12-25", "2027-01-11", [], ("late", "2027-01-09", 1, ["holiday"])),
        (FIVE, "2025-12-26", "2026-01-12", [], ("excused", "2026-01-12", 0, ["holiday"])),
        # a holiday in between moves nothing
        (SIX, "2026-11-02", "2026-11-09", [], ("done", "2026-11-09", 0, [])),
        (SIX, "2026-11-02", "2026-11-10", [], ("late", "2026-11-09", 1, [])),
        # a leap day
        (SIX, "2028-02-22", "2028-02-29", [], ("done", "2028-02-29", 0, [])),
        (SIX, "2028-02-22", "2028-03-01", [], ("late", "2028-02-29", 1, [])),
        (SIX, "2027-02-22", "2027-03-01", [], ("done", "2027-03-01", 0, [])),
        # an outage in between leaves the limit, one on it gives five working days
        (SIX, "2026-09-01", "2026-09-09", [outage("2026-09-04")], ("late", "2026-09-08", 1, [])),
        (SIX, "2026-09-01", "2026-09-15", [outage("2026-09-07", "2026-09-08")],
         ("excused", "2026-09-15", 0, ["outage"])),
        # ill when the week ended
        (SIX, "2026-09-01", "2026-09-11", [away("2026-09-07", "2026-09-10")],
         ("excused", "2026-09-11", 0, ["away"])),
    ],
)  # fmt: skip
def test_5_5_6_results_stand_within_a_week(
    calendar: Any, day: str, complete: str, excused: Any, expected: Any
) -> None:
    verdict = judged(results_punctuality, day, complete, calendar=calendar, excused=excused)
    if expected[3] == ["holiday"]:  # each day of the holidays excuses for itself
        kinds = set(told(verdict)[3])
        assert (*told(verdict)[:3], sorted(kinds)) == expected
    else:
        assert told(verdict) == expected
    assert verdict.clause == "5.5.6"


@pytest.mark.parametrize(
    ("today", "code", "late_by"),
    [
        ("2026-08-31", "pending", 0),
        ("2026-09-01", "pending", 0),
        ("2026-09-04", "pending", 0),
        ("2026-09-05", "soon", 0),
        ("2026-09-07", "soon", 0),
        ("2026-09-08", "today", 0),
        ("2026-09-09", "overdue", 1),
        ("2026-09-14", "overdue", 4),  # the 12th is a day off of the college
    ],
)
def test_5_5_6_results_that_are_missing(today: str, code: str, late_by: int) -> None:
    verdict = judged(results_punctuality, "2026-09-01", None, today)
    assert (verdict.code, verdict.facts["late_by"]) == (code, late_by)
