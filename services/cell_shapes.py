"""What goes into and comes out of recording cells, as frozen primitives.

What becomes of each cell is a named tuple: a batch makes many of them, and they cost little.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

MOST_CELLS: Final = 2000  # in one batch
MOST_REASON: Final = 500  # characters of a reason

# Lesson id, student id, work id; 0 for the lesson itself. The cells of a lesson and those of its
# works never meet: each work is a column of its own.
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CellInput:
    """What somebody typed into a cell. `was` is the text they saw; both as people type them."""

    lesson_id: int
    student_id: int
    text: str
    was: str = ""
    reason: str = ""  # why, where the lesson's day is over
    claimed_at: datetime | None = None  # the browser's clock, naive UTC: a claim only
    work_id: int | None = None  # the work of the lesson that the mark is for

    @property
    def place(self) -> Place:
        """Return which cell it is."""
        return self.lesson_id, self.student_id, self.work_id or 0


class Saved(NamedTuple):
    """A cell that now holds `text`, the canonical spelling."""

    lesson_id: int
    student_id: int
    text: str
    work_id: int | None = None


class Conflict(NamedTuple):
    """A cell that changed after the typist saw it; it is left as it is now."""

    lesson_id: int
    student_id: int
    text: str  # what was sent
    was: str
    now: str
    by: str  # who changed it last, empty where unknown
    work_id: int | None = None


class Refused(NamedTuple):
    """A cell that is not written. `code` is for programs, `reason` a sentence for people.

    Codes: those of CellFault, and lesson, work, keeper, student, future, reason_required,
    closed.
    """

    lesson_id: int
    student_id: int
    text: str
    code: str
    reason: str
    clause: str
    work_id: int | None = None


@dataclass(frozen=True, slots=True)
class CellsResult:
    """What became of each cell of a batch."""

    saved: tuple[Saved, ...]
    conflicts: tuple[Conflict, ...]
    refused: tuple[Refused, ...]
