"""Names of weekdays in the reader's language, by number: 1 is Monday."""

from functools import lru_cache
from typing import Final

from babel.dates import get_day_names
from flask_babel import get_locale

WEEK: Final = range(1, 8)


def weekday_names() -> dict[int, str]:
    """Return «понедельник» … by the number of the weekday."""
    return _names("wide", str(get_locale()))


def weekday_letters() -> dict[int, str]:
    """Return «пн» … by the number of the weekday."""
    return _names("abbreviated", str(get_locale()))


@lru_cache(maxsize=8)
def _names(width: str, locale: str) -> dict[int, str]:
    names = get_day_names(width, "stand-alone", locale)  # type: ignore[arg-type]
    return {number: str(names[number - 1]) for number in WEEK}
