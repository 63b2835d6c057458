"""What a form or a program asks of an analytic note, read field by field."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.typed import MOST_ID, day_of, is_storable, whole
from services.errors import FieldsError
from services.note_making import NewNote

FIELDS: Final = ("department_id", "period_from", "period_to", "title", "control_item_id")


def new_note_of(given: Mapping[str, Any]) -> NewNote:
    """Return what a new note is asked for; raise FieldsError for each wrong or unknown field."""
    errors = unknown(given, FIELDS)
    department = _key(given, "department_id", errors)
    item = _key(given, "control_item_id", errors)
    first = _day(given, "period_from", errors)
    last = _day(given, "period_to", errors)
    title = text_in(given, "title", errors)
    if department is None and "department_id" not in errors:
        errors["department_id"] = _("Choose a department.")
    if errors or department is None or first is None or last is None:
        raise FieldsError(errors)
    return NewNote(department, first, last, title, item)


def text_of(given: Mapping[str, Any], name: str, beside: tuple[str, ...] = ()) -> str:
    """Return a text field; raise FieldsError where it is no text, or for an unknown field."""
    errors = unknown(given, (name, *beside))
    text = text_in(given, name, errors)
    if errors:
        raise FieldsError(errors)
    return text


def unknown(given: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """Return a sentence for each field that nobody sets here: figures, who signs, when."""
    return {name[:40]: _("This field is not set here.") for name in given if name not in known}


def text_in(given: Mapping[str, Any], name: str, errors: dict[str, str]) -> str:
    """Return a text field, its lines as spaces, empty where it is missing; note an error."""
    value = given.get(name)
    if value is None:
        return ""
    text = " ".join(value.split()) if isinstance(value, str) else None
    if text is None or not is_storable(text):
        errors[name] = _("This is no text.")
        return ""
    return text


def _key(given: Mapping[str, Any], name: str, errors: dict[str, str]) -> int | None:
    try:
        found = whole(given.get(name))
    except ValueError:
        found = 0
    if found is not None and not 0 < found <= MOST_ID:
        errors[name] = _("Send the id as a whole number.")
        return None
    return found


def _day(given: Mapping[str, Any], name: str, errors: dict[str, str]) -> date | None:
    try:
        return day_of(given.get(name))
    except ValueError:
        errors[name] = _("Give a day.")
        return None
