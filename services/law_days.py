"""The days off of Russian law, with what the government transfers, from the library `holidays`.

Article 112 of the Labour Code: a day off that falls on a holiday moves to another day, by itself
or by the government's decree, and the decree may make a Saturday a worked day. With a week of six
days Saturday is no day off, so what moves away from a Saturday does not concern it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import holidays as library

SATURDAY: Final = 6


@dataclass(frozen=True, slots=True)
class LawDays:
    """What the law says of a calendar year: days off, and worked days with whose weekday."""

    days_off: frozenset[date]
    working: Mapping[date, int | None]


@lru_cache(maxsize=64)
def law_days(year: int, week_days: int) -> LawDays:
    """Return the law's days of the calendar year `year` for a week of `week_days` (5 or 6) days."""
    whole: Any = library.country_holidays("RU", years=year)
    moved = dict(_decreed(whole, year)) | dict(_by_themselves(whole, year))
    off = {day for day in whole if day.year == year}
    # A worked Saturday stands for the day that is off in its place, which it follows.
    working = {
        moved[day]: day.isoweekday() for day in moved if moved[day] in whole.weekend_workdays
    }
    if week_days >= SATURDAY:
        off -= {day for day, source in moved.items() if source.isoweekday() == SATURDAY}
        working = {day: weekday for day, weekday in working.items() if day.isoweekday() > SATURDAY}
    return LawDays(frozenset(off), working)


def _decreed(whole: Any, year: int) -> Iterator[tuple[date, date]]:
    """Yield (day off, the day off it was moved from) of the government's decrees."""
    rows = getattr(whole, "special_public_holidays", {}).get(year, ())
    for row in rows if rows and isinstance(rows[0], tuple) else (rows,):
        if len(row) >= 4:
            month, day, from_month, from_day, *other = row
            yield date(year, month, day), date(other[0] if other else year, from_month, from_day)


def _by_themselves(whole: Any, year: int) -> Iterator[tuple[date, date]]:
    """Yield (day off, holiday) where a holiday on a weekend moved on without a decree."""
    plain = library.country_holidays("RU", years=year, observed=False)
    for day in whole:
        if day not in plain:
            source = day - timedelta(days=1)
            while source not in plain and source.isoweekday() >= SATURDAY:
                source -= timedelta(days=1)
            yield day, source
