"""What is sent to change the load, checked for shape; what it means is for the services."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.load import KINDS, Hours, Place
from domain.typed import day_of, key_of, whole
from services.errors import FieldsError
from services.load_shares import MOST_SHARES, ShareInput

MOST_HOURS: Final = 2000  # of one kind in one row
MOST_IDS: Final = 500


def key(body: Mapping[str, Any], name: str, *, at: str = "", required: bool = True) -> int | None:
    """Return a key of `body`; raise FieldsError where it is none, or missing while required."""
    value = body.get(name)
    if value is None and not required:
        return None
    try:
        return key_of(value)
    except ValueError:
        raise FieldsError({f"{at}{name}": _("Send the id as a whole number.")}) from None


def needed_key(body: Mapping[str, Any], name: str, at: str = "") -> int:
    """Return a key that must be there; raise FieldsError."""
    return key(body, name, at=at) or 0


def keys(body: Mapping[str, Any], name: str) -> list[int] | None:
    """Return a list of keys, None where the field is missing; raise FieldsError."""
    given = body.get(name)
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > MOST_IDS:
        raise FieldsError({name: _("Send a list of ids.")})
    try:
        return [key_of(one) for one in given]
    except ValueError:
        raise FieldsError({name: _("Send a list of ids.")}) from None


def day(value: object, name: str) -> date:
    """Return a day; raise FieldsError."""
    try:
        return day_of(value)
    except ValueError:
        raise FieldsError({name: _("Send a day such as 2026-10-14.")}) from None


def hours(given: object, name: str) -> Hours:
    """Return hours by kind: what is not named is 0; raise FieldsError for anything else."""
    if not isinstance(given, Mapping) or set(given) - set(KINDS):
        kinds = ", ".join(KINDS)
        raise FieldsError({name: _("Send hours by kind: %(kinds)s.", kinds=kinds)})
    found: dict[str, int] = {}
    for kind in KINDS:
        try:
            found[kind] = whole(given.get(kind)) or 0
        except ValueError:
            raise FieldsError({f"{name}.{kind}": _("Send a whole number.")}) from None
        if not 0 <= found[kind] <= MOST_HOURS:
            sentence = _("From %(least)s to %(most)s.", least=0, most=MOST_HOURS)
            raise FieldsError({f"{name}.{kind}": sentence})
    return Hours(**found)


def objects(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return a list of JSON objects; raise FieldsError."""
    given = body.get(name)
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise FieldsError({name: _("Send a list of JSON objects.")})
    if len(given) > MOST_SHARES:
        sentence = _("From one to %(most)d rows can share the hours.", most=MOST_SHARES)
        raise FieldsError({name: sentence})
    return given


def place(body: Mapping[str, Any]) -> Place:
    """Return the place that `body` names by group, semester and item; raise FieldsError."""
    return Place(*(needed_key(body, name) for name in ("group", "semester", "item")))


def shares(body: Mapping[str, Any]) -> list[ShareInput]:
    """Return the rows that shall share a place; raise FieldsError («shares.1.hours.lab»)."""
    found = []
    for number, one in enumerate(objects(body, "shares")):
        at = f"shares.{number}."
        found.append(
            ShareInput(
                key(one, "id", at=at, required=False),
                key(one, "subgroup", at=at, required=False),
                key(one, "teacher", at=at, required=False),
                hours(one.get("hours"), f"{at}hours"),
            )
        )
    return found


def parts(body: Mapping[str, Any]) -> list[tuple[int | None, Hours]]:
    """Return the parts that a row is split into, by teacher and hours; raise FieldsError."""
    return [
        (
            key(one, "teacher", at=f"parts.{number}.", required=False),
            hours(one.get("hours"), f"parts.{number}.hours"),
        )
        for number, one in enumerate(objects(body, "parts"))
    ]
