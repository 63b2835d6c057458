"""What programs send about make-up days, checked for shape; what it means is for the services."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext as _

from domain.typed import key_of
from services.errors import FieldsError

MOST: Final = 500  # ids or results of one request


def fields_in(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a make-up day that `body` names; its own alone can be set."""
    names = ("held_on", "starts_at", "room_id", "note")
    return {name: body[name] for name in names if name in body}


def key_in(body: Mapping[str, Any], name: str) -> int:
    """Return an id that `body` names; raise FieldsError where there is none."""
    try:
        return key_of(body.get(name))
    except ValueError:
        raise FieldsError({name: _("Send the id as a whole number.")}) from None


def keys_in(body: Mapping[str, Any], name: str) -> list[int]:
    """Return a list of ids that `body` names; raise FieldsError where there is none."""
    given = body.get(name)
    if not isinstance(given, list) or len(given) > MOST:
        raise FieldsError({name: _("Send a list of ids, at most %(most)d.", most=MOST)})
    try:
        return [key_of(one) for one in given]
    except ValueError:
        raise FieldsError({name: _("Send the id as a whole number.")}) from None


def text_in(body: Mapping[str, Any], name: str) -> str:
    """Return a text that `body` names; raise FieldsError where there is none."""
    value = body.get(name)
    if not isinstance(value, str):
        raise FieldsError({name: _("Send a text.")})
    return value


def results_in(body: Mapping[str, Any]) -> dict[int, str]:
    """Return the results of a day by place; raise FieldsError for anything else."""
    given = body.get("results")
    if not isinstance(given, list) or len(given) > MOST:
        raise FieldsError({"results": _("Send a list of results, at most %(most)d.", most=MOST)})
    found: dict[int, str] = {}
    for one in given:
        if not isinstance(one, dict):
            raise FieldsError({"results": _("A result is a JSON object.")})
        key = key_in(one, "place_id")
        if key in found:
            raise FieldsError({f"results.{key}": _("This place is named twice.")})
        found[key] = text_in(one, "result")
    return found
