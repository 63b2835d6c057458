"""The average of a student's marks and how many there are. Exact: no binary fractions."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from domain.cells import FAILED, NUMERIC, PASSED

HUNDREDTH: Final = Decimal("0.01")
COUNTED: Final = frozenset({*NUMERIC, PASSED, FAILED})


def rounded(value: Decimal) -> Decimal:
    """Return `value` with two decimals, half up, as people round marks by hand."""
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)


def average(codes: Iterable[str]) -> Decimal | None:
    """Return the average of the numeric marks among `codes`, None where there are none."""
    numbers = [int(code) for code in codes if code in NUMERIC]
    if not numbers:
        return None
    return _mean(sum(numbers), len(numbers))


@lru_cache(maxsize=4096)
def _mean(total: int, number: int) -> Decimal:
    """Return the mean: a group has few different ones."""
    return rounded(Decimal(total) / number)


def count(codes: Iterable[str]) -> int:
    """Return how many of `codes` count as marks (5.5.7): «н/а» and «осв» assess nothing."""
    return sum(code in COUNTED for code in codes)


def weighted(marks: Iterable[tuple[str, int]]) -> Decimal | None:
    """Return Σ mark·weight / Σ weight of (code, weight), None where no code is a number.

    A mark for a lesson weighs 1, a mark for a work as much as the work (5.5.10). Where a cell
    holds two marks, such as `2/4`, both count, here as in the plain average: the regulation
    replaces no mark by a later one.
    """
    total = weights = 0
    for code, weight in marks:
        if code in NUMERIC:
            total += int(code) * weight
            weights += weight
    return _mean(total, weights) if weights else None
