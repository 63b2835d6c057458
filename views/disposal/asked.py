"""What a form or a program says of a disposal act, read field by field."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _

from domain.clock import clock
from domain.control_enums import CommissionRole
from domain.text import squeeze
from domain.typed import day_of, is_storable, key_of
from services.disposal_acts import MOST_GROUND, Drafted
from services.disposal_lists import MOST_OFFERED, Member
from services.errors import FieldsError

FIELDS: Final = ("number", "drawn_on", "ground", "members", "documents")
MOST_NUMBER: Final = 20
MOST_NAME: Final = 200
MOST_MEMBERS: Final = 15
LEAST_GROUND: Final = 5


def drafted_of(given: Mapping[str, Any]) -> Drafted:
    """Return what an act says; raise FieldsError for each wrong or unknown field."""
    errors = {name[:40]: _("This field is not set here.") for name in given if name not in FIELDS}
    number = _text(given.get("number"), "number", MOST_NUMBER, errors)
    if not number and "number" not in errors:
        errors["number"] = _("Give the number of the act.")
    ground = _text(given.get("ground"), "ground", MOST_GROUND, errors)
    if len(ground) < LEAST_GROUND and "ground" not in errors:
        errors["ground"] = _("Say on what ground the documents are disposed of.")
    drafted = Drafted(
        number,
        _day(given.get("drawn_on"), errors),
        ground,
        _members(given.get("members"), errors),
        _documents(given.get("documents"), errors),
    )
    if errors:
        raise FieldsError(errors)
    return drafted


def _day(value: object, errors: dict[str, str]) -> date:
    try:
        return day_of(value)
    except ValueError:
        errors["drawn_on"] = _("Give a day.")
        return clock.today()


def _members(value: object, errors: dict[str, str]) -> Sequence[Member]:
    if not isinstance(value, list) or len(value) > MOST_MEMBERS:
        errors["members"] = _("Send a list of people, at most %(most)d.", most=MOST_MEMBERS)
        return []
    found = []
    for one in value:
        if not isinstance(one, dict):
            errors["members"] = _("Somebody of the commission is a JSON object.")
            return []
        try:
            role = CommissionRole(str(one.get("role") or CommissionRole.member))
        except ValueError:
            errors["members"] = _("Somebody sits as chairman or as member.")
            return []
        name = _text(one.get("name"), "members", MOST_NAME, errors)
        if not name and "members" not in errors:
            errors["members"] = _("Give the name of everybody in the commission.")
        found.append(Member(role, name, _text(one.get("position"), "members", MOST_NAME, errors)))
    return found


def _documents(value: object, errors: dict[str, str]) -> Sequence[int]:
    if not isinstance(value, list) or len(value) > MOST_OFFERED:
        errors["documents"] = _("Send a list of documents, at most %(most)d.", most=MOST_OFFERED)
        return []
    try:
        return [key_of(one) for one in value]
    except ValueError:
        errors["documents"] = _("Send the id as a whole number.")
        return []


def _text(value: object, name: str, most: int, errors: dict[str, str]) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or not is_storable(value):
        errors[name] = _("This is no text.")
        return ""
    text = squeeze(value)
    if len(text) > most:
        errors[name] = _("At most %(most)d characters.", most=most)
        return text[:most]
    return text
