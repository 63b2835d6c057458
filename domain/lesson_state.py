"""How far a lesson is recorded (clauses 5.5.3, 5.5.4)."""

from datetime import date, datetime
from enum import StrEnum, auto

from domain.clock import clock


class LessonState(StrEnum):
    """How far a lesson is recorded."""

    recorded = auto()  # confirmed on its day
    late = auto()  # confirmed after its day
    open = auto()  # held, not confirmed
    future = auto()  # still to come


def state_of(held_on: date, confirmed_at: datetime | None, today: date) -> LessonState:
    """Return the state of a lesson; `confirmed_at` is naive UTC, days are the college's."""
    if confirmed_at is not None:
        late = clock.day_of(confirmed_at) > held_on
        return LessonState.late if late else LessonState.recorded
    return LessonState.future if held_on > today else LessonState.open
