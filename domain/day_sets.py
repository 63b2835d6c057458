"""Sets of days as the bits of whole numbers: a whole year is compared in one step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DaySet = int


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, both included, from which sets are made.

    Bit 0 of a set is the first day. Days outside are in no set.
    """

    first: date
    last: date

    @property
    def all(self) -> DaySet:
        """Return the set of all days."""
        return (1 << (self.last - self.first).days + 1) - 1

    def one(self, day: date) -> DaySet:
        """Return the set that holds `day` alone, nothing where it is outside."""
        return 1 << (day - self.first).days if self.first <= day <= self.last else 0

    def span(self, first: date, last: date) -> DaySet:
        """Return the set of the days from `first` to `last`, both included."""
        begin = max(0, (first - self.first).days)
        end = (min(last, self.last) - self.first).days + 1
        return (1 << end) - (1 << begin) if end > begin else 0

    def since(self, first: date) -> DaySet:
        """Return the set of the days from `first` on."""
        return self.span(first, self.last)

    def earliest(self, days: DaySet) -> date:
        """Return the first day of a set; raise ValueError where it is empty."""
        if not days:
            raise ValueError("an empty set has no first day")
        return self.first + timedelta(days=(days & -days).bit_length() - 1)

    def each(self, days: DaySet) -> Iterator[date]:
        """Yield the days of a set in their order."""
        while days:
            yield self.earliest(days)
            days &= days - 1
