"""How many marks make a semester mark justified (clauses 5.5.7, 6.1, 6.2)."""

from datetime import date
from math import ceil
from typing import Final

# Hours a week, up to and including → marks: 3 to 4 at two hours, more above.
NEEDED: Final = ((2, 3), (3, 4), (4, 5), (6, 6))
MOST: Final = 7


def hours_a_week(hours: int, starts_on: date, ends_on: date) -> float:
    """Return the academic hours of an average week of a term whose both days are given."""
    weeks = ceil(((ends_on - starts_on).days + 1) / 7)
    return hours / max(weeks, 1)


def needed(hours: int, starts_on: date, ends_on: date) -> int:
    """Return how many marks a student needs by the end of a term of `hours` academic hours."""
    if hours <= 0:
        return 0
    weekly = hours_a_week(hours, starts_on, ends_on)
    return next((marks for most, marks in NEEDED if weekly <= most), MOST)
