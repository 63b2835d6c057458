"""What goes into and comes out of recording cells, as frozen primitives.

What becomes of each cell is a named tuple: a batch makes many of them, and they cost little.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

MOST_CELLS: Final = 2000  # in one batch
MOST_REASON: Final = 500  # characters of a reason

Place = tuple[int, int]  # lesson id, student id


@dataclass(frozen=True, slots=True)
class CellInput:
    """What somebody typed into a cell. `was` is the text they saw; both as people type them."""

    lesson_id: int
    student_id: int
    text: str
    was: str = ""
    reason: str = ""  # why, where the lesson's day is over
    claimed_at: datetime | None = None  # the browser's clock, naive UTC: a claim only

    @property
    def place(self) -> Place:
        """Return which cell it is."""
        return self.lesson_id, self.student_id


class Saved(NamedTuple):
    """A cell that now holds `text`, the canonical spelling."""

    lesson_id: int
    student_id: int
    text: str


class Conflict(NamedTuple):
    """A cell that changed after the typist saw it; it is left as it is now."""

    lesson_id: int
    student_id: int
    text: str  # what was sent
    was: str
    now: str
    by: str  # who changed it last, empty where unknown


class Refused(NamedTuple):
    """A cell that is not written. `code` is for programs, `reason` a sentence for people.

    Codes: those of CellFault, and lesson, keeper, student, future, reason_required.
    """

    lesson_id: int
    student_id: int
    text: str
    code: str
    reason: str
    clause: str


@dataclass(frozen=True, slots=True)
class CellsResult:
    """What became of each cell of a batch."""

    saved: tuple[Saved, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[Refused, ...]
