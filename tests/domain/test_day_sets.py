"""Sets of days as bits."""

from datetime import date

import pytest

from domain.day_sets import Days

OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ((10, 1), (10, 1), [1]),
        ((10, 30), (11, 5), [30, 31]),
        ((9, 1), (10, 2), [1, 2]),
        ((9, 1), (9, 30), []),
        ((11, 1), (11, 3), []),
        ((10, 5), (10, 4), []),
        ((9, 1), (12, 1), list(range(1, 32))),
    ],
)
def test_a_span_holds_its_days_within_the_range(
    first: tuple[int, int], last: tuple[int, int], days: list[int]
) -> None:
    found = OCTOBER.span(date(2026, *first), date(2026, *last))
    assert [day.day for day in OCTOBER.each(found)] == days


def test_days_are_joined_and_told_apart() -> None:
    some = OCTOBER.one(date(2026, 10, 3)) | OCTOBER.since(date(2026, 10, 31))
    assert list(OCTOBER.each(some)) == [date(2026, 10, 3), date(2026, 10, 31)]
    assert OCTOBER.earliest(some) == date(2026, 10, 3)
    assert OCTOBER.all == OCTOBER.since(date(2026, 9, 1))
    assert OCTOBER.one(date(2026, 11, 1)) == 0
    with pytest.raises(ValueError, match="empty"):
        OCTOBER.earliest(0)
