"""Whether the lessons of a day can be changed: the journal closes some days after them (3.6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from domain.verdict import Severity, Verdict

CLAUSE: Final = "3.6"
ARCHIVED: Final = "7.7"
OPEN, BY_WINDOW, OLD, SIGNED, YEAR = "open", "by_window", "old", "signed", "year"


@dataclass(frozen=True, slots=True)
class SignedTerm:
    """A semester of a journal that was signed and not reopened, both days included."""

    number: int
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Return whether `day` is one of the semester's."""
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Window:
    """A granted window: lessons of these days, both included, until `closes_at` (naive UTC)."""

    id: int
    lessons_from: date
    lessons_to: date
    closes_at: datetime
    reason: str

    def opens(self, day: date, now: datetime) -> bool:
        """Return whether the lessons of `day` can be changed through it at `now`."""
        return self.lessons_from <= day <= self.lessons_to and now < self.closes_at


@dataclass(frozen=True, slots=True)
class JournalTimes:
    """What opens and closes the days of one journal for one person."""

    signed: tuple[SignedTerm, ...] = ()
    windows: tuple[Window, ...] = ()
    is_archived: bool = False  # the academic year of the journal is closed


def day_open(
    day: date, *, today: date, now: datetime, correction_days: int, times: JournalTimes
) -> Verdict:
    """Return whether the lessons of `day` can be changed `today`, and why (clause 3.6).

    Codes: open (`until` is the last day of it), by_window (`window`), old (`until` was the last
    day), signed (`term`: the number of the semester; no window opens it). A lesson that is still
    to come is open. `correction_days` are calendar days after the lesson's. Code year: the
    academic year is closed and archived (7.7), nothing opens it.
    """
    if times.is_archived:
        return Verdict(ARCHIVED, YEAR, Severity.fault, {"day": day})
    term = next((term for term in times.signed if term.covers(day)), None)
    if term is not None:
        return Verdict(CLAUSE, SIGNED, Severity.fault, {"day": day, "term": term.number})
    until = day + timedelta(days=correction_days)
    facts = {"day": day, "days": correction_days, "until": until}
    if today <= until:
        return Verdict(CLAUSE, OPEN, Severity.ok, facts)
    window = next((one for one in times.windows if one.opens(day, now)), None)
    if window is not None:
        return Verdict(CLAUSE, BY_WINDOW, Severity.note, facts | {"window": window})
    return Verdict(CLAUSE, OLD, Severity.fault, facts)
