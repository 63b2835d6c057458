"""What differs between two revisions of a lesson plan (clause 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any


class ChangeOf(StrEnum):
    """What happened to a row from one revision to the other."""

    added = auto()
    removed = auto()
    changed = auto()
    moved = auto()


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs; `fields` maps a changed field to its (old, new) values."""

    what: ChangeOf
    old_place: int | None  # from 1, in the old revision
    new_place: int | None
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    fields: Mapping[str, tuple[Any, Any]]


Row = tuple[int, Mapping[str, Any]]  # id, and the fields that are compared


def changes(
    old: Sequence[Row], new: Sequence[Row], copied_from: Mapping[int, int]
) -> list[RowChange]:
    """Return what differs, in the order of the new revision, removed rows at the end.

    `copied_from` maps a row of the new revision to the row of the old one that it is a copy of. A
    row is moved where it left the order of the rows that both revisions have.
    """
    places = {key: place for place, (key, _fields) in enumerate(old, 1)}
    rows = dict(old)
    kept = [copied_from[key] for key, _fields in new if copied_from.get(key) in places]
    staying = _longest_in_order([places[origin] for origin in kept])
    found: list[RowChange] = []
    for place, (key, values) in enumerate(new, 1):
        origin = copied_from.get(key)
        if origin is None or origin not in places:
            found.append(RowChange(ChangeOf.added, None, place, None, values, {}))
            continue
        was, at = rows[origin], places[origin]
        fields = {name: (was[name], values[name]) for name in values if was[name] != values[name]}
        if fields:
            found.append(RowChange(ChangeOf.changed, at, place, was, values, fields))
        elif at not in staying:
            found.append(RowChange(ChangeOf.moved, at, place, was, values, {}))
    gone = [key for key, _fields in old if key not in set(kept)]
    found += [RowChange(ChangeOf.removed, places[key], None, rows[key], None, {}) for key in gone]
    return found


def _longest_in_order(places: Sequence[int]) -> frozenset[int]:
    """Return the longest run of `places` that grows: all others were moved past it."""
    best: list[tuple[int, ...]] = []  # best[n]: the run of n + 1 with the smallest end
    for place in places:
        at = next((n for n, run in enumerate(best) if run[-1] >= place), len(best))
        run = (*(best[at - 1] if at else ()), place)
        best[at : at + 1] = [run]
    return frozenset(best[-1] if best else ())
