"""The fields of a lesson as they arrive, checked one by one; each fault is a sentence."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import LessonKind, LessonMode, TaskKind
from domain.typed import day_of, is_storable, whole
from services.errors import FieldsError
from services.record_language import record_problem, topic_problem

MOST_TEXT: Final = 2000  # characters
PAIRS: Final = range(1, 13)
HOURS: Final = range(1, 13)
Values = dict[str, Any]


def read_fields(data: Mapping[str, object]) -> Values:
    """Return the fields that `data` names as values of their types; raise FieldsError."""
    values: Values = {}
    errors: dict[str, str] = {}
    for name, value in data.items():
        reader = _READERS.get(name)
        if reader is None:
            errors[name[:40]] = _("A lesson has no such field.")
            continue
        try:
            values[name] = reader(value)
        except ValueError as fault:
            errors[name] = str(fault)
    if errors:
        raise FieldsError(errors)
    return values


def check_together(lesson: Values) -> None:
    """Check what fields say together, of a lesson as it would be; raise FieldsError."""
    errors = {}
    if lesson["practical_hours"] > lesson["hours"]:
        errors["practical_hours"] = _("Practical training is a part of the lesson's hours.")
    if lesson["pair"] is None and lesson["kind"] is not LessonKind.practice_day:
        errors["pair"] = _("Give the pair. Only days of practice have none.")
    if errors:
        raise FieldsError(errors)


def _day(value: object) -> Any:
    try:
        return day_of(value)
    except ValueError:
        raise ValueError(_("Give the day of the lesson.")) from None


def number_in(allowed: range, sentence: Callable[[], str], *, empty: int | None = -1) -> Any:
    """Return a reader of a number within `allowed`; `empty` stands for no value, -1 refuses it."""

    def read(value: object) -> int | None:
        try:
            number = whole(value)
        except ValueError:
            raise ValueError(sentence()) from None
        if number is None and empty != -1:
            return empty
        if number is None or number not in allowed:
            raise ValueError(sentence())
        return number

    return read


def choice_in(vocabulary: type[StrEnum], *, optional: bool = False) -> Any:
    """Return a reader of a member of `vocabulary`, or of none where that is `optional`."""

    def read(value: object) -> StrEnum | None:
        if optional and value in (None, ""):
            return None
        if not isinstance(value, str) or value not in set(vocabulary):
            raise ValueError(_("Choose one of the list."))
        return vocabulary(value)

    return read


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not is_storable(value):
        raise ValueError(_("This is no text."))
    text = value.replace("\r\n", "\n").strip()
    if len(text) > MOST_TEXT:
        raise ValueError(_("At most %(most)d characters.", most=MOST_TEXT))
    return text


def _topic(value: object) -> str:
    text = _text(value)
    if (problem := topic_problem(text)) is not None:
        raise ValueError(problem)
    return text


def _record(value: object) -> str:
    text = _text(value)
    if (problem := record_problem(text)) is not None:
        raise ValueError(problem)
    return text


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "held_on": _day,
    "pair": number_in(PAIRS, lambda: _("A pair is a number from 1 to 12."), empty=None),
    "hours": number_in(HOURS, lambda: _("A lesson has 1 to 12 academic hours.")),
    "practical_hours": number_in(
        range(13), lambda: _("Hours of practical training are a number from 0 to 12."), empty=0
    ),
    "kind": choice_in(LessonKind),
    "mode": choice_in(LessonMode),
    "topic": _topic,
    "homework": _record,
    "tasks": _record,
    "task_kind": choice_in(TaskKind, optional=True),
}
REQUIRED: Final = ("held_on", "topic")
DEFAULTS: Final[Values] = {
    "pair": None,
    "hours": 2,
    "practical_hours": 0,
    "kind": LessonKind.lecture,
    "mode": LessonMode.in_class,
    "homework": "",
    "tasks": "",
    "task_kind": None,
}
NAMES: Final = frozenset(_READERS)
