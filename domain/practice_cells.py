"""A cell of the attendance of a practice, as it is typed: hours, or «н» for an absence."""

import re
from typing import Final

from domain.practice import MOST_HOURS

ABSENT: Final = "н"
_CELL: Final = re.compile(r"(н?)\s*(\d{0,2})", re.ASCII | re.IGNORECASE)
_LATIN: Final = str.maketrans("hHnN", "нннн")  # keys that people hit on the wrong layout


def cell_text(hours: int, is_absent: bool) -> str:
    """Return how a recorded day is written: «6», «н6»."""
    return f"{ABSENT}{hours}" if is_absent else str(hours)


def parse_cell(text: str, usual: int) -> tuple[int, bool] | None:
    """Return (hours, absent) of a typed cell, None for an empty one; ValueError for anything else.

    «н» alone is an absence of the `usual` hours of the day.
    """
    typed = text.strip().lower().translate(_LATIN)
    if not typed:
        return None
    found = _CELL.fullmatch(typed)
    if found is None:
        raise ValueError("neither hours nor an absence")
    hours = int(found[2]) if found[2] else usual
    if hours > MOST_HOURS:
        raise ValueError("more hours than a day of practice has")
    return hours, bool(found[1])
