"""Whether a student's marks suffice for a semester mark (clauses 5.5.7, 6.1, 6.2).

How many marks the hours of a week ask for is the norm `marks_needed`; works in writing, of the
laboratory and of practice must be among them where the journal has held such ones.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from functools import lru_cache
from math import ceil
from typing import Final

from domain.enums import LessonKind, TaskKind
from domain.regulation import DEFAULTS, Norm, Regulation
from domain.verdict import Severity, Verdict

ACCUMULATE, JUSTIFIED = "5.5.7", "6.2"


class WorkClass(StrEnum):
    """Works that a semester mark has to take into account (6.2)."""

    written = auto()
    lab = auto()
    practical = auto()


OF_TASK: Final = {
    TaskKind.test: WorkClass.written,
    TaskKind.written: WorkClass.written,
    TaskKind.control: WorkClass.written,
    TaskKind.lab: WorkClass.lab,
    TaskKind.practical: WorkClass.practical,
    TaskKind.graphic: WorkClass.practical,
}
OF_LESSON: Final = {
    LessonKind.control: WorkClass.written,
    LessonKind.lab: WorkClass.lab,
    LessonKind.practical: WorkClass.practical,
}


class State(StrEnum):
    """How a student's marks stand: the code of a verdict."""

    enough = auto()
    on_the_way = auto()
    short = auto()  # fewer than the part of the semester that is over asks for
    kinds = auto()  # as many as needed, but none of a class of works that was held
    impossible = auto()  # more are missing than lessons to come can give
    exempt = auto()
    left = auto()  # taught here no longer


TOO_FEW: Final = frozenset({State.short, State.kinds, State.impossible})
_SEVERITY: Final = {
    State.on_the_way: Severity.note,
    State.short: Severity.warning,
    State.kinds: Severity.warning,
    State.impossible: Severity.fault,
}


@dataclass(frozen=True, slots=True)
class Course:
    """A semester of a journal on a day, as all its students share it."""

    today: date
    starts_on: date
    ends_on: date
    needed: int  # marks by the end
    held: frozenset[WorkClass]  # classes of works that lessons and works so far were of
    past: tuple[date, ...]  # days of lessons up to today, in order
    coming: tuple[date, ...]  # days of lessons after today, in order
    unscheduled: int = 0  # lessons that the plan still owes and no timetable has placed

    @property
    def asked(self) -> int:
        """Return how many marks the part of the semester that is over asks for."""
        days = max(1, (self.ends_on - self.starts_on).days)
        over = min(days, max(0, (self.today - self.starts_on).days))
        return self.needed * over // days


def hours_a_week(hours: int, starts_on: date, ends_on: date) -> float:
    """Return the academic hours of an average week of a term whose both days are given."""
    weeks = ceil(((ends_on - starts_on).days + 1) / 7)
    return hours / max(weeks, 1)


def needed(hours: int, starts_on: date, ends_on: date, norms: Regulation = DEFAULTS) -> int:
    """Return how many marks a student needs by the end of a term of `hours` academic hours (6.2).

    `norms` are those in force when the term is judged.
    """
    if hours <= 0:
        return 0
    weekly = hours_a_week(hours, starts_on, ends_on)
    steps = norms.steps(Norm.marks_needed)
    return next(marks for most, marks in steps if most is None or weekly <= most)


def class_of(lesson_kind: str, task_kind: str | None) -> WorkClass | None:
    """Return the class of a mark for a lesson: that of its task, else that of its kind."""
    found = OF_TASK.get(TaskKind(task_kind)) if task_kind else None
    return found or OF_LESSON.get(LessonKind(lesson_kind))


@lru_cache(maxsize=64)  # every mark for a work asks: there are few kinds
def class_of_work(kind: str) -> WorkClass | None:
    """Return the class of a mark for a work of a kind of TaskKind."""
    return OF_TASK.get(TaskKind(kind))


def judge(course: Course, marks: int, classes: Collection[WorkClass]) -> Verdict:
    """Return whether `marks` of these `classes`, of a student taught to the end, suffice.

    Facts: marks, needed, missing (marks), kinds (classes without a mark), begin_by: the last day
    by which a mark in each lesson must begin (None: none is missing, or lessons that no timetable
    placed yet leave time), since: from when it could no longer be reached (`impossible` alone).
    """
    missing = max(0, course.needed - marks)
    kinds = tuple(sorted(course.held - set(classes)))
    begin_by, since = None, None
    state = State.enough
    if missing > len(course.coming) + course.unscheduled:
        state, since = State.impossible, _impossible_since(course, missing)
    elif missing:
        state = State.short if marks < course.asked else State.on_the_way
        in_time = missing - course.unscheduled
        begin_by = course.coming[-in_time] if in_time > 0 else None
    elif kinds:
        state = State.kinds
    facts = {
        "marks": marks,
        "needed": course.needed,
        "missing": missing,
        "kinds": kinds,
        "begin_by": begin_by,
        "since": since,
    }
    clause = JUSTIFIED if state is State.kinds else ACCUMULATE
    return Verdict(clause, state, _SEVERITY.get(state, Severity.ok), facts)


def _impossible_since(course: Course, missing: int) -> date:
    """Return the day of the lesson in which the marks that are missing had to begin."""
    lessons = (*course.past, *course.coming)
    late = missing - course.unscheduled
    return lessons[-late] if late <= len(lessons) else course.starts_on


def excused(state: State, course: Course, marks: int) -> Verdict:
    """Return the verdict on somebody who needs no marks: exempt, or taught here no longer."""
    facts = {"marks": marks, "needed": course.needed, "missing": 0, "kinds": ()}
    return Verdict(ACCUMULATE, state, Severity.ok, facts | {"begin_by": None, "since": None})


def course_on(
    today: date,
    term: tuple[date, date],
    goal: int,
    lessons: Sequence[tuple[date, int]],
    hours_planned: int,
    held: Iterable[WorkClass],
) -> Course:
    """Return a semester on a day; `lessons` are (day, hours) in order, `held` the classes so far.

    Hours of the plan that the lessons do not cover are lessons still to be placed, as long as
    the usual one is: only those of the semester that is not over.
    """
    hours = [number for _day, number in lessons]
    usual = max(set(hours), key=hours.count) if hours else 2
    open_hours = max(0, hours_planned - sum(hours)) if today < term[1] else 0
    return Course(
        today,
        *term,
        goal,
        frozenset(held),
        tuple(day for day, _hours in lessons if day <= today),
        tuple(day for day, _hours in lessons if day > today),
        open_hours // usual,
    )
