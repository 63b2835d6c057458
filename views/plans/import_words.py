"""The words of the preview of a plan's import, in the reader's language."""

from typing import Any, Final

from flask_babel import lazy_gettext as _l

from exchange.lesson_plan_xlsx import Fate, Field
from exchange.lesson_plan_xlsx.shapes import Why

FIELDS: Final[dict[Field, Any]] = {
    Field.skip: _l("— leave out —"),
    Field.number: _l("number of the lesson"),
    Field.title: _l("topic, section, theme"),
    Field.total: _l("hours, of any kind"),
    Field.theory: _l("hours of theory"),
    Field.practice: _l("hours of practice and labs"),
    Field.lab: _l("hours of labs"),
    Field.kind: _l("kind of lesson"),
    Field.equipment: _l("equipment"),
    Field.homework: _l("homework"),
    Field.self_study: _l("self-study"),
    Field.self_hours: _l("hours of self-study"),
    Field.tasks: _l("tasks"),
    Field.task_kind: _l("kind of tasks"),
    Field.competences: _l("competences"),
    Field.level: _l("level of mastery"),
}
FATES: Final[dict[Fate, Any]] = {
    Fate.lesson: _l("lessons begin"),
    Fate.joined: _l("joined to the lesson before"),
    Fate.heading: _l("sections and themes"),
    Fate.header: _l("names of columns"),
    Fate.totals: _l("totals"),
    Fate.outside: _l("before or after the plan"),
    Fate.blank: _l("blank"),
    Fate.unread: _l("could not be read"),
}
WHYS: Final[dict[Why, Any]] = {
    Why.nothing_known: _l("It has no number and no hours, and no lesson stands before it."),
    Why.hours_unclear: _l("What stands in a column of hours is no whole number."),
    Why.hours_without_lesson: _l("It has hours, but no lesson stands before it."),
}


def letters(column: int) -> str:
    """Return the name of a column (from 0) as a spreadsheet shows it: A … Z, AA …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def ranges(rows: list[tuple[int, int]]) -> str:
    """Return ranges of rows as «4–6, 95»."""
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in rows)
