"""Clause 4.4: the attendance sheet of a month is handed over by the 10th of the next one."""

from datetime import date

import pytest

from domain.handovers import SheetFacts, SheetState, days_late, due_on, sheet_state
from domain.month import Month


@pytest.mark.parametrize(
    ("month", "day", "expected"),
    [
        ("2026-09", 10, "2026-10-10"),
        ("2026-12", 10, "2027-01-10"),
        ("2027-01", 28, "2027-02-28"),
    ],
)
def test_4_4_the_sheet_is_due_by_the_day_of_the_next_month(
    month: str, day: int, expected: str
) -> None:
    assert due_on(Month.parse(month), day) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("today", "handed", "received", "state", "late"),
    [
        ("2026-09-30", None, None, SheetState.early, 0),
        ("2026-10-01", None, None, SheetState.due, 0),
        ("2026-10-05", None, None, SheetState.due, 0),
        ("2026-10-06", None, None, SheetState.soon, 0),
        ("2026-10-10", None, None, SheetState.soon, 0),  # the 10th itself is in time
        ("2026-10-11", None, None, SheetState.overdue, 1),
        ("2026-10-20", "2026-10-09", None, SheetState.handed, 0),
        ("2026-10-20", "2026-10-13", None, SheetState.handed, 3),  # late for ever
        ("2026-11-20", "2026-10-09", "2026-10-12", SheetState.received, 0),
    ],
)
def test_4_4_a_sheet_says_how_it_stands(
    today: str, handed: str | None, received: str | None, state: SheetState, late: int
) -> None:
    facts = SheetFacts(
        Month(2026, 9),
        (handed and date.fromisoformat(handed)) or None,
        (received and date.fromisoformat(received)) or None,
    )
    assert sheet_state(facts, 10, date.fromisoformat(today)) is state
    assert days_late(facts, 10, date.fromisoformat(today)) == late
