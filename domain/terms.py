"""Semesters and terms of a year as values, and which of them is the current one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Term:
    """A semester, or a short term of vocational training; both days are days of it."""

    number: int
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Return whether `day` is one of the term's days."""
        return self.starts_on <= day <= self.ends_on


def current(terms: Sequence[Term], day: date) -> Term | None:
    """Return the term of `day`: the one that covers it, else the last that began, else the first.

    `terms` are in the order of their days. In holidays the term that is over is still the current
    one: its journal is what people look at.
    """
    begun = [term for term in terms if term.starts_on <= day]
    if begun:
        return begun[-1]
    return terms[0] if terms else None
