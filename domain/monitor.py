"""How completely journals are kept, as counts that add up; periods to look at (4.5, 5.3.1, 7.2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Final

from domain.month import Month
from domain.terms import Term, current

MOST_DAYS: Final = 400  # a year, and the weeks around it: what one picture can show
WEEKS_UP_TO: Final = 140  # days: a longer period is drawn by months, a semester still by weeks
DAYS_UP_TO: Final = 16  # a shorter one by days


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted of journals in a period; `few`, `behind` and `final` by its last day."""

    journals: int = 0
    held: int = 0  # lessons whose day has come
    recorded: int = 0  # of them confirmed
    late: int = 0  # of the recorded: after the limit (5.5.4)
    overdue: int = 0  # not recorded, and the limit is over
    no_topic: int = 0  # lessons past the limit without a topic (5.5.8)
    no_homework: int = 0  # likewise, of kinds that set homework (5.5.5)
    no_results: int = 0  # works past the week with students who lack a result (5.5.6)
    few_marks: int = 0  # students with too few marks in the semester (5.5.7, 6.2), by journal
    off_plan: int = 0  # journals whose plan is not followed (3.11, 5.5.2)
    no_final: int = 0  # students without the mark of a semester that is over (4.6), by journal

    @property
    def on_time(self) -> int:
        """Return how many lessons were recorded in time."""
        return self.recorded - self.late

    @property
    def pending(self) -> int:
        """Return how many are not recorded and still have time."""
        return self.held - self.recorded - self.overdue

    @property
    def faults(self) -> int:
        """Return how much there is to ask about: what a list is ordered by."""
        return sum(getattr(self, name) for name in FAULTS)

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to say of it."""
        return not self.held and not self.faults

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


FAULTS: Final = (
    *("late", "overdue", "no_topic", "no_homework", "no_results"),
    *("few_marks", "off_plan", "no_final"),
)


def share(part: int, whole: int) -> float:
    """Return `part` of `whole` in percent with one decimal; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


class Preset(StrEnum):
    """Periods that are one click away."""

    week = auto()
    month = auto()
    semester = auto()
    year = auto()


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def before(self) -> "Span":
        """Return as many days just before it."""
        return Span(self.first - timedelta(days=self.days), self.first - timedelta(days=1))


def span_of(preset: Preset, today: date, terms: Sequence[Term], year: Term | None) -> Span:
    """Return the days of a preset around `today`, whole: those to come are among them.

    Between semesters the one that is over counts. Without terms or a year, the month.
    """
    if preset is Preset.week:
        first = today - timedelta(days=today.weekday())
        return Span(first, first + timedelta(days=6))
    found = None
    if preset is Preset.semester:
        found = current(terms, today)
    elif preset is Preset.year:
        found = year
    if found is not None:
        return Span(found.starts_on, found.ends_on)
    month = Month.of(today)
    return Span(month.first, month.last)


class Step(StrEnum):
    """What a picture over time has a column for."""

    day = auto()
    week = auto()
    month = auto()


def step_of(span: Span) -> Step:
    """Return the step that keeps a picture of `span` readable on a phone: at most 20 columns."""
    if span.days <= DAYS_UP_TO:
        return Step.day
    return Step.week if span.days <= WEEKS_UP_TO else Step.month


def begin_of(day: date, step: Step) -> date:
    """Return the first day of the step that `day` is in."""
    if step is Step.day:
        return day
    if step is Step.week:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def begins(span: Span, step: Step) -> list[date]:
    """Return the first day of each step that touches `span`, in order."""
    found = dict.fromkeys(begin_of(span.first + timedelta(days=n), step) for n in range(span.days))
    return list(found)


@dataclass(frozen=True, slots=True)
class Point:
    """A step of a picture over time: its first day, lessons and what became of them."""

    begins_on: date
    counts: Counts


def over_time(days: Iterable[tuple[date, Counts]], span: Span, step: Step) -> list[Point]:
    """Return the steps of `span` in order, with the sums of the `days` in each."""
    sums = dict.fromkeys(begins(span, step), Counts())
    for day, counts in days:
        begin = begin_of(day, step)
        if begin in sums:
            sums[begin] += counts
    return [Point(begin, counts) for begin, counts in sums.items()]
