"""Works of lessons: every control work, and some of the practical and laboratory ones."""

from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Final

from demo.schedule import Planned
from demo.sink import Row, Sink
from domain.enums import LessonKind, TaskKind
from models import Work as WorkRow

# Kind of lesson → kind of work, the share that are works of their own, weight.
WORKS: Final = {
    LessonKind.control: (TaskKind.control, 1.0, 2),
    LessonKind.lab: (TaskKind.lab, 0.35, 1),
    LessonKind.practical: (TaskKind.practical, 0.3, 1),
}
ORDINAL: Final = 10
PENDING: Final = 0.02  # of works wait for their results
SHARE: Final = 0.97  # of those present have a mark for a required work


@dataclass(frozen=True, slots=True)
class Work:
    """A work in the database: its key, and the share of those present who get a mark."""

    key: int
    share: float

    @property
    def place(self) -> Row:
        """Return the columns of a mark that say it is for the work."""
        return {"ordinal": ORDINAL, "work_id": self.key}


def add_work(sink: Sink, rng: Random, lesson: Planned, key: int, when: datetime) -> Work | None:
    """Add the work of a recorded lesson, where it is one; return it."""
    kind, share, weight = WORKS.get(lesson.header.kind, (None, 0.0, 1))
    if kind is None or rng.random() >= share:
        return None
    is_pending = rng.random() < PENDING
    row: Row = {
        "lesson_id": key,
        "ordinal": ORDINAL,
        "kind": kind,
        "title": lesson.header.topic[:250],
        "is_required": True,
        "weight": weight,
        "issued_on": lesson.day,
        "due_on": lesson.day,
        "results_at": None if is_pending else when,
    }
    return Work(sink.add(WorkRow, row), 0.0 if is_pending else SHARE)
