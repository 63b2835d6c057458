"""How students end a period: the average mark, and in which of the usual ranks each is (7.4, 8.2).

A rank is of a student over all final marks of the period: only fives; fives and fours; a single
three; several threes; failing, with a two, «нз» or «н/а». Credits passed and exemptions take
nothing away, and who has no other mark has no rank.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import Final

from domain.averages import rounded
from domain.cells import FAILED, NOT_ATTESTED, NUMERIC

Counts = Mapping[str | None, int]  # code → how many, None: no mark
FAILING: Final = frozenset({"2", FAILED, NOT_ATTESTED})


class Rank(StrEnum):
    """In which of the usual ranks a student ends a period."""

    excellent = auto()  # only fives
    good = auto()  # fives and fours
    one_three = auto()  # a single three beside them
    fair = auto()  # more threes
    failing = auto()


def rank(counts: Counts) -> Rank | None:
    """Return the rank of a student with these final marks, None where none of them ranks."""
    if any(counts.get(code) for code in FAILING):
        return Rank.failing
    threes = counts.get("3", 0)
    if threes:
        return Rank.one_three if threes == 1 else Rank.fair
    if counts.get("4"):
        return Rank.good
    return Rank.excellent if counts.get("5") else None


def ranks(students: Iterable[Counts]) -> Counter[Rank]:
    """Return how many of `students`, each given by the counts of own marks, are in each rank."""
    return Counter(found for one in students if (found := rank(one)) is not None)


def mean(counts: Counts) -> Decimal | None:
    """Return the average of the marks in figures with two decimals, None where there are none."""
    number = sum(counts.get(code, 0) for code in NUMERIC)
    if not number:
        return None
    return rounded(Decimal(sum(int(code) * counts.get(code, 0) for code in NUMERIC)) / number)


@dataclass(frozen=True, slots=True)
class Change:
    """What a share became against an earlier period, in points; None where either is unknown."""

    now: Decimal | None
    before: Decimal | None

    @property
    def points(self) -> Decimal | None:
        """Return by how much it rose."""
        if self.now is None or self.before is None:
            return None
        return self.now - self.before
