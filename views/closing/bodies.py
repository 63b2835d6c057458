"""What programs send about final marks, checked for shape; what it means is for the services."""

from collections.abc import Mapping
from typing import Any, Final

from flask import request
from flask_babel import gettext as _

from domain.typed import is_storable, key_of
from services.errors import FieldsError, MalformedError
from services.final_inputs import MOST_MARKS, MarkInput

YEAR: Final = "year"
MOST_FAULTS: Final = 20  # that one answer names
MOST_TEXT: Final = 600  # characters that are looked at at all


def term_of(value: object) -> tuple[int | None, bool]:
    """Return (semester number or None for the current one, whether it is the year)."""
    if value is None or value == "":
        return None, False
    if value == YEAR:
        return None, True
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()) or len(text) > 3:
        said = _("Send the number of a semester, or «%(year)s».", year=YEAR)
        raise FieldsError({"semester": said})
    return int(text), False


def term_in_query() -> tuple[int | None, bool]:
    """Return the term that the address names."""
    return term_of(request.args.get("semester"))


def marks_in(body: Mapping[str, Any]) -> list[MarkInput]:
    """Return the marks of a batch; raise MalformedError or FieldsError («marks.3.code»)."""
    given = body.get("marks")
    if not isinstance(given, list):
        raise FieldsError({"marks": _("Send a list of marks.")})
    if len(given) > MOST_MARKS:
        raise MalformedError(_("At most %(most)d marks can be sent at once.", most=MOST_MARKS))
    errors: dict[str, str] = {}
    marks = [_mark(number, one, errors) for number, one in enumerate(given)]
    if errors:
        raise FieldsError(dict(list(errors.items())[:MOST_FAULTS]))
    return [one for one in marks if one is not None]


def _mark(number: int, given: object, errors: dict[str, str]) -> MarkInput | None:
    if not isinstance(given, dict):
        errors[f"marks.{number}"] = _("A mark is a JSON object.")
        return None
    try:
        student_id = key_of(given.get("student_id"))
    except ValueError:
        errors[f"marks.{number}.student_id"] = _("Send the id as a whole number.")
        return None
    texts = {}
    for name in ("code", "reason", "was", "was_reason"):
        value = given.get(name)
        texts[name] = "" if value is None else value
        if not isinstance(texts[name], str) or not is_storable(texts[name]):
            errors[f"marks.{number}.{name}"] = _("Send a text.")
        elif len(texts[name]) > MOST_TEXT:
            errors[f"marks.{number}.{name}"] = _("The text is too long.")
    if any(key.startswith(f"marks.{number}.") for key in errors):
        return None
    return MarkInput(student_id, texts["code"], texts["reason"], texts["was"], texts["was_reason"])
