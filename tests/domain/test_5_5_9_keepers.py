"""Who keeps a journal when, by the rows of its load (5.5.9)."""

from datetime import date
from typing import Any

import pytest

from domain.keepers import KeeperTerm, keeper_on, keeper_terms

YEAR, FIRST, CHANGE, SECOND = (
    date(2026, 9, 1), date(2026, 9, 1), date(2026, 10, 19), date(2027, 1, 11),
)  # fmt: skip
BEFORE_CHANGE, BEFORE_SECOND = date(2026, 10, 18), date(2027, 1, 10)
ANNA, PETR = 1, 2


@pytest.mark.parametrize(
    ("begun", "terms"),
    [
        ([], []),
        ([(FIRST, None)], []),
        ([(FIRST, ANNA), (SECOND, ANNA)], [(ANNA, YEAR, None)]),
        # an item of the second semester alone is planned from the first day of the year (4.2)
        ([(SECOND, ANNA)], [(ANNA, YEAR, None)]),
        ([(SECOND, PETR), (FIRST, ANNA)], [(ANNA, YEAR, BEFORE_SECOND), (PETR, SECOND, None)]),
        (
            [(FIRST, ANNA), (CHANGE, PETR), (SECOND, PETR)],
            [(ANNA, YEAR, BEFORE_CHANGE), (PETR, CHANGE, None)],
        ),
        (
            [(FIRST, ANNA), (CHANGE, PETR), (SECOND, ANNA)],
            [(ANNA, YEAR, BEFORE_CHANGE), (PETR, CHANGE, BEFORE_SECOND), (ANNA, SECOND, None)],
        ),
        # who left is followed by nobody yet
        ([(FIRST, ANNA), (CHANGE, None)], [(ANNA, YEAR, BEFORE_CHANGE)]),
        (
            [(FIRST, ANNA), (CHANGE, None), (SECOND, PETR)],
            [(ANNA, YEAR, BEFORE_CHANGE), (PETR, SECOND, None)],
        ),
    ],
)
def test_each_teacher_keeps_the_journal_until_the_next_one_begins(
    begun: Any, terms: list[Any]
) -> None:
    assert keeper_terms(begun, YEAR) == [KeeperTerm(*term) for term in terms]


@pytest.mark.parametrize(
    ("day", "keeper"),
    [
        (date(2026, 8, 20), ANNA),  # before the year: who begins
        (BEFORE_CHANGE, ANNA),
        (CHANGE, PETR),
        (date(2027, 6, 30), PETR),
    ],
)
def test_who_keeps_the_journal_on_a_day(day: date, keeper: int) -> None:
    assert keeper_on(keeper_terms([(FIRST, ANNA), (CHANGE, PETR)], YEAR), day) == keeper
