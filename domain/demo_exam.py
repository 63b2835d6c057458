"""Points of a demonstration exam as a mark, by the scale in force on its day (clause 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CLAUSE: Final = "3.1"
HUNDREDTH: Final = Decimal("0.01")
CODES: Final = ("2", "3", "4", "5")


@dataclass(frozen=True, slots=True)
class Converted:
    """The share of the points in percent with two decimals, and the mark it gives."""

    percent: Decimal
    code: str


def converted(points: Decimal, maximum: Decimal, bounds: Sequence[int]) -> Converted:
    """Return percent and mark of `points` out of `maximum`.

    `bounds` are the percents below which the mark is 2, 3, 4 (the norm `demo_exam_scale`). The
    mark is judged by the exact share: what only rounds up to a bound does not reach it. Raises
    ValueError for points below zero or above the maximum.
    """
    if maximum <= 0 or not 0 <= points <= maximum:
        raise ValueError("points are from 0 to the maximum")
    reached = sum(points * 100 >= maximum * bound for bound in bounds)
    percent = (points * 100 / maximum).quantize(HUNDREDTH, ROUND_HALF_UP)
    return Converted(percent, CODES[reached])
