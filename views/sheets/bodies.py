"""What is sent to attestation sheets, checked for shape; what it means is for the services."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.enums import ExaminerRole
from domain.typed import day_of, key_of
from services.errors import FieldsError
from services.sheet_changes import MOST_EXAMINERS, Seat
from services.sheet_entry import MOST_LINES, ResultInput
from services.sheet_making import Wanted

MOST_ITEMS: Final = 60
LONGEST: Final = 500


def key(body: Mapping[str, Any], name: str, at: str = "") -> int:
    """Return a key of `body`; raise FieldsError where it is none or missing."""
    try:
        return key_of(body.get(name))
    except ValueError:
        raise FieldsError({f"{at}{name}": _("Send the id as a whole number.")}) from None


def day(body: Mapping[str, Any], name: str, at: str = "") -> date | None:
    """Return a day of `body`, None where it is empty; raise FieldsError."""
    value = body.get(name)
    if value is None or value == "":
        return None
    try:
        return day_of(value)
    except ValueError:
        raise FieldsError({f"{at}{name}": _("Send a day such as 2026-10-14.")}) from None


def text(body: Mapping[str, Any], name: str, at: str = "") -> str:
    """Return a text of `body`, empty where it is missing; raise FieldsError."""
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise FieldsError({f"{at}{name}": _("Send a text.")})
    return value


def _objects(body: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    given = body.get(name)
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise FieldsError({name: _("Send a list of JSON objects.")})
    if len(given) > most:
        raise FieldsError({name: _("At most %(most)d at once.", most=most)})
    return given


def wanted(body: Mapping[str, Any]) -> list[Wanted]:
    """Return the items whose sheets are to be made; raise FieldsError («items.1.held_on»)."""
    found = []
    for number, one in enumerate(_objects(body, "items", MOST_ITEMS)):
        at = f"items.{number}."
        found.append(Wanted(key(one, "item", at), day(one, "held_on", at)))
    return found


def seats(body: Mapping[str, Any]) -> list[Seat]:
    """Return who is to examine; raise FieldsError («examiners.0.role»)."""
    found = []
    for number, one in enumerate(_objects(body, "examiners", MOST_EXAMINERS)):
        at = f"examiners.{number}."
        role = one.get("role", ExaminerRole.examiner)
        if not isinstance(role, str) or role not in set(ExaminerRole):
            names = ", ".join(ExaminerRole)
            raise FieldsError({f"{at}role": _("Send one of: %(names)s.", names=names)})
        found.append(Seat(key(one, "employee", at), ExaminerRole(role)))
    return found


def results(body: Mapping[str, Any]) -> list[ResultInput]:
    """Return what was typed for students; raise FieldsError («results.3.text»)."""
    found = []
    for number, one in enumerate(_objects(body, "results", MOST_LINES)):
        at = f"results.{number}."
        found.append(
            ResultInput(
                key(one, "student", at),
                text(one, "text", at) if "text" in one else None,
                text(one, "was", at),
                text(one, "ticket", at) if "ticket" in one else None,
                text(one, "ticket_was", at),
            )
        )
    return found
