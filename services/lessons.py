"""Lessons of a journal: adding, changing, deleting, confirming (clauses 5.5.3 to 5.5.10)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LessonSaved:
    """A lesson that was written; warnings are sentences that stop nothing."""

    lesson_id: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Whether attendance of a lesson was taken, who says so and when (naive UTC)."""

    lesson_id: int
    confirmed_at: datetime | None
    confirmed_by: str | None
