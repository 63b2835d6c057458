"""A run of days as a value: a week, a semester; a month is one too."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, Self


class Days(Protocol):
    """Days from a first to a last one; `Month` and `Span` are such."""

    @property
    def first(self) -> date:
        """Return the first day."""

    @property
    def last(self) -> date:
        """Return the last day."""

    @property
    def days(self) -> tuple[date, ...]:
        """Return all days, in order."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from `first` to `last`, both of them days of it."""

    first: date
    last: date

    @classmethod
    def week_of(cls, day: date) -> Self:
        """Return Monday to Sunday of the week that `day` is in."""
        monday = day - timedelta(days=day.weekday())
        return cls(monday, monday + timedelta(days=6))

    @property
    def days(self) -> tuple[date, ...]:
        """Return all days, in order."""
        return tuple(
            self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)
        )
