"""Places of practice: what contradicts a student's place (clause 5.5.13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.practice import CLAUSE
from domain.verdict import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody is from one day to another, both included; `place` names it in words."""

    starts_on: date
    ends_on: date
    place: str = ""

    def meets(self, other: "Stay") -> bool:
        """Return whether the two share a day."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place of practice and what could contradict it."""

    stay: Stay
    others: tuple[Stay, ...] = ()  # the same student's other places
    has_base: bool = False
    contract_from: date | None = None
    contract_until: date | None = None
    has_contract: bool = False
    has_head: bool = True
    is_appointed: bool = True
    head_away: tuple[Stay, ...] = ()


def _said(code: str, severity: Severity = Severity.warning, **facts: Any) -> Verdict:
    return Verdict(CLAUSE, code, severity, facts)


def conflicts(facts: PlaceFacts) -> list[Verdict]:
    """Return what contradicts a place: a student in two of them is a fault, the rest warnings."""
    found = [
        _said(
            "two_places",
            Severity.fault,
            place=other.place,
            first=other.starts_on,
            last=other.ends_on,
        )
        for other in facts.others
        if other.meets(facts.stay)
    ]
    if facts.has_base:
        found.extend(_of_contract(facts))
    if not facts.has_head:
        found.append(_said("no_head"))
    elif not facts.is_appointed:
        found.append(_said("not_appointed"))
    for away in facts.head_away:
        if away.meets(facts.stay):
            first, last = away.starts_on, away.ends_on
            found.append(_said("head_away", first=first, last=last))
    return found


def _of_contract(facts: PlaceFacts) -> Iterator[Verdict]:
    if not facts.has_contract:
        yield _said("no_contract")
    elif facts.contract_until is not None and facts.contract_until < facts.stay.ends_on:
        yield _said("contract_ends", until=facts.contract_until)
    elif facts.contract_from is not None and facts.contract_from > facts.stay.starts_on:
        yield _said("contract_begins", since=facts.contract_from)
