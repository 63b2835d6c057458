"""The columns of a grid: each lesson, and right of it each of its works (5.5.10)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.grid_shapes import Grid, GridLesson, GridWork


class Column(NamedTuple):
    """A column. Its `key` is «12» of lesson 12, «12.3» of work 3 of that lesson."""

    key: str
    held_on: date
    editable: bool
    lesson: GridLesson
    work: GridWork | None = None


def columns_of(grid: Grid, lessons: Sequence[GridLesson]) -> list[Column]:
    """Return the columns of `lessons` and of their works, from left to right."""
    works: dict[int, list[GridWork]] = {}
    for work in grid.works:
        works.setdefault(work.lesson_id, []).append(work)
    found = []
    for lesson in lessons:
        found.append(Column(str(lesson.id), lesson.held_on, lesson.editable, lesson))
        for work in works.get(lesson.id, ()):
            key = work_key(work)
            found.append(Column(key, lesson.held_on, work.editable, lesson, work))
    return found


def work_key(work: GridWork) -> str:
    """Return the key of a work's column."""
    return f"{work.lesson_id}.{work.id}"
