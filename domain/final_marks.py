"""What the grounds of a final mark support, and what has to be explained (clauses 4.6, 6.1, 6.2).

`осв` (exempt), `н/а` (not attested) and a blank are three different things: the first is granted
and never suggested, the second says that there is too little to judge by, the third that nobody
has decided yet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from domain.averages import rounded
from domain.cells import EXEMPT, FAILED, NOT_ATTESTED, NUMERIC, PASSED
from domain.regulation import AVERAGE, Norm, Regulation
from domain.verdict import Severity, Verdict

CREDITS: Final = (PASSED, FAILED)
_PASS_FROM: Final = 3


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a semester mark rests on.

    `average` is the one that counts: the weighted one. `credits` are the «зч» and «нз» among the
    marks, in order. `is_credit`: the semester ends in a credit, which has no figures. Hours are
    academic hours of recorded lessons.
    """

    average: Decimal | None = None
    credits: tuple[str, ...] = ()
    marks: int = 0
    needed: int = 0
    held: int = 0
    missed: int = 0
    is_credit: bool = False

    @property
    def is_few(self) -> bool:
        """Return whether there are fewer marks than clause 6.2 needs."""
        return self.marks < self.needed


def figure(average: Decimal, rules: Regulation) -> int:
    """Return the mark from 2 to 5 that an average is rounded to: up from `round_up_from`."""
    whole = average.to_integral_value(ROUND_FLOOR)
    part = average - whole
    up = part > 0 and part >= rules.number(Norm.round_up_from)
    return max(2, min(5, int(whole) + up))


def suggested(grounds: Grounds, rules: Regulation) -> str | None:
    """Return the mark that the grounds support, None where nothing can be said."""
    share = rules.whole(Norm.not_attested_share)
    if grounds.is_few and grounds.held > 0 and share * grounds.held <= 100 * grounds.missed:
        return NOT_ATTESTED
    if grounds.average is not None:
        mark = figure(grounds.average, rules)
        if grounds.is_credit:
            return PASSED if mark >= _PASS_FROM else FAILED
        return str(mark)
    if grounds.credits:
        passed = grounds.credits.count(PASSED)
        return PASSED if 2 * passed > len(grounds.credits) else FAILED
    return None


def verdicts(code: str | None, grounds: Grounds, rules: Regulation) -> tuple[Verdict, ...]:
    """Return what a mark has to be explained by: `departs` (6.1), `few` (6.2); `missing` (4.6)."""
    if code is None:
        return (Verdict("4.6", "missing", Severity.due),)
    found = []
    offered = suggested(grounds, rules)
    if departs(code, offered, grounds, rules):
        facts = {"code": code, "suggested": offered, "average": grounds.average}
        found.append(Verdict("6.1", "departs", Severity.warning, facts))
    if grounds.is_few and code in (*NUMERIC, *CREDITS):
        few = {"marks": grounds.marks, "needed": grounds.needed}
        found.append(Verdict("6.2", "few", Severity.warning, few))
    return tuple(found)


def needs_reason(found: Sequence[Verdict]) -> bool:
    """Return whether one of the verdicts on a mark asks for a written reason."""
    return any(verdict.severity >= Severity.warning for verdict in found)


def departs(code: str, offered: str | None, grounds: Grounds, rules: Regulation) -> bool:
    """Return whether a mark differs from what the grounds support by more than `mark_gap`."""
    if code == offered:
        return False
    if code == EXEMPT:
        return True  # no marks make an exemption: a document does
    if code == NOT_ATTESTED:
        return offered is not None and not grounds.is_few
    if offered == NOT_ATTESTED:
        return True
    if code in NUMERIC and grounds.average is not None:
        return abs(Decimal(code) - grounds.average) > rules.number(Norm.mark_gap)
    if code in CREDITS and grounds.average is not None:
        return (figure(grounds.average, rules) >= _PASS_FROM) != (code == PASSED)
    return offered is not None


@dataclass(frozen=True, slots=True)
class YearGrounds:
    """The marks of a year's semesters in their order; None is a blank."""

    codes: tuple[str | None, ...]

    @property
    def average(self) -> Decimal | None:
        """Return the mean of the marks in figures, None where there are none."""
        return mean(self.codes)


def mean(codes: Sequence[str | None]) -> Decimal | None:
    """Return the mean of the figures among final marks, two decimals, half up."""
    numbers = [int(code) for code in codes if code is not None and code in NUMERIC]
    return rounded(Decimal(sum(numbers)) / len(numbers)) if numbers else None


def joined(codes: Sequence[str | None], choice: str, rules: Regulation) -> str | None:
    """Return the one mark that several final marks make, by the rule `choice` (last, average).

    Blanks say nothing: who came in the middle of the year has one. Exempt terms say nothing
    unless all are exempt; by the average, whoever was not attested in a term is not attested in
    the whole, and a failed credit fails credits.
    """
    given = [code for code in codes if code is not None]
    said = [code for code in given if code != EXEMPT]
    if not said:
        return EXEMPT if given else None
    if choice != AVERAGE:
        return said[-1]
    if NOT_ATTESTED in said:
        return NOT_ATTESTED
    average = mean(said)
    if average is None:
        return FAILED if FAILED in said else PASSED
    return str(figure(average, rules))


def year_mark(grounds: YearGrounds, rules: Regulation) -> str | None:
    """Return the mark of a year by the college's rule (norm `year_rule`)."""
    return joined(grounds.codes, rules.text(Norm.year_rule), rules)


def year_verdicts(code: str | None, grounds: YearGrounds, rules: Regulation) -> tuple[Verdict, ...]:
    """Return what a mark of a year has to be explained by (6.1), or that it is missing (4.6)."""
    if code is None:
        return (Verdict("4.6", "missing", Severity.due),)
    offered, average = year_mark(grounds, rules), grounds.average
    if code == offered:
        return ()
    near = code in NUMERIC and offered in NUMERIC and average is not None
    if near and abs(Decimal(code) - (average or 0)) <= rules.number(Norm.mark_gap):
        return ()
    facts = {"code": code, "suggested": offered, "average": average}
    return (Verdict("6.1", "departs", Severity.warning, facts),)


PASSES: Final = frozenset({"5", "4", "3", PASSED, EXEMPT})


def result(
    codes: Sequence[str | None], attested: str | None, has_attestation: bool, rules: Regulation
) -> str | None:
    """Return the result of a discipline over all its semesters (5.5.11), None while it is open.

    `codes` are the marks of its semesters in their order, `attested` the mark of the signed sheet
    where the item ends in an exam or a graded credit: by the rule «last» that mark is the result,
    by «average» it is one of them. An attestation that is not passed yet leaves the result open.
    """
    if has_attestation:
        if attested is None or attested not in PASSES:
            return None
        if attested == EXEMPT or rules.text(Norm.result_rule) != AVERAGE:
            return attested
        return joined([*codes, attested], AVERAGE, rules)
    return joined(codes, rules.text(Norm.result_rule), rules)


__all__ = [
    "CREDITS",
    "Grounds",
    "YearGrounds",
    "figure",
    "joined",
    "mean",
    "needs_reason",
    "result",
    "suggested",
    "verdicts",
    "year_mark",
    "year_verdicts",
]
