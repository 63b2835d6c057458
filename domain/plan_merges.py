"""Which rows of a lesson plan to give in one lesson, so that what is behind still fits (3.11)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Merge(NamedTuple):
    """Two neighbouring rows of one section that one lesson can give."""

    first_id: int
    second_id: int
    lesson_id: int  # that the first row is planned for
    day: date
    saves: int  # academic hours


def merges_of(possible: Iterable[Merge], at_risk: int) -> tuple[Merge, ...]:
    """Return which of the `possible` merges to choose until `at_risk` hours are saved.

    What saves most comes first; among equals the later lesson, for which there is most time to
    prepare. No row is in two of them. Returned in the order of their days; none where nothing is
    at risk.
    """
    chosen: list[Merge] = []
    taken: set[int] = set()
    for merge in sorted(possible, key=lambda one: (-one.saves, -one.day.toordinal())):
        if sum(one.saves for one in chosen) >= at_risk:
            break
        if taken.isdisjoint((merge.first_id, merge.second_id)):
            chosen.append(merge)
            taken |= {merge.first_id, merge.second_id}
    return tuple(sorted(chosen, key=lambda one: one.day))
