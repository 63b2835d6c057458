"""Averages are exact and rounded half up, as by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.averages import average, count, weighted


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], None),
        (["зч", "н/а", "осв", "нз"], None),
        (["5"], "5.00"),
        (["5", "4"], "4.50"),
        (["5", "5", "4"], "4.67"),
        (["4", "4", "5"], "4.33"),
        (["5", "4", "зч"], "4.50"),
        (["5"] * 3 + ["4"] * 5, "4.38"),  # 4.375: half up, where binary floats may say 4.37
        (["3"] * 7 + ["2"], "2.88"),  # 2.875
        (["3"] * 199 + ["2"], "3.00"),  # 2.995: a half that no float holds
        (["2"], "2.00"),
    ],
)
def test_average_of_numeric_marks(codes: list[str], expected: str | None) -> None:
    assert average(codes) == (None if expected is None else Decimal(expected))


@given(st.lists(st.sampled_from(["5", "4", "3", "2"]), min_size=1))
def test_an_average_lies_between_the_least_and_the_greatest_mark(codes: list[str]) -> None:
    numbers = sorted(map(int, codes))
    result = average(codes)
    assert result is not None
    assert numbers[0] <= result <= numbers[-1]
    assert result == average(reversed(codes))


def test_what_assesses_counts_and_what_does_not_does_not() -> None:
    assert count(["5", "2", "зч", "нз", "н/а", "осв"]) == 4
    assert count([]) == 0


@pytest.mark.parametrize(
    ("marks", "mean"),
    [
        ([], None),
        ([("осв", 3), ("зч", 2)], None),
        ([("5", 1), ("4", 1)], "4.50"),
        ([("5", 1), ("2", 3)], "2.75"),
        ([("2", 1), ("4", 1), ("5", 4)], "4.33"),  # `2/4` of a lesson: both count
        ([("5", 10), ("н/а", 10)], "5.00"),
        ([("5", 1), ("4", 7)], "4.13"),  # 4.125, half up
    ],
)
def test_5_5_10_a_work_counts_by_its_weight(marks: list[tuple[str, int]], mean: str | None) -> None:
    assert weighted(marks) == (None if mean is None else Decimal(mean))
