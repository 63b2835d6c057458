"""What stands against the admission of a thesis to its defence (clause 5.5.13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.cells import FAILED, NOT_ATTESTED, NUMERIC
from domain.regulation import Norm, Regulation
from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.13"
MARKS: Final = NUMERIC
FAILING: Final = frozenset({"2", FAILED, NOT_ATTESTED})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thesis and its student; None where the reader may not know it."""

    topic: str = ""
    topic_order: str | None = None
    supervised: bool = False  # by an appointment in force
    borrowed: Decimal | None = None  # percent
    supervisor_code: str | None = None
    reviewer: str | None = None
    review_code: str | None = None
    debts: int | None = 0  # open
    practices: tuple[tuple[str, str | None, bool], ...] | None = ()  # index, mark, signed


def against(candidate: Candidate, rules: Regulation) -> list[Verdict]:
    """Return what stands against admission: faults forbid it, warnings are to be looked at.

    Codes: no_topic, no_order, no_supervisor, debts (`count`), practices (`items` not signed or
    failed), not_checked, borrowed (`share`, `limit`: the share is above the norm), supervisor
    (the supervisor's mark fails), no_opinion (no mark of the supervisor), no_review.
    """
    return [*_of_student(candidate), *_of_text(candidate, rules)]


def _say(code: str, severity: Severity = Severity.fault, **facts: object) -> Verdict:
    return Verdict(CLAUSE, code, severity, facts)


def _of_student(candidate: Candidate) -> Iterator[Verdict]:
    if not candidate.topic.strip():
        yield _say("no_topic")
    if not candidate.topic_order:
        yield _say("no_order")
    if not candidate.supervised:
        yield _say("no_supervisor")
    if candidate.debts:
        yield _say("debts", count=candidate.debts)
    open_practices = tuple(
        index
        for index, code, signed in candidate.practices or ()
        if not signed or code is None or code in FAILING
    )
    if open_practices:
        yield _say("practices", items=open_practices)


def _of_text(candidate: Candidate, rules: Regulation) -> Iterator[Verdict]:
    limit = rules.whole(Norm.borrowed_limit)
    if candidate.borrowed is None:
        yield _say("not_checked")
    elif candidate.borrowed > limit:
        yield _say("borrowed", share=candidate.borrowed, limit=limit)
    if candidate.supervisor_code in FAILING:
        yield _say("supervisor")
    elif candidate.supervisor_code is None:
        yield _say("no_opinion", Severity.warning)
    if not candidate.reviewer or candidate.review_code is None:
        yield _say("no_review", Severity.warning)


def may_be_admitted(verdicts: list[Verdict]) -> bool:
    """Return whether none of `verdicts` forbids admission."""
    return all(one.severity < Severity.fault for one in verdicts)
