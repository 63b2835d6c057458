"""What a form or a program says of an item of the control plan, read field by field."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.control_plan import Glance
from domain.enums import ControlForm, ControlState
from domain.month import Month
from domain.text import squeeze
from domain.typed import MOST_ID, day_of, is_storable, whole
from services.control_items import Planned, Told
from services.control_plan import PlanFilter
from services.errors import FieldsError

PLANNED: Final = ("subject", "department_id", "responsible_id", "starts_on", "due_on", "form")
TOLD: Final = ("state", "done_on", "result")


def planned_of(given: Mapping[str, Any], beside: tuple[str, ...] = ()) -> Planned:
    """Return what an item says; raise FieldsError for each wrong or unknown field."""
    errors = _unknown(given, (*PLANNED, *beside))
    planned = Planned(
        _text(given, "subject", errors, squeezed=True),
        key_in(given, "department_id", errors),
        key_in(given, "responsible_id", errors),
        _day(given, "starts_on", errors),
        _day(given, "due_on", errors),
        _form(given, errors),
    )
    if errors:
        raise FieldsError(errors)
    return planned


def told_of(given: Mapping[str, Any]) -> Told:
    """Return how an item stands; raise FieldsError for each wrong or unknown field."""
    errors = _unknown(given, TOLD)
    state = ControlState.planned
    try:
        state = ControlState(str(given.get("state") or ""))
    except ValueError:
        errors["state"] = _("Choose how the item stands.")
    done_on = _day(given, "done_on", errors) if given.get("done_on") else None
    result = _text(given, "result", errors)
    if errors:
        raise FieldsError(errors)
    return Told(state, done_on, result)


def filter_of(given: Mapping[str, str]) -> PlanFilter:
    """Return which items the address asks for; raise FieldsError for what is no filter."""
    errors: dict[str, str] = {}
    state = given.get("state") or None
    if state is not None and state not in set(Glance):
        errors["state"] = _("Choose how the item stands.")
    month = None
    if given.get("month"):
        try:
            month = Month.parse(given["month"])
        except ValueError:
            errors["month"] = _("A month is given as year and month, such as 2026-10.")
    department = key_in(given, "department", errors, least=0)
    if errors:
        raise FieldsError(errors)
    way = Glance(state) if state else None
    return PlanFilter(way, department, given.get("mine") == "1", month)


def key_in(
    given: Mapping[str, Any], name: str, errors: dict[str, str], least: int = 1
) -> int | None:
    """Return the key of a row that is given, None where it is empty; note an error."""
    try:
        found = whole(given.get(name))
    except ValueError:
        found = -1
    if found is not None and not least <= found <= MOST_ID:
        errors[name] = _("Send the id as a whole number.")
        return None
    return found


def _form(given: Mapping[str, Any], errors: dict[str, str]) -> ControlForm:
    try:
        return ControlForm(str(given.get("form") or ControlForm.inspection))
    except ValueError:
        errors["form"] = _("Choose what the item ends with.")
        return ControlForm.inspection


def _unknown(given: Mapping[str, Any], known: tuple[str, ...]) -> dict[str, str]:
    return {name[:40]: _("This field is not set here.") for name in given if name not in known}


def _day(given: Mapping[str, Any], name: str, errors: dict[str, str]) -> date | None:
    try:
        return day_of(given.get(name))
    except ValueError:
        errors[name] = _("Give a day.")
        return None


def _text(
    given: Mapping[str, Any], name: str, errors: dict[str, str], *, squeezed: bool = False
) -> str:
    value = given.get(name)
    if value is None:
        return ""
    text = value.replace("\r\n", "\n").strip() if isinstance(value, str) else None
    if text is None or not is_storable(text.replace("\n", " ")):
        errors[name] = _("This is no text.")
        return ""
    return squeeze(text) if squeezed else text
