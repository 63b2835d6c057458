"""A calendar month as a value: «2026-10»."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that `day` is in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the month that `text` («2026-10») names; raise ValueError for anything else."""
        found = _MONTH.fullmatch(text.strip())
        if found is None or not found[0].isascii():
            raise ValueError(f"not a month: {text!r}")
        year, number = int(found[1]), int(found[2])
        if not (2000 <= year <= 2100 and 1 <= number <= 12):
            raise ValueError(f"not a month: {text!r}")
        return cls(year, number)

    @property
    def first(self) -> date:
        """Return the first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Return the last day."""
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    @property
    def days(self) -> tuple[date, ...]:
        """Return all days, in order."""
        return tuple(self.first + timedelta(days=n) for n in range(self.last.day))

    def previous(self) -> Self:
        """Return the month before."""
        return type(self).of(self.first - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"
