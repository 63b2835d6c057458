"""The fields of a work as they arrive, checked one by one and together (5.5.6, 5.5.10)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import TaskKind
from domain.typed import day_of, is_storable
from services.errors import FieldsError
from services.lesson_fields import Values, choice_in, number_in
from services.record_language import record_problem

MOST_TITLE: Final = 250  # characters
WEIGHTS: Final = range(1, 11)


def read_fields(data: Mapping[str, object]) -> Values:
    """Return the fields that `data` names as values of their types; raise FieldsError."""
    values: Values = {}
    errors: dict[str, str] = {}
    for name, value in data.items():
        reader = _READERS.get(name)
        if reader is None:
            errors[name[:40]] = _("A work has no such field.")
            continue
        try:
            values[name] = reader(value)
        except ValueError as fault:
            errors[name] = str(fault)
    if errors:
        raise FieldsError(errors)
    return values


def check_days(work: Values, held_on: date, term: tuple[date, date]) -> None:
    """Check the days of a work of a lesson of `held_on` in the semester `term`.

    It is due on the lesson's day or later, after it was given, and both within the semester: its
    marks are the semester's. Raises FieldsError.
    """
    span = {"first": f"{term[0]:%d.%m.%Y}", "last": f"{term[1]:%d.%m.%Y}"}
    errors = {}
    for name in ("issued_on", "due_on"):
        if not term[0] <= work[name] <= term[1]:
            errors[name] = _("The day is outside the semester %(first)s–%(last)s.", **span)
    if not errors and work["due_on"] < work["issued_on"]:
        errors["due_on"] = _("A work is due on the day it is given or later.")
    if not errors and work["due_on"] < held_on:
        day = f"{held_on:%d.%m.%Y}"
        errors["due_on"] = _("The work of the lesson of %(day)s is due then or later.", day=day)
    if errors:
        raise FieldsError(errors)


def _day(value: object) -> date:
    try:
        return day_of(value)
    except ValueError:
        raise ValueError(_("Give a day.")) from None


def _title(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not is_storable(value):
        raise ValueError(_("This is no text."))
    text = " ".join(value.split())
    if len(text) > MOST_TITLE:
        raise ValueError(_("At most %(most)d characters.", most=MOST_TITLE))
    if (problem := record_problem(text)) is not None:
        raise ValueError(problem)
    return text


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("Send true or false."))
    return value


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "kind": choice_in(TaskKind),
    "title": _title,
    "is_required": _flag,
    "weight": number_in(WEIGHTS, lambda: _("A weight is a number from 1 to 10.")),
    "issued_on": _day,
    "due_on": _day,
}
NAMES: Final = tuple(_READERS)
