"""A teacher's hours of a year against their norm."""

from enum import StrEnum, auto
from typing import Final

# More than this in a year nobody teaches: order No. 1601 of 22.12.2014, annex 2, item 4.2.
MOST_IN_YEAR: Final = 1440


class Measure(StrEnum):
    """How a teacher's load stands to the norm."""

    unknown = auto()  # no norm is set
    under = auto()
    even = auto()
    over = auto()
    beyond = auto()  # more than the law lets a teacher teach


def measure(total: int, norm: int | None, *, complete: bool = True) -> Measure:
    """Return how `total` hours stand to `norm`.

    Where the total is not `complete`, since some hours are not to be seen, nobody is said to have
    too few.
    """
    if total > MOST_IN_YEAR:
        return Measure.beyond
    if norm is None or (not complete and total <= norm):
        return Measure.unknown
    if total == norm:
        return Measure.even
    return Measure.over if total > norm else Measure.under
