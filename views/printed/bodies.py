"""What forms and JSON bodies say about printed documents, read into values."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from domain.control_enums import CustodyPlaceKind as Place
from domain.typed import day_of, key_of
from services.errors import FieldsError


def keys_in(values: object) -> list[int]:
    """Return keys given as a JSON list; raise FieldsError."""
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise FieldsError({"documents": _("Choose documents.")})
    try:
        return [key_of(one) for one in values]
    except ValueError:
        raise FieldsError({"documents": _("Choose documents.")}) from None


def keys_of_form(values: Sequence[str]) -> list[int]:
    """Return keys given as a form's texts; raise FieldsError."""
    if not all(one.isascii() and one.isdigit() and len(one) < 11 for one in values):
        raise FieldsError({"documents": _("Choose documents.")})
    return keys_in([int(one) for one in values])


def move_in(body: Mapping[str, Any]) -> tuple[Place, date, str]:
    """Return place, day and note of a move; raise FieldsError."""
    errors = {}
    place, since = Place.maker, date.min
    try:
        place = Place(str(body.get("place")))
    except ValueError:
        errors["place"] = _("Say where the document lies.")
    try:
        since = day_of(body.get("since"))
    except ValueError:
        errors["since"] = _("Say since which day.")
    if errors:
        raise FieldsError(errors)
    return place, since, text_in(body, "note")


def text_in(body: Mapping[str, Any], name: str) -> str:
    """Return a text of a body, empty where it is not given; raise FieldsError."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldsError({name: _("Write it as text.")})
    return value
