"""Audit entries of cells that were changed or recorded after their day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from demo.sink import Sink
from demo.staff import Person
from demo.teaching import Load
from domain.clock import clock
from domain.enums import AuditAction
from models import AuditEntry
from models.audit import CELL

BELLS: Final = {1: 510, 2: 610, 3: 730, 4: 830, 5: 930, 6: 1030, 7: 1130}  # minutes of the day
PRACTICE_BELL: Final = 540


@cache
def _midnight(day: date) -> datetime:
    return clock.start_of(day)


def at(day: date, minutes: int) -> datetime:
    """Return the stored instant `minutes` after the college's midnight of `day`."""
    return _midnight(day) + timedelta(minutes=minutes)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A change of one cell."""

    student: int
    old: str
    new: str
    reason: str | None = None
    work: int | None = None  # whose cell it is; none: the lesson's own


class Trail:
    """Writes the audit trail."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def cell(
        self, load: Load, who: Person, lesson: int, held_on: date, when: datetime,
        change: CellChange,
    ) -> None:  # fmt: skip
        """Add the entry of a changed cell."""
        self.sink.add(
            AuditEntry,
            {
                "at": when,
                "user_id": who.user_id,
                "actor": who.name.whole,
                "roles": "teacher",
                "origin": f"10.20.{who.key % 8}.{who.key % 200 + 10}",
                "request_id": None,
                "entity": CELL,
                "entity_id": change.work,
                "action": AuditAction.update if change.old else AuditAction.create,
                "field": CELL,
                "old": change.old,
                "new": change.new,
                "reason": change.reason,
                "is_late": clock.day_of(when) > held_on,
                "claimed_at": when,
                "gradebook_id": load.gradebook,
                "lesson_id": lesson,
                "student_id": change.student,
            },
        )
