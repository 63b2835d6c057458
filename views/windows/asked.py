"""What a form or a program says of a correction window, read field by field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from domain.correction_window import DAYS, HOURS, MOST_REASON, MOST_REMARK
from domain.text import squeeze
from domain.typed import day_of, is_storable, whole
from services.errors import FieldsError
from services.windows import Given, Span

ASKED = ("lessons_from", "lessons_to", "reason")
GIVEN = ("days", "hours", "remark")


def span_of(given: Mapping[str, Any], known: tuple[str, ...] = ASKED) -> Span:
    """Return the span that is asked for; raise FieldsError for each wrong or unknown field.

    Without a last day it is the first one.
    """
    errors = _unknown(given, known)
    first = _day(given, "lessons_from", errors)
    last = _day(given, "lessons_to", errors) if given.get("lessons_to") else first
    reason = _text(given, "reason", MOST_REASON, errors)
    if not reason and "reason" not in errors:
        errors["reason"] = _("Say what is to be corrected and why it was not in time.")
    if errors or first is None or last is None:
        raise FieldsError(errors)
    return Span(first, last, reason)


def given_of(given: Mapping[str, Any], usual: int) -> Given:
    """Return for how long a window is granted, `usual` days unless said; raise FieldsError."""
    errors = _unknown(given, GIVEN)
    days = _number(given, "days", DAYS, errors)
    hours = _number(given, "hours", HOURS, errors)
    remark = _text(given, "remark", MOST_REMARK, errors)
    if days and hours:
        errors["hours"] = _("Give days or hours, not both.")
    if errors:
        raise FieldsError(errors)
    return Given(0 if hours else days or usual, hours, remark)


def remark_of(given: Mapping[str, Any]) -> str:
    """Return the remark of a refusal; raise FieldsError where it is no text or too long."""
    errors = _unknown(given, ("remark",))
    remark = _text(given, "remark", MOST_REMARK, errors)
    if errors:
        raise FieldsError(errors)
    return remark


def _unknown(given: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    """Return a sentence for each field that nobody sets here: the state, the time, the teacher."""
    return {name[:40]: _("This field is not set here.") for name in given if name not in known}


def _day(given: Mapping[str, Any], name: str, errors: dict[str, str]) -> date | None:
    try:
        return day_of(given.get(name))
    except ValueError:
        errors[name] = _("Give a day.")
        return None


def _text(given: Mapping[str, Any], name: str, most: int, errors: dict[str, str]) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or not is_storable(value):
        errors[name] = _("This is no text.")
        return ""
    text = squeeze(value)
    if len(text) > most:
        errors[name] = _("At most %(most)d characters.", most=most)
    return text


def _number(
    given: Mapping[str, Any], name: str, bounds: tuple[int, int], errors: dict[str, str]
) -> int:
    low, high = bounds
    try:
        found = whole(given.get(name))
    except ValueError:
        found = low - 1
    if found is None:
        return 0
    if not low <= found <= high:
        errors[name] = _("Give a whole number from %(low)d to %(high)d.", low=low, high=high)
    return found
