"""What programs send to the timetable's editor, checked for shape."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from domain.enums import WeekKind
from domain.typed import MOST_ID, is_storable, key_of, whole
from services.errors import FieldsError, MalformedError
from services.timetable_conflicts import Candidate
from services.timetable_slots import SlotChange, SlotsDone, SlotValues

LONGEST_STREAM = 40
MOST_CHANGES = 60
_LIMITS = {"weekday": (1, 7), "pair": (1, 12), "hours": (1, 4)}


def number(body: Mapping[str, Any], name: str, usual: int | None = None) -> int:
    """Return a whole number within the limits of `name`; raise FieldsError."""
    least, most = _LIMITS.get(name, (1, MOST_ID))
    try:
        value = whole(body.get(name, usual))
    except ValueError:
        value = None
    if value is None:
        raise FieldsError({name: _("Send a whole number.")})
    if not least <= value <= most:
        raise FieldsError({name: _("From %(least)s to %(most)s.", least=least, most=most)})
    return value


def weeks_of(body: Mapping[str, Any]) -> WeekKind:
    """Return the weeks that `body` names, every week without; raise FieldsError."""
    text = body.get("weeks")
    if text in (None, ""):
        return WeekKind.every
    if not isinstance(text, str) or text not in WeekKind.__members__:
        raise FieldsError({"weeks": _("Send every, odd or even.")})
    return WeekKind[text]


def room_of(body: Mapping[str, Any]) -> int | None:
    """Return the key of the room that `body` names, None for none; raise FieldsError."""
    return number(body, "room_id") if body.get("room_id") not in (None, "") else None


def stream_of(body: Mapping[str, Any]) -> str | None:
    """Return the stream that `body` names, None for none; raise FieldsError."""
    text = body.get("stream")
    if text in (None, ""):
        return None
    if not isinstance(text, str) or not is_storable(text):
        raise FieldsError({"stream": _("Text is needed here.")})
    if len(text.strip()) > LONGEST_STREAM:
        raise FieldsError({"stream": _("At most %(count)s characters.", count=LONGEST_STREAM)})
    return text.strip() or None


def values_of(body: Mapping[str, Any]) -> SlotValues:
    """Return the pair that `body` describes; raise FieldsError."""
    return SlotValues(
        assignment_id=number(body, "assignment_id"),
        weekday=number(body, "weekday"),
        pair=number(body, "pair"),
        weeks=weeks_of(body),
        hours=number(body, "hours", 2),
        room_id=room_of(body),
        stream=stream_of(body),
    )


def other_values(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `body` changes of a pair besides its place; raise FieldsError."""
    found: dict[str, Any] = {}
    if "weeks" in body:
        found["weeks"] = weeks_of(body)
    if "room_id" in body:
        found["room_id"] = room_of(body)
    if "stream" in body:
        found["stream"] = stream_of(body)
    if "hours" in body:
        found["hours"] = number(body, "hours")
    return found


def candidate_of(args: Mapping[str, Any]) -> Candidate:
    """Return the pair that is to be tried; raise FieldsError."""
    return Candidate(
        assignment_id=number(args, "assignment"),
        weeks=weeks_of(args),
        hours=number(args, "hours", 2),
        room_id=room_of(args),
        stream=stream_of(args),
        slot_id=number(args, "slot") if args.get("slot") else 0,
    )


def done_json(done: SlotsDone) -> dict[str, Any]:
    """Return what was written, as `done_of` takes it back to undo it."""
    return {
        "edition": done.edition,
        "changes": [
            {
                "slot_id": one.slot_id,
                "before": one.before and _values_json(one.before),
                "after": one.after and _values_json(one.after),
            }
            for one in done.changes
        ],
    }


def _values_json(values: SlotValues) -> dict[str, Any]:
    return {name: getattr(values, name) for name in SlotValues.__slots__}


def done_of(timetable_id: int, body: Mapping[str, Any]) -> SlotsDone:
    """Return what is to be undone; raise MalformedError or FieldsError."""
    changes = body.get("changes")
    if not isinstance(changes, list) or not 0 < len(changes) <= MOST_CHANGES:
        raise MalformedError(_("Send the changes that an earlier answer named."))
    return SlotsDone(timetable_id, 0, tuple(_change_of(one) for one in changes))


def _change_of(given: object) -> SlotChange:
    if not isinstance(given, dict):
        raise MalformedError(_("Send the changes that an earlier answer named."))
    try:
        key = key_of(given.get("slot_id"))
    except ValueError:
        raise FieldsError({"slot_id": _("Send the id as a whole number.")}) from None
    sides = [given.get("before"), given.get("after")]
    if not any(sides) or not all(one is None or isinstance(one, dict) for one in sides):
        raise MalformedError(_("Send the changes that an earlier answer named."))
    before, after = (None if one is None else values_of(one) for one in sides)
    return SlotChange(key, before, after)
