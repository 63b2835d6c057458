"""The fields of a plan's rows as they arrive, checked one by one; each fault is a sentence.

Only what no database keeps is refused here: a draft may be incomplete, and in any language, until
it is submitted (services/plan_check.py).
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import LessonKind, PlanRow, TaskKind
from domain.typed import is_storable, key_of, whole
from services.errors import FieldsError, MalformedError
from services.plan_lines import MOST_ROWS, PlanLine

MOST_TEXT: Final = 2000
MOST_COMPETENCES: Final = 250
MOST_HOURS: Final = 999
MOST_SEMESTER: Final = 12
MOST_FAULTS: Final = 20  # that one answer names
_IGNORED: Final = frozenset({"remark"})  # the methodist's: it comes with the rows and stays


def lines_in(given: object) -> list[PlanLine]:
    """Return the rows of a table; raise MalformedError or FieldsError («rows.3.hours»)."""
    if not isinstance(given, list):
        raise FieldsError({"rows": _("Send a list of rows.")})
    if len(given) > MOST_ROWS:
        raise MalformedError(_("A plan has at most %(most)d rows.", most=MOST_ROWS))
    errors: dict[str, str] = {}
    lines = []
    for place, row in enumerate(given):
        try:
            lines.append(line_in(row))
        except FieldsError as fault:
            errors |= {f"rows.{place}.{name}": text for name, text in fault.errors.items()}
    if errors:
        raise FieldsError(dict(list(errors.items())[:MOST_FAULTS]))
    return lines


def line_in(row: object, usual: PlanLine | None = None) -> PlanLine:
    """Return one row; what it does not name is as in `usual`. Raises FieldsError."""
    if not isinstance(row, Mapping):
        raise FieldsError({"row": _("A row is a JSON object.")})
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in row.items():
        reader = _READERS.get(name)
        if reader is None:
            if name not in _IGNORED:
                errors[str(name)[:40]] = _("A row of a plan has no such field.")
            continue
        try:
            values[name] = reader(value)
        except ValueError as fault:
            errors[name] = str(fault)
    base = usual or PlanLine()
    whole_row = {name: getattr(base, name) for name in _READERS} | values
    if whole_row["level"] is not PlanRow.lesson and "level" not in errors:
        errors |= _heading_faults(whole_row)
    if errors:
        raise FieldsError(errors)
    return PlanLine(**whole_row)


def _heading_faults(row: Mapping[str, Any]) -> dict[str, str]:
    sentence = _("A section or a theme has no hours of its own.")
    return {name: sentence for name in ("hours", "self_study_hours") if row[name]}


def _text(most: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str) or not is_storable(value):
            raise ValueError(_("This is no text."))
        text = value.replace("\r\n", "\n").strip()
        if len(text) > most:
            raise ValueError(_("At most %(most)d characters.", most=most))
        return text

    return read


def _number(least: int, most: int, empty: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        try:
            number = whole(value)
        except ValueError:
            raise ValueError(_("Send a whole number.")) from None
        if number is None:
            return empty
        if not least <= number <= most:
            raise ValueError(
                _("A whole number from %(least)d to %(most)d.", least=least, most=most)
            )
        return number

    return read


def _choice(vocabulary: type[StrEnum], empty: StrEnum | None) -> Callable[[object], Any]:
    def read(value: object) -> StrEnum | None:
        if value in (None, ""):
            return empty
        if not isinstance(value, str) or value not in set(vocabulary):
            raise ValueError(_("Choose one of the list."))
        return vocabulary(value)

    return read


def _key(value: object) -> int | None:
    try:
        return None if value is None else key_of(value)
    except ValueError:
        raise ValueError(_("Send the id as a whole number.")) from None


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "level": _choice(PlanRow, PlanRow.lesson),
    "semester_number": _number(1, MOST_SEMESTER, 1),
    "title": _text(MOST_TEXT),
    "hours": _number(0, MOST_HOURS, 0),
    "kind": _choice(LessonKind, LessonKind.lecture),
    "tasks": _text(MOST_TEXT),
    "task_kind": _choice(TaskKind, None),
    "homework": _text(MOST_TEXT),
    "self_study": _text(MOST_TEXT),
    "self_study_hours": _number(0, MOST_HOURS, 0),
    "competences": _text(MOST_COMPETENCES),
    "equipment": _text(MOST_TEXT),
    "id": _key,
    "origin_id": _key,
}
FIELDS: Final[Sequence[str]] = tuple(_READERS)
