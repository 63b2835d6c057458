"""Shapes of lists of journals and lessons."""

from dataclasses import dataclass
from datetime import date

from domain.lesson_state import LessonState


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A journal in a list."""

    gradebook_id: int
    title: str  # «МДК.01.01 Разработка программных модулей»
    index_code: str
    group_id: int
    group: str
    subgroup: str | None
    teacher_id: int
    teacher: str
    own: bool  # the person who asks keeps it today, or stands in
    lessons_today: int
    not_filled: int  # lessons of this year up to today that nobody confirmed
    hours_held: int  # of this year's lessons up to today


@dataclass(frozen=True, slots=True)
class JournalPage:
    """A bounded list of journals; `more` says that others match."""

    lines: tuple[JournalLine, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson in a list."""

    lesson_id: int
    gradebook_id: int
    held_on: date
    pair: int | None
    hours: int
    kind: str
    title: str  # of the journal
    index_code: str
    group: str
    subgroup: str | None
    teacher: str
    topic: str
    homework: str
    state: LessonState
    room: str | None
    suggestion: str = ""  # what the plan has for it, where that was asked


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another journal to move to."""

    gradebook_id: int
    title: str
    group: str
    subgroup: str | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The other journals of the same group and of the same teacher, of the same year."""

    of_group: tuple[Neighbour, ...]
    of_teacher: tuple[Neighbour, ...]
