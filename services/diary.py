"""The diary of a student: what a student and a parent look at (clauses 3.9, 5.7)."""

from dataclasses import dataclass
from datetime import date

from domain.enums import AbsenceKind
from domain.lesson_state import LessonState


@dataclass(frozen=True, slots=True)
class DiaryLesson:
    """A lesson for one student. Until it is recorded it says nothing of marks or presence."""

    lesson_id: int
    pair: int | None
    title: str
    kind: str
    topic: str
    homework: str
    teacher: str
    state: LessonState
    text: str  # the cell, canonical; empty where there is none or nothing is recorded
    marks: tuple[str, ...]
    absence: AbsenceKind | None
    minutes: int | None  # of coming late


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """A day with its lessons by pair."""

    day: date
    lessons: tuple[DiaryLesson, ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """Days from the latest to the earliest; days without lessons are left out."""

    student_id: int
    student: str
    group: str | None  # of today
    days: tuple[DiaryDay, ...]


@dataclass(frozen=True, slots=True)
class DiaryOwner:
    """A student whose diary the person who asks may read."""

    student_id: int
    name: str
