"""When a scheduled task is due: moments of the college's wall clock, which knows no daylight time.

A month that is shorter than the wanted day has it on its last day. Of several moments that a
machine missed while it was off the latest is run, once and late, unless it is older than
`TOO_LATE`; the others are skipped, as the one run does the work of all.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.control_enums import TaskRhythm

_AT = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
DAY: Final = timedelta(days=1)
# The bounds of `day` by rhythm: a weekday, a day of a month, days after the last day of a term.
DAYS: Final[Mapping[TaskRhythm, tuple[int, int]]] = {
    TaskRhythm.daily: (0, 0),
    TaskRhythm.weekly: (1, 7),
    TaskRhythm.monthly: (1, 31),
    TaskRhythm.semester: (0, 60),
    TaskRhythm.yearly: (0, 60),
}
# How late a run that was missed still makes sense: the next one is not far then.
TOO_LATE: Final[Mapping[TaskRhythm, timedelta]] = {
    TaskRhythm.daily: DAY,
    TaskRhythm.weekly: 3 * DAY,
    TaskRhythm.monthly: 15 * DAY,
    TaskRhythm.semester: 30 * DAY,
    TaskRhythm.yearly: 60 * DAY,
}


@dataclass(frozen=True, slots=True)
class When:
    """How often, on which day (see DAYS), and at what time «HH:MM» of the college's clock."""

    rhythm: TaskRhythm
    day: int
    at: str


@dataclass(frozen=True, slots=True)
class Ends:
    """The last days of the semesters and of the academic years that are known."""

    semesters: Sequence[date] = ()
    years: Sequence[date] = ()

    def of(self, rhythm: TaskRhythm) -> Sequence[date]:
        """Return the last days that a rhythm counts from."""
        return self.semesters if rhythm is TaskRhythm.semester else self.years


@dataclass(frozen=True, slots=True)
class Turn:
    """What to do with the moments that passed: one to run or none, and those to skip."""

    run: datetime | None
    skipped: Sequence[datetime]


def time_of(text: str) -> time:
    """Return the time that «HH:MM» names; raise ValueError for anything else."""
    found = _AT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time of day: {text!r}")
    return time(int(found[1]), int(found[2]))


def is_day(rhythm: TaskRhythm, day: int) -> bool:
    """Return whether a task of this rhythm may have this day."""
    least, most = DAYS[rhythm]
    return least <= day <= most


def due_between(when: When, after: datetime, until: datetime, ends: Ends) -> list[datetime]:
    """Return the moments later than `after` and not later than `until`, in order.

    All are naive times of the college's wall clock.
    """
    at = time_of(when.at)
    days = _days(when, after.date(), until.date(), ends)
    moments = (datetime.combine(day, at) for day in days)
    return [moment for moment in moments if after < moment <= until]


def next_due(when: When, after: datetime, ends: Ends) -> datetime | None:
    """Return the first moment later than `after`.

    None for a task that waits for the end of a semester or a year of which no day is known.
    """
    farthest = max([after.date(), *ends.of(when.rhythm)]) + 62 * DAY
    at = time_of(when.at)
    for day in _days(when, after.date(), farthest, ends):
        moment = datetime.combine(day, at)
        if moment > after:
            return moment
    return None


def turn(when: When, last: datetime, now: datetime, ends: Ends) -> Turn:
    """Return what is to be run and what is skipped of the moments after `last` up to `now`."""
    passed = due_between(when, last, now, ends)
    if not passed:
        return Turn(None, ())
    if now - passed[-1] > TOO_LATE[when.rhythm]:
        return Turn(None, passed)
    return Turn(passed[-1], passed[:-1])


def _days(when: When, first: date, last: date, ends: Ends) -> Iterable[date]:
    """Return the days from `first` to `last` on which a task is due, in order."""
    if when.rhythm is TaskRhythm.daily:
        return _each(first, last, 1)
    if when.rhythm is TaskRhythm.weekly:
        return _each(first + (when.day - first.isoweekday()) % 7 * DAY, last, 7)
    if when.rhythm is TaskRhythm.monthly:
        return _monthly(when.day, first, last)
    days = sorted({end + when.day * DAY for end in ends.of(when.rhythm)})
    return [day for day in days if first <= day <= last]


def _each(first: date, last: date, step: int) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += step * DAY


def _monthly(wanted: int, first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        day = date(year, month, min(wanted, monthrange(year, month)[1]))
        if first <= day <= last:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
