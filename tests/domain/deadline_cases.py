"""Calendars and a short spelling of cases, for the tables of deadlines."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from domain.deadlines import Judge
from domain.regulation import DEFAULTS, Regulation
from domain.study_calendar import StudyCalendar
from domain.verdict import Verdict
from domain.working_calendar import Excuse, ExcuseKind, Excuses, WorkingCalendar

D = date.fromisoformat
# The law's days around what the tables ask: New Year, 23 February, 8 March, 4 November.
HOLIDAYS: Final = frozenset(
    [date(year, 1, day) for year in (2025, 2026, 2027, 2028) for day in range(1, 9)]
    + [date(year, 2, 23) for year in (2026, 2027, 2028)]
    + [D("2025-11-03"), D("2025-11-04"), D("2025-12-31"), D("2026-01-09"), D("2026-03-09")]
    + [D("2026-11-04"), D("2026-12-31")]
)
SIX_OFF: Final = HOLIDAYS - {D("2025-11-03"), D("2026-01-09")}  # moved from Saturdays
FIVE: Final = WorkingCalendar(StudyCalendar(5, HOLIDAYS, working={D("2025-11-01"): 1}))
SIX: Final = WorkingCalendar(StudyCalendar(6, SIX_OFF, days_off=frozenset([D("2026-09-12")])))
Rule = Callable[[date, date | None, Judge], Verdict]


def outage(first: str, last: str = "") -> Excuse:
    """Return an outage of these days."""
    return Excuse(ExcuseKind.outage, D(first), D(last or first), "Нет связи")


def away(first: str, last: str = "") -> Excuse:
    """Return days on which the teacher is away."""
    return Excuse(ExcuseKind.away, D(first), D(last or first))


def judged(
    rule: Rule,
    day: str,
    done: str | None,
    today: str = "2026-12-30",
    calendar: WorkingCalendar = SIX,
    excused: Sequence[Excuse] = (),
    rules: Regulation = DEFAULTS,
) -> Verdict:
    """Return what `rule` says of what belongs to `day` and was done on `done`, seen `today`."""
    by = Judge(D(today), calendar, rules, Excuses(excused))
    return rule(D(day), None if done is None else D(done), by)


def told(verdict: Verdict) -> tuple[Any, ...]:
    """Return code, limit, how late and the kinds of what excused, as a table spells them."""
    facts = verdict.facts
    kinds = [excuse.kind.value for excuse in facts["excused_by"]]
    return verdict.code, facts["due"].isoformat(), facts["late_by"], kinds
