"""When teachers are reminded of lesson plans that are not approved (clause 4.2)."""

from datetime import date
from typing import Final

BEFORE: Final = 14  # days before classes start, from which on it is said daily
DAILY: Final = 1
WEEKLY: Final = 7


def reminder_gap(day: date, starts_on: date, ends_on: date) -> int | None:
    """Return after how many days one reminder may follow another; None where none is sent.

    Plans are to be there before classes start: two weeks before that day by day, then every week
    as long as the year lasts.
    """
    if day > ends_on or (starts_on - day).days > BEFORE:
        return None
    return DAILY if day < starts_on else WEEKLY
