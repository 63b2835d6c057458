"""Practice: hours, what blocks the signing of its mark (3.1, 5.5.13)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.cells import FAILED, MARK_CODES, NOT_ATTESTED, PASSED
from domain.enums import CompetenceLevel
from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.13"
MOST_HOURS: Final = 12  # academic hours of one day
USUAL_HOURS: Final = 6
MARKS: Final = tuple(code for code in MARK_CODES if code != "осв")  # nobody is exempt from practice
NOT_DONE: Final = ("2", FAILED, NOT_ATTESTED)  # marks of a practice that was not passed
GOOD: Final = ("5", "4", "3", PASSED)


@dataclass(frozen=True, slots=True)
class DayFact:
    """A recorded day; not confirmed: an enterprise proposes it."""

    day: date
    hours: int
    is_absent: bool = False
    is_confirmed: bool = True

    @property
    def counted(self) -> int:
        """Return the hours that count: none of a day of absence."""
        return 0 if self.is_absent else self.hours


@dataclass(frozen=True, slots=True)
class Totals:
    """Academic hours of a practice: its plan, what was done, of it confirmed, what was missed."""

    planned: int
    done: int
    confirmed: int
    missed: int
    absent_days: int

    @property
    def short(self) -> int:
        """Return the confirmed hours that are missing against the plan."""
        return max(self.planned - self.confirmed, 0)


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """What is known of a student's practice when somebody wants to sign it."""

    starts_on: date
    ends_on: date
    planned: int
    days: tuple[DayFact, ...] = ()
    levels: tuple[CompetenceLevel | None, ...] = ()
    code: str | None = None
    proposed_code: str | None = None
    has_head: bool = True
    is_appointed: bool = True  # an order covers every day of the practice
    diary_checked_on: date | None = None
    has_characteristic: bool = True


def totals(planned: int, days: Iterable[DayFact]) -> Totals:
    """Return the sums of the recorded days, which always are those of the rows."""
    known = list(days)
    return Totals(
        planned,
        done=sum(one.counted for one in known),
        confirmed=sum(one.counted for one in known if one.is_confirmed),
        missed=sum(one.hours for one in known if one.is_absent),
        absent_days=sum(one.is_absent for one in known),
    )


def verdicts(facts: PracticeFacts, today: date) -> list[Verdict]:
    """Return what is to be said of a practice, the gravest first; a fault blocks the signing."""
    found = [*_of_head(facts), *_of_time(facts, today), *_of_competences(facts), *_of_mark(facts)]
    return sorted(found, key=lambda one: -one.severity)


def blocking(found: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts that block the signing."""
    return [one for one in found if one.severity is Severity.fault]


def _said(code: str, severity: Severity = Severity.fault, **facts: Any) -> Verdict:
    return Verdict(CLAUSE, code, severity, facts)


def _of_head(facts: PracticeFacts) -> Iterator[Verdict]:
    if not facts.has_head:
        yield _said("no_head")
    elif not facts.is_appointed:
        yield _said("not_appointed")


def _of_time(facts: PracticeFacts, today: date) -> Iterator[Verdict]:
    sums = totals(facts.planned, facts.days)
    if today < facts.ends_on and facts.code != NOT_ATTESTED:
        yield _said("not_over", ends_on=facts.ends_on)
    proposed = sum(not one.is_confirmed for one in facts.days)
    if proposed:
        yield _said("days_unconfirmed", days=proposed)
    if sums.short:
        # Who did not do the hours cannot pass; who failed need not have done them.
        severity = Severity.warning if facts.code in NOT_DONE else Severity.fault
        yield _said("hours_short", severity, planned=facts.planned, done=sums.confirmed)
    elif sums.confirmed > facts.planned:
        yield _said("hours_over", Severity.warning, planned=facts.planned, done=sums.confirmed)
    if facts.code != NOT_ATTESTED:
        if facts.diary_checked_on is None:
            yield _said("diary_not_checked")
        if not facts.has_characteristic:
            yield _said("no_characteristic", Severity.warning)


def _of_competences(facts: PracticeFacts) -> Iterator[Verdict]:
    if facts.code == NOT_ATTESTED:
        return
    if not facts.levels:
        yield _said("no_competences")
    open_levels = sum(level is None for level in facts.levels)
    if open_levels:
        yield _said("competences_without_level", count=open_levels)
    failed = sum(level is CompetenceLevel.not_mastered for level in facts.levels)
    if failed and facts.code in GOOD:
        yield _said("passed_without_mastering", Severity.warning, count=failed)


def _of_mark(facts: PracticeFacts) -> Iterator[Verdict]:
    if facts.code is None:
        yield _said("no_mark")
    elif facts.proposed_code is not None and facts.proposed_code != facts.code:
        yield _said(
            "differs_from_proposed", Severity.note, proposed=facts.proposed_code, mark=facts.code
        )


def shared_out(days: Sequence[date], hours: int, taken: int = 0) -> dict[date, int]:
    """Return the hours of each of `days` so that with `taken` they make up `hours`.

    Evenly, the earlier days getting what does not divide; at most 12 a day, never less than none.
    """
    left = max(hours - taken, 0)
    if not days:
        return {}
    each, rest = divmod(min(left, MOST_HOURS * len(days)), len(days))
    return {day: each + (number < rest) for number, day in enumerate(sorted(days))}


def link_ends(last_day: date, grace: int) -> date:
    """Return the last day on which an enterprise's link opens: `grace` days after the practice."""
    return last_day + timedelta(days=grace)
