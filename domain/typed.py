"""What arrives from outside as text or JSON, made safe before anything else looks at it."""

import re
from datetime import UTC, date, datetime
from typing import Final

MOST_ID: Final = 2**31 - 1  # what a key of every database holds
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WHOLE: Final = re.compile(r"-?\d{1,9}", re.ASCII)


def is_storable(text: str) -> bool:
    """Return whether every database keeps `text`: no control characters, no lone surrogates."""
    return _CONTROL.search(text) is None


def key_of(value: object) -> int:
    """Return a row's key given as a JSON number; raise ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_ID:
        raise ValueError("not a key")
    return value


def whole(value: object) -> int | None:
    """Return a whole number given as JSON or as a form's text, None where empty.

    Raises ValueError for anything else.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("not a whole number")
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()) is None:
        raise ValueError("not a whole number")
    return int(value)


def day_of(value: object) -> date:
    """Return a day given as «2026-10-14»; raise ValueError for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or _DAY.fullmatch(value.strip()) is None:
        raise ValueError("not a day")
    return date.fromisoformat(value.strip())


def instant_of(value: object) -> datetime:
    """Return an instant given in ISO form with a zone, as naive UTC; raise ValueError otherwise."""
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("not an instant")
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError("an instant needs a zone")
    try:
        return found.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise ValueError("not an instant") from error
