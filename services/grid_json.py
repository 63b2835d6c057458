"""The grid as the REST answer gives it."""

from typing import Any

from services.grid_shapes import Grid, GridLesson, GridStudent


def as_json(grid: Grid) -> dict[str, Any]:
    """Return the grid as JSON values.

    A cell is [lesson, student, text, flag, old text or null]; flag 0, 1 late, 2 corrected, 3 both.
    Days are «2026-10-14»; instants are UTC, «2026-10-14T07:00:00Z».
    """
    return {
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
        },
        "students": [_student(student) for student in grid.students],
        "lessons": [lesson_json(lesson) for lesson in grid.lessons],
        "cells": grid.cells,  # named tuples are arrays in JSON
    }


def _student(student: GridStudent) -> dict[str, Any]:
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
        "marks": student.marks,
        "needed": student.needed,
        "missed_hours": student.missed_hours,
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
        "state": lesson.state.value,
        "confirmed_at": confirmed and f"{confirmed.isoformat()}Z",
    }
