"""When the attendance sheet of a month is handed over, and how it stands (clause 4.4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from domain.month import Month

# The curator hears of it this many days before the last one: the weekend and two days to do it.
SOON: Final = timedelta(days=4)


class SheetState(StrEnum):
    """How the sheet of a month stands, what needs attention first."""

    overdue = auto()  # the day has passed and nothing was handed over
    soon = auto()  # the last days
    due = auto()  # the month is over: it can be handed over
    handed = auto()  # waits for the head
    received = auto()
    early = auto()  # the month is not over


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What is known of a sheet; days of the college's calendar."""

    month: Month
    handed_on: date | None = None
    received_on: date | None = None


def due_on(month: Month, day: int) -> date:
    """Return the last day for the sheet of `month`: the `day` of the month after (clause 4.4)."""
    after = month.last + timedelta(days=1)
    return Month.of(after).days[min(day, Month.of(after).last.day) - 1]


def sheet_state(facts: SheetFacts, day: int, today: date) -> SheetState:
    """Return how a sheet stands on `today` where it is due by the `day` of the month after."""
    if facts.received_on is not None:
        return SheetState.received
    if facts.handed_on is not None:
        return SheetState.handed
    if today <= facts.month.last:
        return SheetState.early
    last = due_on(facts.month, day)
    if last < today:
        return SheetState.overdue
    return SheetState.soon if last - today <= SOON else SheetState.due


def days_late(facts: SheetFacts, day: int, today: date) -> int:
    """Return by how many days a sheet is or was late; 0 where it is or was in time."""
    return max(0, ((facts.handed_on or today) - due_on(facts.month, day)).days)
