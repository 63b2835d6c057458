"""What teachers fill in daily is judged by the day it belongs to, of each lesson (5.5.3)."""

import pytest

from domain.deadlines import homework_punctuality, lesson_punctuality
from tests.domain.deadline_cases import FIVE, judged

# Every day of a week, recorded on the same evening, the next day, a week later.
WEEK = [f"2026-10-{day:02d}" for day in range(5, 11)]


@pytest.mark.parametrize("held", WEEK)
@pytest.mark.parametrize("rule", [lesson_punctuality, homework_punctuality])
@pytest.mark.parametrize(("later", "is_late"), [(0, False), (1, True), (7, True)])
def test_5_5_3_each_day_is_filled_in_on_that_day(
    held: str, rule: object, later: int, is_late: bool
) -> None:
    recorded = f"{held[:8]}{int(held[8:]) + later:02d}"
    verdict = judged(rule, held, recorded)  # type: ignore[arg-type]
    assert (verdict.code == "late") is is_late
    assert verdict.facts["late_by"] == {0: 0, 1: int(held != "2026-10-10"), 7: 6}[later]


@pytest.mark.parametrize(
    ("held", "recorded", "six", "five"),
    [
        ("2026-10-05", "2026-10-12", 6, 5),  # a week: the week's days of the college
        ("2026-10-09", "2026-10-10", 1, 0),  # Saturday counts only where it is worked
        ("2026-10-30", "2026-11-05", 4, 3),  # 4 November is a holiday
        ("2025-12-29", "2026-01-12", 4, 2),  # New Year holidays
        ("2028-02-28", "2028-03-01", 2, 2),  # a leap day between
    ],
)
def test_5_5_3_lateness_is_counted_in_the_college_s_week(
    held: str, recorded: str, six: int, five: int
) -> None:
    counted = [
        judged(lesson_punctuality, held, recorded).facts["late_by"],
        judged(lesson_punctuality, held, recorded, calendar=FIVE).facts["late_by"],
    ]
    assert counted == [six, five]
