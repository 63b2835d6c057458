"""Clause 6.2: how many marks the hours ask for, and which works have to be among them."""

from datetime import date

import pytest

from domain.enough_marks import (
    State,
    WorkClass,
    class_of,
    class_of_work,
    course_on,
    judge,
    needed,
)
from domain.enums import LessonKind, TaskKind
from domain.regulation import Norm, Regulation

TERM = date(2026, 9, 1), date(2027, 1, 4)  # 18 weeks
WRITTEN, LAB, PRACTICAL = WorkClass.written, WorkClass.lab, WorkClass.practical


@pytest.mark.parametrize(
    ("hours", "by_default", "by_the_college"),
    [
        (0, 0, 0),
        (1, 3, 2),
        (36, 3, 2),  # 2 hours a week
        (37, 4, 5),
        (54, 4, 5),  # 3
        (55, 5, 5),
        (72, 5, 5),  # 4
        (73, 6, 5),
        (108, 6, 5),  # 6
        (109, 7, 5),
        (400, 7, 5),
    ],
)
def test_6_2_marks_needed_by_hours_a_week(hours: int, by_default: int, by_the_college: int) -> None:
    assert needed(hours, *TERM) == by_default
    norms = Regulation({Norm.marks_needed: "2:2 …:5"})
    assert needed(hours, *TERM, norms) == by_the_college


@pytest.mark.parametrize(
    ("kind", "task", "found"),
    [
        (LessonKind.lecture, None, None),
        (LessonKind.lecture, TaskKind.answer, None),
        (LessonKind.lecture, TaskKind.homework, None),
        (LessonKind.lecture, TaskKind.independent, None),
        (LessonKind.lecture, TaskKind.test, WRITTEN),
        (LessonKind.seminar, TaskKind.written, WRITTEN),
        (LessonKind.control, None, WRITTEN),
        (LessonKind.lab, None, LAB),
        (LessonKind.lab, TaskKind.answer, LAB),
        (LessonKind.lab, TaskKind.control, WRITTEN),
        (LessonKind.practical, None, PRACTICAL),
        (LessonKind.lecture, TaskKind.graphic, PRACTICAL),
    ],
)
def test_6_2_which_works_a_mark_speaks_for(
    kind: LessonKind, task: TaskKind | None, found: WorkClass | None
) -> None:
    assert class_of(kind.value, task and task.value) == found
    if task is not None and kind is LessonKind.lecture:
        assert class_of_work(task.value) == found


@pytest.mark.parametrize(
    ("held", "marks", "classes", "state", "missing"),
    [
        ((), 3, (), State.enough, ()),
        ((LAB,), 3, (LAB,), State.enough, ()),
        ((LAB,), 3, (), State.kinds, (LAB,)),
        ((LAB,), 9, (WRITTEN,), State.kinds, (LAB,)),
        ((WRITTEN, LAB, PRACTICAL), 3, (PRACTICAL,), State.kinds, (LAB, WRITTEN)),
        ((WRITTEN, LAB, PRACTICAL), 3, (PRACTICAL, LAB, WRITTEN), State.enough, ()),
        ((LAB,), 2, (), State.impossible, (LAB,)),  # too few marks say more than a class
        ((), 3, (LAB,), State.enough, ()),  # of a work that nobody else did
    ],
)
def test_6_2_works_that_were_held_are_among_the_marks(
    held: tuple[WorkClass, ...],
    marks: int,
    classes: tuple[WorkClass, ...],
    state: State,
    missing: tuple[WorkClass, ...],
) -> None:
    course = course_on(date(2027, 1, 5), TERM, 3, [(date(2026, 9, 1), 2)], 2, held)
    verdict = judge(course, marks, classes)
    assert (verdict.code, verdict.facts["kinds"]) == (state, missing)
