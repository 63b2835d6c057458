"""What a form or a program asks of changes of the timetable, read field by field."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import ChangeKind
from domain.typed import MOST_ID, day_of, whole
from services.change_rules import Wanted
from services.errors import FieldsError, MalformedError

LAST_PAIR: Final = 12
# Field as people and programs name it → field of Wanted, and whether it can be left out.
_FIELDS: Final[Mapping[str, tuple[str, bool]]] = {
    "assignment": ("assignment_id", False),
    "held_on": ("held_on", False),
    "pair": ("pair", False),
    "kind": ("kind", False),
    "teacher": ("teacher_id", True),
    "instead": ("instead_id", True),
    "new_day": ("new_day", True),
    "new_pair": ("new_pair", True),
    "room": ("room_id", True),
}
_OWN: Final = ("assignment", "held_on", "pair")  # what finds the lesson


def wanted_of(given: Mapping[str, Any], *, known: Wanted | None = None) -> Wanted:
    """Return one change as it is asked for; `known` fills in the lesson of a change that exists.

    Raises FieldsError with a sentence for each wrong field.
    """
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, (field, optional) in _FIELDS.items():
        if known is not None and name in _OWN:
            values[field] = getattr(known, field)
            continue
        value = given.get(name)
        if value is None or value == "":
            values[field] = None
            if not optional:
                errors[name] = _("Fill this in.")
            continue
        try:
            values[field] = _read(name, value)
        except ValueError:
            errors[name] = _wrong(name)
    if errors:
        raise FieldsError(errors)
    return Wanted(**values)


def set_of(body: Mapping[str, Any]) -> tuple[list[Wanted], str]:
    """Return the changes and the ground that a program sends; raise FieldsError, MalformedError."""
    given = body.get("changes")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise FieldsError({"changes": _("Send a list of changes.")})
    errors: dict[str, str] = {}
    found = []
    for number, one in enumerate(given[:1000]):
        try:
            found.append(wanted_of(one))
        except FieldsError as wrong:
            errors |= {f"changes.{number}.{name}": text for name, text in wrong.errors.items()}
    if errors:
        raise FieldsError(dict(list(errors.items())[:50]))
    return found, ground_of(body)


def ground_of(body: Mapping[str, Any]) -> str:
    """Return the ground that is sent; raise MalformedError where it is no text."""
    ground = body.get("ground", "")
    if not isinstance(ground, str):
        raise MalformedError(_("Send the ground as a text."))
    return ground


def day_in(text: str | None, usual: date) -> date:
    """Return the day that an address names, within reason; `usual` where it names none."""
    try:
        day = day_of(text)
    except ValueError:
        return usual
    return day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else usual


def _read(name: str, value: object) -> Any:
    if name in ("held_on", "new_day"):
        return day_of(value)
    if name == "kind":
        return ChangeKind(value)  # type: ignore[arg-type]
    number = whole(value)
    most = LAST_PAIR if name in ("pair", "new_pair") else MOST_ID
    if number is None or not 0 < number <= most:
        raise ValueError(name)
    return number


def _wrong(name: str) -> str:
    if name in ("held_on", "new_day"):
        return _("Send a day such as 2026-10-14.")
    if name == "kind":
        return _("Choose one of: %(values)s.", values=", ".join(ChangeKind))
    if name in ("pair", "new_pair"):
        return _("A pair is a number from 1 to 12.")
    return _("Send the id as a whole number.")
