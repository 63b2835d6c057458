"""What the page hands to its scripts: a JSON data block, the grammar's table included."""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from flask_babel import get_locale
from markupsafe import Markup

from domain.cells import grammar
from domain.clock import clock
from domain.enough_marks import TOO_FEW
from domain.enums import LessonKind, LessonMode
from services.grid_shapes import Grid, GridLesson, GridStudent, GridWork
from views.journal.columns import work_key
from views.journal.sentences import sentences
from views.journal.words import Words, enum_labels, instant

# What could end the element that holds the block, or begin another one, is written as an escape.
_DAY: Final = re.compile(r"\d{2}\.\d{2}\.\d{4}")  # as sentences say it
_ESCAPES: Final = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def data_block(values: dict[str, Any]) -> Markup:
    """Return `values`, and what the scripts say and check by, as JSON safe inside a <script>."""
    both = f"{_json(values)[:-1]},{_of_language(str(get_locale()))[1:]}"
    return Markup(both)  # noqa: S704  _json escapes


def _json(values: dict[str, Any]) -> str:
    """Return JSON in which nothing can end or begin an element; Cyrillic stays short."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in _ESCAPES:
        text = text.replace(letter, escape)
    return text


@lru_cache(maxsize=8)
def _of_language(_locale: str) -> str:
    """Return what is the same on every page of a language; looking it up costs milliseconds."""
    return _json({"grammar": grammar(), "messages": sentences(), "labels": enum_labels()})


def page_data(
    grid: Grid, lessons: Sequence[GridLesson], students: Sequence[GridStudent], words: Words
) -> dict[str, Any]:
    """Return what every page of a journal hands to its scripts, for the lessons it shows."""
    shown, reasons = {one.id for one in lessons}, _Reasons()
    return {
        "today": words.today.isoformat(),
        "students": [{"id": one.id, "name": one.short_name} for one in students],
        "lessons": [_lesson(one, words, grid.teacher, reasons) for one in lessons],
        "abbreviations": words.abbreviations,
        "closed": [*reasons.known],
        "works": [_work(one, words) for one in grid.works if one.lesson_id in shown],
        "few_marks": few_marks(students),
        "new_lesson": _defaults(lessons),
    }


def few_marks(students: Sequence[GridStudent]) -> int:
    """Return how many students need more marks than they have by now (5.5.7, 6.2)."""
    return sum(one.enough.code in TOO_FEW for one in students)


def _work(one: GridWork, words: Words) -> dict[str, Any]:
    return {
        "id": one.id,
        "column": work_key(one),
        "lesson_id": one.lesson_id,
        "name": words.work_name(one),
        "kind": one.kind,
        "title": one.title,
        "is_required": one.is_required,
        "weight": one.weight,
        "issued_on": one.issued_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "due": f"{one.due_on:%d.%m.%Y}",
        "results": one.results_at is not None,
        "editable": one.editable,
    }


def current_lesson(lessons: Sequence[GridLesson]) -> GridLesson | None:
    """Return the lesson at which a journal opens.

    Today's first one that is not recorded, else today's last, else the last one before today.
    """
    today = clock.today()
    of_today = [one for one in lessons if one.held_on == today]
    waiting = [one for one in of_today if one.confirmed_at is None]
    before = [one for one in lessons if one.held_on < today]
    for found in (waiting[:1], of_today[-1:], before[-1:], lessons[:1]):
        if found:
            return found[0]
    return None


def months_of(lessons: Iterable[GridLesson]) -> list[int]:
    """Return the months of the lessons, in their order."""
    return list(dict.fromkeys(one.held_on.month for one in lessons))


def ask_path(lesson: GridLesson) -> str:
    """Return where a correction window is asked for."""
    return f"/windows/new?lesson={lesson.id}"


class _Reasons:
    """Why lessons are closed: sentences that differ in days alone, each sent once with gaps."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def of(self, sentence: str) -> dict[str, Any]:
        """Return which sentence it is, and the days for its gaps in their order."""
        number = self.known.setdefault(_DAY.sub("{}", sentence), len(self.known))
        return {"of": number, "days": _DAY.findall(sentence)}


def _lesson(one: GridLesson, words: Words, usual: str, reasons: _Reasons) -> dict[str, Any]:
    confirmed = one.confirmed_at
    said: dict[str, Any] = {}
    if one.room:
        said["room"] = one.room
    if keeper := words.keeper(one, usual):
        said["keeper"] = keeper
    if one.closed is not None:
        said["closed"] = reasons.of(one.closed.sentence)
        if one.closed.may_ask:
            said["closed"]["ask"] = True
    return said | {
        "id": one.id,
        "name": words.lesson_name(one),
        "held_on": one.held_on.isoformat(),
        "pair": one.pair,
        "hours": one.hours,
        "kind": one.kind,
        "mode": one.mode,
        "topic": one.topic,
        "homework": one.homework,
        "tasks": one.tasks,
        "task_kind": one.task_kind,
        "practical_hours": one.practical_hours,
        "topic_id": one.topic_id,
        "teacher": one.teacher,
        "editable": one.editable,
        "state": one.state.value,
        "confirmed_at": confirmed and confirmed.isoformat(),
        "confirmed_today": confirmed is not None and clock.day_of(confirmed) == words.today,
        "confirmed_label": confirmed and instant(confirmed),
    }


def _defaults(lessons: Sequence[GridLesson]) -> dict[str, Any]:
    """Return the usual values of a new lesson: today, and the rest as in the last lesson."""
    last = lessons[-1] if lessons else None
    return {
        "held_on": clock.today().isoformat(),
        "pair": last.pair if last else 1,
        "hours": last.hours if last else 2,
        "kind": last.kind if last else LessonKind.lecture.value,
        "mode": last.mode if last else LessonMode.in_class.value,
        "practical_hours": 0,
    }
