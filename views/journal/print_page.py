"""The print of a semester of a journal: sheets of cells, topics, corrections (3.4, 3.6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.lesson_state import LessonState
from services.corrections import Correction, corrections_of, reads_corrections
from services.grid_shapes import CellFlag, Grid, GridLesson, GridStudent
from views.journal.columns import Column, columns_of
from views.journal.words import Words, instant, with_subgroup, words

COLUMNS: Final = 24  # of lessons and works on a sheet of A4, landscape
Place = tuple[int, int, int]  # lesson, student, work; 0 for the lesson itself


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in print: what it says, what was struck out, which corrections tell about it."""

    text: str
    struck: str
    is_late: bool
    numbers: tuple[int, ...]


def print_page(session: Session, grid: Grid) -> str:
    """Return the print of a loaded semester; students and parents get their own rows of it."""
    say = words()
    audited = reads_corrections(session, grid.gradebook_id)
    found = corrections_of(session, grid.gradebook_id, grid.semester) if audited else []
    numbers = {one.id: number for number, one in enumerate(found, 1)}
    cells = _cells(grid, found, numbers)
    held = [one for one in grid.lessons if one.held_on <= clock.today()]
    columns = columns_of(grid, held)
    chunks = [columns[at : at + COLUMNS] for at in range(0, len(columns), COLUMNS)]
    return render_template(
        "journal/print.html",
        book=grid,
        group=with_subgroup(grid.group, grid.subgroup),
        sheets=[
            {
                "columns": [_head(one, say) for one in chunk],
                "rows": [_row(number, one, chunk, cells) for number, one in _listed(grid.students)],
                "is_last": chunk is chunks[-1],
            }
            for chunk in chunks
        ],
        topics=[_topic(number, one, say, grid.teacher) for number, one in _listed(held)],
        audited=audited,
        corrections=[_correction(number, one) for number, one in _listed(found)],
        printed=instant(clock.now()),
    )


def _listed(rows: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    return enumerate(rows, 1)


def _cells(
    grid: Grid, found: Sequence[Correction], numbers: Mapping[int, int]
) -> dict[Place, Cell]:
    told: dict[Place, list[int]] = {}
    for one in found:
        place = (one.lesson_id, one.student_id, one.work_id or 0)
        if one.replaces:
            told.setdefault(place, []).append(numbers[one.id])
    lesson_of = {work.id: work.lesson_id for work in grid.works}
    cells: dict[Place, Cell] = {}
    for lesson_id, student_id, text, flag, old in grid.cells:
        place = (lesson_id, student_id, 0)
        cells[place] = _cell(text, flag, old, told.get(place, ()))
    for work_id, student_id, text, flag, old in grid.work_cells:
        place = (lesson_of[work_id], student_id, work_id)
        cells[place] = _cell(text, flag, old, told.get(place, ()))
    return cells


def _cell(text: str, flag: int, old: str | None, numbers: Sequence[int]) -> Cell:
    return Cell(text, old or "", bool(flag & CellFlag.late), tuple(numbers))


def _row(
    number: int, student: GridStudent, columns: Sequence[Column], cells: Mapping[Place, Cell]
) -> dict[str, Any]:
    return {
        "number": number,
        "name": student.short_name,
        "cells": [
            cells.get((one.lesson.id, student.id, one.work.id if one.work else 0))
            for one in columns
        ],
        "away": [not student.attends(one.held_on) for one in columns],
        "average": "" if student.average is None else f"{student.average:.2f}".replace(".", ","),
        "marks": student.marks,
        "missed": student.missed_hours or "",
    }


def _head(column: Column, say: Words) -> dict[str, Any]:
    day, work = column.held_on, column.work
    return {
        "day": f"{day.day:02}",
        "month": say.months[day.month],
        "sign": say.work_letters[work.kind] if work else say.abbreviations[column.lesson.kind],
        "is_work": work is not None,
        "is_open": column.lesson.state is LessonState.open,
        "title": say.lesson_name(column.lesson),
    }


def _topic(number: int, lesson: GridLesson, say: Words, usual: str) -> dict[str, Any]:
    recorded = lesson.confirmed_at
    return {
        "number": number,
        "day": f"{lesson.held_on:%d.%m.%Y}",
        "pair": lesson.pair or "",
        "hours": lesson.hours,
        "kind": say.kinds[lesson.kind],
        "topic": lesson.topic,
        "homework": lesson.homework,
        "recorded": instant(recorded) if recorded else "",
        "is_late": lesson.state is LessonState.late,
        "teacher": say.keeper(lesson, usual) or "",
    }


def _correction(number: int, one: Correction) -> dict[str, Any]:
    day = f"{one.held_on:%d.%m.%Y}" if one.held_on else _("deleted lesson")
    pair = _("pair %(number)s", number=one.pair) if one.pair else ""
    return {
        "number": number,
        "day": day,
        "place": " · ".join(filter(None, (pair, one.work))),
        "student": one.student,
        "old": one.old,
        "new": one.new,
        "actor": one.actor,
        "at": instant(one.at),
        "reason": one.reason,
        "replaces": one.replaces,
    }
