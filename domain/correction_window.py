"""What a request for a correction window must say, and until when a granted one lasts (3.6)."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Final

from domain.journal_open import CLAUSE, SIGNED
from domain.regulation import NORMS, Norm
from domain.verdict import Severity, Verdict

MOST_REASON: Final = 300  # characters: what is typed at a correction stands beside it in the trail
MOST_REMARK: Final = 500
DAYS: Final = (NORMS[Norm.window_days].low, NORMS[Norm.window_days].high)
HOURS: Final = (1, 72)
OK, BACKWARDS, AHEAD, OUTSIDE = "ok", "backwards", "ahead", "outside"
STILL_OPEN, ALL_SIGNED = "still_open", "all_signed"


def span_asked(
    first: date, last: date, *, today: date, year: tuple[date, date], closed: Collection[str]
) -> Verdict:
    """Return whether a window for the lessons from `first` to `last` can be asked for.

    `year` are the first and last day of the journal's year, `closed` the codes of why the days of
    the span are closed that are the asker's own and closed (domain/journal_open): none of them,
    and there is nothing to open.
    """
    facts = {"first": first, "last": last, "today": today, "year": year}
    if last < first:
        return Verdict(CLAUSE, BACKWARDS, Severity.fault, facts)
    if first < year[0] or last > year[1]:
        return Verdict(CLAUSE, OUTSIDE, Severity.fault, facts)
    if last > today:
        return Verdict(CLAUSE, AHEAD, Severity.fault, facts)
    if not closed:
        return Verdict(CLAUSE, STILL_OPEN, Severity.fault, facts)
    if set(closed) == {SIGNED}:
        return Verdict(CLAUSE, ALL_SIGNED, Severity.fault, facts)
    return Verdict(CLAUSE, OK, Severity.ok, facts)


def closes_at(
    now: datetime, today: date, start_of_day: Callable[[date], datetime], *, days: int, hours: int
) -> datetime:
    """Return when a window granted at `now` closes: after `hours`, else at the end of a day.

    `days` after `today`, both of the college's clock; instants are naive UTC.
    """
    if hours:
        return now + timedelta(hours=hours)
    return start_of_day(today + timedelta(days=days + 1))
