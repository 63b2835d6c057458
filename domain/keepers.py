"""Who keeps a journal when: the teachers of a load one after another (5.5.9)."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple


class KeeperTerm(NamedTuple):
    """A teacher's time in a journal; both days are days of it, the last one may be open."""

    teacher_id: int
    starts_on: date
    ends_on: date | None


def keeper_terms(
    begun: Iterable[tuple[date, int | None]], year_starts_on: date
) -> list[KeeperTerm]:
    """Return the terms in their order from (first day, teacher) pairs; None is a vacancy.

    A teacher keeps the journal until the next one begins, the last of them without end. The first
    one has it from the first day of the year, to plan before classes start (4.2). A vacancy ends
    the term before it and makes none.
    """
    steps = sorted(begun, key=lambda step: step[0])
    joined: list[tuple[date, int | None]] = []
    for day, teacher in steps:
        if joined and joined[-1][1] == teacher:
            continue
        joined.append((day, teacher))
    if not joined:
        return []
    joined[0] = (min(year_starts_on, joined[0][0]), joined[0][1])
    ends = [day - timedelta(days=1) for _, (day, _) in pairwise(joined)] + [None]
    return [
        KeeperTerm(teacher, day, end)
        for (day, teacher), end in zip(joined, ends, strict=True)
        if teacher is not None
    ]


def keeper_on(terms: Sequence[KeeperTerm], day: date) -> int:
    """Return the teacher of `day`: who keeps the journal then, else who did last, else the first.

    Raises IndexError where there are no terms.
    """
    begun = [term for term in terms if term.starts_on <= day]
    return (begun[-1] if begun else terms[0]).teacher_id
