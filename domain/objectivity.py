"""What asks a question about the objectivity of marks, never a verdict (clauses 3.6, 7.3).

A final mark may differ from the current ones, marks may come late, a group may change: there are
good reasons for each. The rules say only where somebody who answers for the journals should ask.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Final

from domain.averages import rounded
from domain.cells import NUMERIC
from domain.final_marks import CREDITS, Grounds, departs
from domain.inspection import LAST_DAYS, LAST_LEAST, LAST_SHARE, are_in_bulk
from domain.mark_changes import Direction, MarkChange
from domain.regulation import Regulation


class Question(StrEnum):
    """What is asked about."""

    departs = auto()  # final marks that do not follow from the current ones (6.1, 6.2)
    bulk = auto()  # marks entered in bulk on the last days of a semester
    upward = auto()  # late changes upward
    history = auto()  # groups and journals far from their own history


# As long as results of a work have (5.5.6): what is raised later is no check of the work any more.
LATE_DAYS: Final = 7
# Half a mark is the gap that a final mark itself may have without a reason (norm mark_gap).
HISTORY_GAP: Final = Decimal("0.50")
# Fewer marks than a small group gives in one discipline say nothing of either side.
HISTORY_LEAST: Final = 10


def unfounded(
    code: str, offered: str | None, grounds: Grounds, rules: Regulation
) -> tuple[str, ...]:
    """Return why a final mark asks a question: `departs` (6.1), `few` (6.2); nothing: it follows.

    `offered` and `grounds` are those kept with the mark when it was given.
    """
    found = []
    if departs(code, offered, grounds, rules):
        found.append("departs")
    if grounds.is_few and code in (*NUMERIC, *CREDITS):
        found.append("few")
    return tuple(found)


def is_late_raise(change: MarkChange, held_on: date | None, changed_on: date) -> bool:
    """Return whether a mark was raised late: of a lesson, more than LATE_DAYS after it.

    Without `held_on` it is a final mark, which is late as soon as it stands.
    """
    if change.direction is not Direction.upward:
        return False
    return held_on is None or (changed_on - held_on).days > LATE_DAYS


@dataclass(frozen=True, slots=True)
class Marks:
    """How many marks in figures, and their sum."""

    count: int = 0
    total: int = 0

    @property
    def mean(self) -> Decimal | None:
        """Return the average with two decimals, None where there are none."""
        return rounded(Decimal(self.total) / self.count) if self.count else None

    def __add__(self, other: "Marks") -> "Marks":
        return Marks(self.count + other.count, self.total + other.total)


def distance(now: Marks, before: Iterable[Marks]) -> Decimal | None:
    """Return by how much the average differs from that of all earlier semesters together.

    None where it is less than HISTORY_GAP, or either side has fewer than HISTORY_LEAST marks.
    """
    past = sum(before, Marks())
    if min(now.count, past.count) < HISTORY_LEAST or now.mean is None or past.mean is None:
        return None
    gap = now.mean - past.mean
    return gap if abs(gap) >= HISTORY_GAP else None


__all__ = [
    "HISTORY_GAP",
    "LAST_DAYS",
    "LAST_LEAST",
    "LAST_SHARE",
    "LATE_DAYS",
    "Marks",
    "Question",
    "are_in_bulk",
    "distance",
    "is_late_raise",
    "unfounded",
]
