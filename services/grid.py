"""A journal as a grid of frozen primitives, in a fixed number of queries (design, section 6)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntFlag, StrEnum, auto

from domain.terms import Term


class LessonState(StrEnum):
    """How far a lesson is recorded."""

    recorded = auto()  # confirmed on its day
    late = auto()  # confirmed after its day
    open = auto()  # held, not confirmed
    future = auto()  # still to come


class CellFlag(IntFlag):
    """What the audit says about a cell."""

    late = 1  # something was entered after the lesson's day
    corrected = 2  # and it replaced another text, shown struck through


@dataclass(frozen=True, slots=True)
class GridStudent:
    """A student who is or was in the group (and subgroup) within the semester shown."""

    id: int
    name: str  # «Иванова Анна»
    short_name: str  # «Иванова А. П.»
    since: date  # first and last day of being in the group; None: still there
    until: date | None
    average: Decimal | None
    marks: int  # how many count (5.5.7)
    needed: int  # of these, by now (6.2)
    missed_hours: int  # in recorded lessons


@dataclass(frozen=True, slots=True)
class GridLesson:
    """A lesson: a column of the grid."""

    id: int
    held_on: date
    pair: int | None
    hours: int
    kind: str
    mode: str
    topic: str
    homework: str
    tasks: str
    task_kind: str | None
    practical_hours: int
    state: LessonState
    confirmed_at: datetime | None  # naive UTC


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that says something, now or once: an emptied cell shows what a correction removed."""

    lesson_id: int
    student_id: int
    text: str
    flag: int = 0  # of CellFlag
    old: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A semester of a journal as its viewer may see it."""

    gradebook_id: int
    title: str  # «МДК.01.01 Разработка программных модулей»
    index_code: str
    group_id: int
    group: str
    subgroup: str | None
    teacher_id: int
    teacher: str
    year: str
    semesters: tuple[Term, ...]
    semester: Term
    editable: bool
    hours_held: int  # of lessons up to today
    hours_planned: int
    students: tuple[GridStudent, ...]
    lessons: tuple[GridLesson, ...]
    cells: tuple[GridCell, ...]
