"""Faults of a discipline that is taught in subgroups (clause 5.5.9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.verdict import Severity, Verdict

CLAUSE: Final = "5.5.9"
NONE, TWO, HOURS, GRADES, CELLS = "none", "two", "hours", "grades", "cells"


@dataclass(frozen=True, slots=True)
class Split:
    """An item that a group has in subgroups on a day: who is where, and the hours by kind."""

    students: frozenset[int]  # of the group on the day
    members: Mapping[int, frozenset[int]]  # subgroup → its students on the day
    hours: Mapping[int, Mapping[str, int]]  # subgroup → kind of hours → academic hours


@dataclass(frozen=True, slots=True)
class Double:
    """That a student has marks of one item in several journals; on a day: cells of lessons."""

    student_id: int
    gradebooks: tuple[int, ...]
    day: date | None = None


def faults(split: Split, doubles: Iterable[Double] = ()) -> list[Verdict]:
    """Return what is wrong with an item in subgroups.

    Codes: none (`students` in no subgroup of the item), two (`students` in more than one), hours
    (`kind` differs: `hours` by subgroup), grades (`student` has final marks in `gradebooks`),
    cells (the same on a `day`).
    """
    found = []
    places: dict[int, int] = dict.fromkeys(split.students, 0)
    for subgroup in split.hours:
        for student in split.members.get(subgroup, frozenset()) & split.students:
            places[student] += 1
    for code, wrong in (
        (NONE, [student for student, count in places.items() if count == 0]),
        (TWO, [student for student, count in places.items() if count > 1]),
    ):
        if wrong:
            facts = {"students": tuple(sorted(wrong))}
            found.append(Verdict(CLAUSE, code, Severity.fault, facts))
    found += _hours(split.hours)
    for double in doubles:
        if len(set(double.gradebooks)) < 2:
            continue
        about = {"student": double.student_id, "gradebooks": double.gradebooks}
        if double.day is None:
            found.append(Verdict(CLAUSE, GRADES, Severity.fault, about))
        else:
            found.append(Verdict(CLAUSE, CELLS, Severity.warning, about | {"day": double.day}))
    return found


def _hours(hours: Mapping[int, Mapping[str, int]]) -> list[Verdict]:
    """Return a verdict for each kind of hours that differs between the subgroups."""
    kinds = dict.fromkeys(kind for own in hours.values() for kind in own)
    found = []
    for kind in kinds:
        by_subgroup = {subgroup: own.get(kind, 0) for subgroup, own in hours.items()}
        if len(set(by_subgroup.values())) > 1:
            facts = {"kind": kind, "hours": by_subgroup}
            found.append(Verdict(CLAUSE, HOURS, Severity.warning, facts))
    return found
