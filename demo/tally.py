"""What each journal has given its students so far: the grounds of their final marks."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from demo.calendar import first_september, terms
from demo.schedule import Planned


@dataclass(slots=True)
class Given:
    """A student's marks and missed hours of a term in one journal."""

    codes: list[str] = field(default_factory=list)
    missed: int = 0


@cache
def term_number(day: date, short: bool) -> int:
    """Return the number of the term that `day` is in; 0 where it is in none."""
    found = (t.number for t in terms(first_september(day), short=short) if t.covers(day))
    return next(found, 0)


class Tally:
    """Marks and missed hours by journal, term and student."""

    def __init__(self) -> None:
        self._given: dict[tuple[int, int], dict[int, Given]] = defaultdict(dict)

    def of(self, gradebook: int, term: int) -> dict[int, Given]:
        """Return what each student has in a term of a journal."""
        return self._given[gradebook, term]

    def mark(self, lesson: Planned, student: int, code: str) -> None:
        """Take a mark."""
        self._of(lesson, student).codes.append(code)

    def miss(self, lesson: Planned, student: int) -> None:
        """Take an absence."""
        self._of(lesson, student).missed += lesson.header.hours

    def _of(self, lesson: Planned, student: int) -> Given:
        load = lesson.load
        term = term_number(lesson.day, load.group.plan.is_short)
        return self._given[load.gradebook, term].setdefault(student, Given())
