"""Shapes of a week of the timetable as it really happens."""

from dataclasses import dataclass, field
from datetime import date

from domain.enums import ChangeKind, LessonKind, WeekKind
from services.timetable_subjects import Subject


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed on a date: of which journal's pair, how, on which ground."""

    gradebook_id: int
    held_on: date
    pair: int
    kind: ChangeKind
    ground: str
    group: str
    subgroup: str | None
    code: str
    title: str
    teacher_id: int | None
    teacher: str
    new_day: date | None = None
    new_pair: int | None = None
    instead_id: int | None = None  # the gradebook that has the pair in its place
    instead: str = ""  # its code

    @property
    def goes_to(self) -> tuple[date, int]:
        """Return the day and pair that a moved lesson has now."""
        return self.new_day or self.held_on, self.new_pair or self.pair


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson in a place of the week, or the trace of one that is not held there.

    `change` says what happened to it; `is_gone` that the place has no such lesson any more.
    """

    day: date
    pair: int | None  # days of practice have none
    gradebook_id: int
    code: str
    title: str
    group_id: int
    group: str
    subgroup: str | None
    teacher_id: int | None
    teacher: str
    room_id: int | None
    room: str | None
    hours: int
    kind: LessonKind | None
    lesson_id: int | None = None
    change: Change | None = None
    is_gone: bool = False
    usual_teacher: str = ""  # who keeps the journal, where another one stands in


@dataclass(frozen=True, slots=True)
class Practice:
    """Days on which a group has practice instead of lessons."""

    group_id: int
    group: str
    title: str
    teacher: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day of a week: the weekday whose timetable it follows, and what is held on it."""

    day: date
    weekday: int | None  # none: no lessons are held
    is_holiday: bool
    note: str
    bells: dict[int, tuple[str, str]]
    practices: tuple[Practice, ...]
    entries: tuple[Entry, ...]

    def at(self, pair: int | None) -> tuple[Entry, ...]:
        """Return what stands in a pair, or has no pair."""
        return tuple(entry for entry in self.entries if entry.pair == pair)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of somebody's timetable, from Monday."""

    subject: Subject
    starts_on: date
    ends_on: date
    parity: WeekKind | None  # none outside of an academic year
    days: tuple[WeekDay, ...]
    pairs: tuple[int, ...] = field(default=())
    is_published: bool = False
    timetable_id: int | None = None
