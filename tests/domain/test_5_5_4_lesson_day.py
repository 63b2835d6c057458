"""A lesson is recorded on the day it is held; late is counted in working days (5.5.4)."""

from typing import Any

import pytest

from domain.deadlines import lesson_punctuality
from domain.verdict import Severity
from tests.domain.deadline_cases import FIVE, SIX, away, judged, outage, told

A, H = ["away"], ["holiday"]


@pytest.mark.parametrize(
    ("calendar", "held", "recorded", "excused", "expected"),
    [
        (SIX, "2026-09-01", "2026-09-01", [], ("done", "2026-09-01", 0, [])),
        (SIX, "2026-09-01", "2026-09-02", [], ("late", "2026-09-01", 1, [])),
        # Friday evening: five days a week 1 till Monday, six days a week 2
        (FIVE, "2026-09-04", "2026-09-04", [], ("done", "2026-09-04", 0, [])),
        (FIVE, "2026-09-04", "2026-09-07", [], ("late", "2026-09-04", 1, [])),
        (SIX, "2026-09-04", "2026-09-07", [], ("late", "2026-09-04", 2, [])),
        # late though no working day has passed
        (SIX, "2026-09-05", "2026-09-06", [], ("late", "2026-09-05", 0, [])),
        (FIVE, "2026-09-04", "2026-09-05", [], ("late", "2026-09-04", 0, [])),
        # a Saturday that is worked by the government's transfer
        (FIVE, "2025-10-31", "2025-11-01", [], ("late", "2025-10-31", 1, [])),
        (FIVE, "2025-11-01", "2025-11-01", [], ("done", "2025-11-01", 0, [])),
        (FIVE, "2025-11-01", "2025-11-05", [], ("late", "2025-11-01", 1, [])),
        # the college's own day off is no working day
        (SIX, "2026-09-11", "2026-09-14", [], ("late", "2026-09-11", 1, [])),
        # New Year: the last lesson of the year recorded on the first day after the holidays
        (FIVE, "2025-12-30", "2026-01-12", [], ("late", "2025-12-30", 1, [])),
        (SIX, "2025-12-30", "2026-01-12", [], ("late", "2025-12-30", 3, [])),
        # a leap day is a day like another
        (SIX, "2028-02-28", "2028-02-29", [], ("late", "2028-02-28", 1, [])),
        (SIX, "2028-02-29", "2028-02-29", [], ("done", "2028-02-29", 0, [])),
        (SIX, "2028-02-29", "2028-03-01", [], ("late", "2028-02-29", 1, [])),
        # the teacher was ill: until the first working day after it
        (SIX, "2026-09-01", "2026-09-04", [away("2026-09-01", "2026-09-03")],
         ("excused", "2026-09-04", 0, A)),
        (SIX, "2026-09-01", "2026-09-05", [away("2026-09-01", "2026-09-03")],
         ("late", "2026-09-04", 1, A)),
        (FIVE, "2026-09-03", "2026-09-07", [away("2026-09-03", "2026-09-04")],
         ("excused", "2026-09-07", 0, A)),
        # what was recorded on its day needs no excuse
        (SIX, "2026-09-01", "2026-09-01", [away("2026-09-01")], ("done", "2026-09-02", 0, A)),
        # an illness that begins after the day excuses nothing, and its days are not counted
        (SIX, "2026-09-01", "2026-09-04", [away("2026-09-02", "2026-09-03")],
         ("late", "2026-09-01", 1, [])),
        # a lesson on a holiday: until the next working day
        (SIX, "2026-11-04", "2026-11-05", [], ("excused", "2026-11-05", 0, H)),
        # one after the other: both are named
        (SIX, "2026-09-01", "2026-09-08",
         [away("2026-09-01"), outage("2026-09-02")], ("excused", "2026-09-08", 0, [*A, "outage"])),
        # of two that cover the day the longer one counts
        (SIX, "2026-09-01", "2026-09-04",
         [away("2026-09-01"), away("2026-08-31", "2026-09-03")],
         ("excused", "2026-09-04", 0, A)),
    ],
)  # fmt: skip
def test_5_5_4_a_lesson_is_recorded_on_its_day(
    calendar: Any, held: str, recorded: str, excused: Any, expected: Any
) -> None:
    verdict = judged(lesson_punctuality, held, recorded, calendar=calendar, excused=excused)
    assert told(verdict) == expected
    assert verdict.clause == "5.5.4"


@pytest.mark.parametrize(
    ("held", "today", "excused", "expected", "severity"),
    [
        ("2026-09-02", "2026-09-01", [], ("pending", "2026-09-02", 0, []), Severity.ok),
        ("2026-09-02", "2026-09-02", [], ("today", "2026-09-02", 0, []), Severity.due),
        ("2026-09-02", "2026-09-03", [], ("overdue", "2026-09-02", 1, []), Severity.fault),
        ("2026-09-05", "2026-09-06", [], ("overdue", "2026-09-05", 0, []), Severity.fault),
        # an illness leaves time, and says what for
        ("2026-09-02", "2026-09-03", [away("2026-09-02", "2026-09-04")],
         ("soon", "2026-09-05", 0, A), Severity.due),
        ("2026-09-02", "2026-09-05", [away("2026-09-02", "2026-09-04")],
         ("today", "2026-09-05", 0, A), Severity.due),
        ("2026-09-02", "2026-09-07", [away("2026-09-02", "2026-09-04")],
         ("overdue", "2026-09-05", 1, A), Severity.fault),
    ],
)  # fmt: skip
def test_5_5_4_a_lesson_that_is_not_recorded_is_due_or_overdue(
    held: str, today: str, excused: Any, expected: Any, severity: Severity
) -> None:
    verdict = judged(lesson_punctuality, held, None, today, excused=excused)
    assert told(verdict) == expected
    assert verdict.severity is severity
