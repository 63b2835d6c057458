"""The grid as the REST answer gives it."""

import json
from functools import lru_cache
from typing import Any

from flask_babel import get_locale

from domain.journal_open import Window
from domain.verdict import Verdict
from services.enough_words import said
from services.grid_shapes import Grid, GridLesson, GridStudent, GridWork
from services.journal_times import Request


def as_json(grid: Grid) -> str:
    """Return the grid as JSON without spaces and escapes.

    A cell is [lesson, student, text, flag, old text or null]; flag 0, 1 late, 2 corrected, 3 both.
    Works stand apart: `works` of the lessons, `work_cells` with a work in place of the lesson.
    Days are «2026-10-14»; instants are UTC, «2026-10-14T07:00:00Z».
    """
    locale = str(get_locale())
    values = {
        "gradebook": {
            "id": grid.gradebook_id,
            "title": grid.title,
            "group": grid.group,
            "subgroup": grid.subgroup,
            "teacher": grid.teacher,
            "year": grid.year,
            "semesters": [
                {
                    "number": term.number,
                    "starts_on": term.starts_on.isoformat(),
                    "ends_on": term.ends_on.isoformat(),
                }
                for term in grid.semesters
            ],
            "semester": grid.semester.number,
            "editable": grid.editable,
            "hours_held": grid.hours_held,
            "hours_planned": grid.hours_planned,
            "windows": [_window(window) for window in grid.times.windows],
            "requests": [_days_of(request) for request in grid.times.requests],
        },
        "students": [_student(student, locale) for student in grid.students],
        "lessons": [lesson_json(lesson) for lesson in grid.lessons],
        "works": [work_json(work) | {"editable": work.editable} for work in grid.works],
        "work_cells": grid.work_cells,
    }
    # A cell's place is two numbers; what follows it is the same for most of them.
    cells = [f"[{cell[0]},{cell[1]},{_tail(cell[2:])}" for cell in grid.cells]
    return f'{compact(values)[:-1]},"cells":[{",".join(cells)}]}}'


@lru_cache(maxsize=4096)
def _tail(said: tuple[Any, ...]) -> str:
    """Return the end of the JSON array of a cell, by what the cell says: made once."""
    return compact(said)[1:]


def compact(values: Any) -> str:
    """Return `values` as JSON without spaces and escapes: a grid is large."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _days_of(asked: Window | Request) -> dict[str, Any]:
    return {
        "id": asked.id,
        "lessons_from": asked.lessons_from.isoformat(),
        "lessons_to": asked.lessons_to.isoformat(),
    }


def _window(window: Window) -> dict[str, Any]:
    closes_at = f"{window.closes_at.isoformat(timespec='seconds')}Z"
    return _days_of(window) | {"closes_at": closes_at, "reason": window.reason}


def _student(student: GridStudent, locale: str) -> dict[str, Any]:
    return {
        "id": student.id,
        "name": student.name,
        "short_name": student.short_name,
        "from": student.since.isoformat(),
        "until": student.until and student.until.isoformat(),
        "periods": [
            [period.starts_on.isoformat(), period.ends_on and period.ends_on.isoformat()]
            for period in student.periods
        ],
        "average": None if student.average is None else float(student.average),
        "weighted": None if student.weighted is None else float(student.weighted),
        "marks": student.marks,
        "needed": student.needed,
        "missed_hours": student.missed_hours,
        "enough": enough_json(student.enough, locale),
    }


def enough_json(verdict: Verdict, locale: str | None = None) -> dict[str, Any]:
    """Return whether marks suffice as JSON values: the state, what is missing, the last day."""
    facts = verdict.facts
    begin_by, since = facts["begin_by"], facts["since"]
    told = said(verdict, locale)
    return {
        "sign": told.sign,
        "word": told.word,
        "said": told.sentence,
        "few": told.is_few,
        "state": verdict.code,
        "clause": verdict.clause,
        "missing": facts["missing"],
        "kinds": facts["kinds"],
        "begin_by": begin_by and begin_by.isoformat(),
        "since": since and since.isoformat(),
    }


def work_json(work: GridWork) -> dict[str, Any]:
    """Return a work of a lesson as JSON values."""
    results = work.results_at
    return {
        "id": work.id,
        "lesson_id": work.lesson_id,
        "kind": work.kind,
        "title": work.title,
        "is_required": work.is_required,
        "weight": work.weight,
        "issued_on": work.issued_on.isoformat(),
        "due_on": work.due_on.isoformat(),
        "results_at": results and f"{results.isoformat()}Z",
    }


def lesson_json(lesson: GridLesson) -> dict[str, Any]:
    """Return a lesson as JSON values."""
    confirmed = lesson.confirmed_at
    return {
        "id": lesson.id,
        "held_on": lesson.held_on.isoformat(),
        "pair": lesson.pair,
        "hours": lesson.hours,
        "kind": lesson.kind,
        "mode": lesson.mode,
        "topic": lesson.topic,
        "homework": lesson.homework,
        "tasks": lesson.tasks,
        "task_kind": lesson.task_kind,
        "practical_hours": lesson.practical_hours,
        "topic_id": lesson.topic_id,
        "room": lesson.room,
        "state": lesson.state.value,
        "teacher": lesson.teacher,
        "stands_in": lesson.stands_in,
        "editable": lesson.editable,
        "closed": lesson.closed and {"code": lesson.closed.code, "reason": lesson.closed.sentence},
        "confirmed_at": confirmed and f"{confirmed.isoformat()}Z",
    }
