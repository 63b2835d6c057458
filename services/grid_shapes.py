"""A journal as a grid of frozen primitives."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntFlag
from typing import NamedTuple

from domain.attendance_sheet import Period
from domain.enough_marks import Course
from domain.lesson_state import LessonState
from domain.terms import Term
from domain.verdict import Verdict
from services.journal_open import Closed
from services.journal_times import Times


class CellFlag(IntFlag):
    """What the audit says about a cell."""

    late = 1  # something was entered after the lesson's day
    corrected = 2  # and it replaced another text, shown struck through


class GridStudent(NamedTuple):
    """A student who is or was in the group (and subgroup) within the semester shown."""

    id: int
    name: str  # «Иванова Анна Павловна»
    short_name: str  # «Иванова А. П.»
    periods: tuple[Period, ...]  # of being taught here, in order
    average: Decimal | None
    weighted: Decimal | None  # by the weights of works
    marks: int  # how many count (5.5.7)
    needed: int  # of these, by the end of the semester (6.2)
    missed_hours: int  # in recorded lessons
    enough: Verdict  # whether the marks suffice

    @property
    def since(self) -> date:
        """Return the first day of being taught here."""
        return self.periods[0].starts_on

    @property
    def until(self) -> date | None:
        """Return the last day of being taught here; None: still is."""
        return self.periods[-1].ends_on

    def attends(self, day: date) -> bool:
        """Return whether the student is taught here on `day`."""
        return any(period.covers(day) for period in self.periods)


class GridLesson(NamedTuple):
    """A lesson: a column of the grid. A named tuple for the same reason as a cell."""

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
    topic_id: int | None  # the row of the plan that it gave
    room: str | None
    state: LessonState
    confirmed_at: datetime | None  # naive UTC
    teacher: str  # who keeps the journal that day, or stands in; empty in a vacancy
    stands_in: bool
    editable: bool  # it is the viewer's to write, and open
    closed: Closed | None = None  # why what is the viewer's cannot be changed now (3.6)


class GridWork(NamedTuple):
    """A work of a lesson: a column of its own right of the lesson's (5.5.10)."""

    id: int
    lesson_id: int
    ordinal: int  # that of its marks too
    kind: str
    title: str
    is_required: bool
    weight: int
    issued_on: date
    due_on: date
    results_at: datetime | None  # naive UTC
    editable: bool = False  # its cells are the viewer's to write, and open


class GridCell(NamedTuple):
    """A cell that says something, now or once: an emptied cell shows what a correction removed.

    A named tuple, because a journal has 1500 of them and a page is made of them in milliseconds.
    """

    lesson_id: int
    student_id: int
    text: str
    flag: int = 0  # of CellFlag
    old: str | None = None  # what a correction replaced


class GridWorkCell(NamedTuple):
    """The same of a work: the mark of a student for it."""

    work_id: int
    student_id: int
    text: str
    flag: int = 0
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
    works: tuple[GridWork, ...]  # of the lessons, in the order of columns
    work_cells: tuple[GridWorkCell, ...]
    course: Course  # the semester as the marks of all are judged by
    times: Times = field(default_factory=Times)  # windows and requests of the viewer's own
    remarks: int = 0  # open ones of inspectors
