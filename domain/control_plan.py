"""The plan of internal control: how an item stands, its months, the same item a year on (3.11)."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from domain.control_enums import ControlState
from domain.month import Month

# Who answers for an item hears of it a week before it is due: time enough to look at the journals
# of a group, and no longer than people remember a notice.
SOON: Final = timedelta(days=7)


class Glance(StrEnum):
    """How an item stands on a day, the worst first."""

    overdue = auto()
    soon = auto()  # due within a week
    underway = auto()
    planned = auto()
    done = auto()
    cancelled = auto()


ENDED: Final = frozenset({ControlState.done, ControlState.cancelled})


def glance(state: ControlState, due_on: date, today: date) -> Glance:
    """Return how an item with `state`, due on `due_on`, stands on `today` (clause 3.11).

    The day itself is still in time. What is done or cancelled is never late.
    """
    if state in ENDED:
        return Glance(str(state))
    if due_on < today:
        return Glance.overdue
    if due_on - today <= SOON:
        return Glance.soon
    return Glance(str(state))


def year_on(day: date, first: date, last: date, years: int) -> date:
    """Return `day` so many years on, no earlier than `first` and no later than `last`.

    The 29th of February becomes the 28th where the year has none.
    """
    try:
        moved = day.replace(year=day.year + years)
    except ValueError:
        moved = day.replace(year=day.year + years, day=28)
    return min(max(moved, first), last)


def months_of(first: date, last: date) -> tuple[Month, ...]:
    """Return the months that the days from `first` to `last` lie in, in order."""
    found, month = [], Month.of(first)
    while month.first <= last:
        found.append(month)
        month = Month.of(month.last + timedelta(days=1))
    return tuple(found)


def span(months: Sequence[Month], starts_on: date, due_on: date) -> tuple[int, int]:
    """Return the first month of an item and how many it takes, by their place in `months`.

    (0, 0) where it lies in none of them.
    """
    inside = [n for n, one in enumerate(months) if one.first <= due_on and starts_on <= one.last]
    return (inside[0], len(inside)) if inside else (0, 0)
