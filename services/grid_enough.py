"""Whether the marks of a journal's students suffice, from what its grid has read (5.5.7, 6.2)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from domain.cells import EXEMPT
from domain.clock import clock
from domain.enough_marks import (
    Course,
    State,
    WorkClass,
    class_of,
    class_of_work,
    course_on,
    excused,
    judge,
)
from domain.terms import Term
from domain.verdict import Verdict
from services.grid_shapes import GridLesson, GridWork

_NONE: Final[frozenset[WorkClass]] = frozenset()


def classes_of(lessons: Sequence[GridLesson]) -> dict[int, WorkClass]:
    """Return what the marks for each lesson speak for, of lessons whose marks speak for any."""
    known: dict[tuple[str, str | None], WorkClass | None] = {}
    found = {}
    for lesson in lessons:
        key = lesson.kind, lesson.task_kind
        if key not in known:
            known[key] = class_of(*key)
        if (speaks_for := known[key]) is not None:
            found[lesson.id] = speaks_for
    return found


def course_of(
    term: Term,
    goal: int,
    lessons: Sequence[GridLesson],
    works: Sequence[GridWork],
    classes: Mapping[int, WorkClass],
    hours_planned: int,
) -> Course:
    """Return the semester of a journal as it stands today.

    Classes of works count as held from the day after their lesson, or after they were due: until
    then nobody can have a mark.
    """
    today = clock.today()
    held = {classes[one.id] for one in lessons if one.id in classes and one.held_on < today} | {
        class_of_work(work.kind) for work in works if work.due_on < today
    }
    return course_on(
        today,
        (term.starts_on, term.ends_on),
        goal,
        [(lesson.held_on, lesson.hours) for lesson in lessons],
        hours_planned,
        [one for one in held if one is not None],
    )


class Judges:
    """Verdicts on the students of a semester; a group has few different ones."""

    def __init__(self, course: Course) -> None:
        self._course, self._at = course, min(course.today, course.ends_on)
        self._known: dict[tuple[int, frozenset[WorkClass]], Verdict] = {}

    def verdict(
        self,
        marks: int,
        codes: Collection[str],
        classes: Collection[WorkClass],
        until: date | None,
    ) -> Verdict:
        """Return the verdict on a student with `marks` of `classes`, taught here `until`."""
        if until is not None and until < self._at:
            return excused(State.left, self._course, marks)
        if not marks and EXEMPT in codes:
            return excused(State.exempt, self._course, marks)
        key = marks, frozenset(classes) or _NONE
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = judge(self._course, *key)
        return found
