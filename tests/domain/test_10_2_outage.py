"""What stood on paper in an outage is carried over within five working days after it (10.2)."""

from typing import Any

import pytest

from domain.deadlines import homework_punctuality, lesson_punctuality
from tests.domain.deadline_cases import FIVE, SIX, judged, outage, told

ONE = ["outage"]


@pytest.mark.parametrize(
    ("calendar", "held", "recorded", "excused", "expected"),
    [
        # an outage of one day, a Tuesday: until the next Tuesday in a week of six days
        (SIX, "2026-09-01", "2026-09-07", [outage("2026-09-01")],
         ("excused", "2026-09-07", 0, ONE)),
        (SIX, "2026-09-01", "2026-09-08", [outage("2026-09-01")], ("late", "2026-09-07", 1, ONE)),
        (FIVE, "2026-09-01", "2026-09-08", [outage("2026-09-01")],
         ("excused", "2026-09-08", 0, ONE)),
        # the days run from its end, whichever of its days the lesson was on
        (SIX, "2026-09-01", "2026-09-09", [outage("2026-09-01", "2026-09-03")],
         ("excused", "2026-09-09", 0, ONE)),
        (SIX, "2026-09-03", "2026-09-09", [outage("2026-09-01", "2026-09-03")],
         ("excused", "2026-09-09", 0, ONE)),
        # the days before and after it are not excused
        (SIX, "2026-08-31", "2026-09-04", [outage("2026-09-01", "2026-09-03")],
         ("late", "2026-08-31", 1, [])),
        (SIX, "2026-09-04", "2026-09-05", [outage("2026-09-01", "2026-09-03")],
         ("late", "2026-09-04", 1, [])),
        # Friday evening till Sunday
        (FIVE, "2026-09-04", "2026-09-11", [outage("2026-09-04", "2026-09-06")],
         ("excused", "2026-09-11", 0, ONE)),
        # a worked Saturday is one of the five, the holidays after it are not
        (FIVE, "2025-10-31", "2025-11-10", [outage("2025-10-31")],
         ("excused", "2025-11-10", 0, ONE)),
        (FIVE, "2025-10-31", "2025-11-11", [outage("2025-10-31")], ("late", "2025-11-10", 1, ONE)),
        # New Year between
        (SIX, "2026-12-29", "2027-01-13", [outage("2026-12-29")],
         ("excused", "2027-01-13", 0, ONE)),
        # leap day among the five
        (SIX, "2028-02-25", "2028-03-02", [outage("2028-02-25")],
         ("excused", "2028-03-02", 0, ONE)),
        # a second outage when the five days end
        (SIX, "2026-09-01", "2026-09-14", [outage("2026-09-01"), outage("2026-09-07")],
         ("excused", "2026-09-14", 0, ONE * 2)),
    ],
)  # fmt: skip
def test_10_2_paper_is_carried_over_within_five_working_days(
    calendar: Any, held: str, recorded: str, excused: Any, expected: Any
) -> None:
    for rule in (lesson_punctuality, homework_punctuality):
        verdict = judged(rule, held, recorded, calendar=calendar, excused=excused)
        assert told(verdict) == expected


@pytest.mark.parametrize(
    ("today", "code"),
    [("2026-09-01", "pending"), ("2026-09-04", "soon"), ("2026-09-07", "today"),
     ("2026-09-08", "overdue")],
)  # fmt: skip
def test_10_2_what_is_still_on_paper(today: str, code: str) -> None:
    verdict = judged(lesson_punctuality, "2026-09-01", None, today, excused=[outage("2026-09-01")])
    assert verdict.code == code
    assert verdict.facts["excused_by"][0].what == "Нет связи"
