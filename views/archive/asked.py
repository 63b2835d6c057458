"""What the address of the archive asks for, read field by field."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _

from domain.typed import MOST_ID, day_of, is_storable, whole
from reports.render import FORMATS
from services.archive_lists import Sought
from services.errors import FieldsError

FIELDS = ("q", "group", "department", "year", "report", "format", "first", "last", "damaged")


def sought_of(given: Mapping[str, str]) -> Sought:
    """Return how the archive is narrowed; raise FieldsError for each field that is wrong."""
    errors: dict[str, str] = {}
    format = given.get("format", "")
    if format and format not in FORMATS:
        errors["format"] = _("A report is made as pdf or xlsx.")
    text, code = given.get("q", "").strip()[:100], given.get("report", "")[:64]
    if not is_storable(text) or not is_storable(code):
        errors["q"] = _("This is no text.")
    first, last = _day(given, "first", errors), _day(given, "last", errors)
    if first and last and last < first:
        errors["last"] = _("The last day is before the first one.")
    sought = Sought(
        text,
        _key(given, "group", errors),
        _key(given, "department", errors),
        _key(given, "year", errors),
        code,
        format,
        first,
        last,
        given.get("damaged") == "1",
    )
    if errors:
        raise FieldsError(errors)
    return sought


def _key(given: Mapping[str, str], name: str, errors: dict[str, str]) -> int | None:
    try:
        found = whole(given.get(name))
    except ValueError:
        found = 0
    if found is not None and not 0 < found <= MOST_ID:
        errors[name] = _("Send the id as a whole number.")
    return found


def _day(given: Mapping[str, str], name: str, errors: dict[str, str]) -> date | None:
    if not given.get(name):
        return None
    try:
        day = day_of(given[name])
    except ValueError:
        errors[name] = _("Give a day.")
        return None
    if not 1990 <= day.year <= 2200:
        errors[name] = _("Give a day.")
    return day
