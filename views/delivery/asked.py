"""What an address asks of the delivery of programmes, checked."""

from collections.abc import Mapping

from flask_babel import gettext as _

from domain.typed import MOST_ID, whole
from services.delivery import DeliveryAsked, Level
from services.errors import FieldsError

NUMBERS = ("year", "semester", "department", "group", "teacher")


def asked_in(query: Mapping[str, str]) -> DeliveryAsked:
    """Return what `query` asks for; raise FieldsError for what is none."""
    errors: dict[str, str] = {}
    found: dict[str, int | None] = {}
    for name in NUMBERS:
        try:
            found[name] = whole(query.get(name))
        except ValueError:
            errors[name] = _("Send a whole number.")
            continue
        number = found[name]
        if number is not None and not 0 <= number <= MOST_ID:
            errors[name] = _("Send a whole number.")
    level = query.get("level") or Level.department
    if level not in set(Level):
        errors["level"] = _("Choose one of the list.")
    if errors:
        raise FieldsError(errors)
    return DeliveryAsked(
        Level(level),
        found["year"],
        found["semester"],
        found["department"],
        found["group"],
        found["teacher"],
    )
