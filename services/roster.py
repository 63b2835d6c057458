"""The roster in numbers and its latest changes (the secretary's home page)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RosterChange:
    """That a student joined or left a group; `on` is the first or last day there."""

    on: date
    student_id: int
    student: str
    group: str
    joined: bool
    ground: str | None


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """Who is there today."""

    students: int
    groups: int
