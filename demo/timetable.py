"""A weekly timetable of each term in which neither a group nor a teacher is in two places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from random import Random
from typing import Final

from demo.calendar import Term, parity
from demo.groups import Group
from demo.teaching import Load

Slot = tuple[int, int, int]  # weekday, pair, parity of the week
DAYS: Final = range(6)
SHIFTS: Final = ((1, 2, 3, 4, 5), (2, 3, 4, 5, 6))
ANY: Final = (1, 2, 3, 4, 5, 6, 7)
CROWDED: Final = 4  # pairs a day that a group should not exceed


@dataclass(slots=True)
class Timetable:
    """The slots of the loads of one group in one term."""

    slots: dict[int, list[Slot]] = field(default_factory=dict)  # by id(load)
    busy: set[Slot] = field(default_factory=set)
    # By id(load), weekday and pair.
    rooms: dict[tuple[int, int, int], int | None] = field(default_factory=dict)

    def bounds(self, day: date) -> tuple[int, int]:
        """Return the first and the last pair of the group on a weekday."""
        weekday, week = day.weekday(), parity(day)
        pairs = [pair for d, pair, w in self.busy if d == weekday and w == week]
        return (min(pairs), max(pairs)) if pairs else (1, 1)


class Timetabler:
    """Makes the timetables of one half of a year; knows when each teacher is busy."""

    def __init__(self, rng: Random, firsts: list[Load], weekday: int) -> None:
        self.rng = rng
        self.firsts = firsts  # must have a lesson on `weekday`
        self.weekday = weekday
        self.teachers: dict[int, set[Slot]] = {}

    def make(self, group: Group, loads: Iterable[Load], term: Term) -> Timetable:
        """Return the timetable of a group in a term."""
        table = Timetable()
        units = [list(unit) for _, unit in groupby(loads, key=lambda load: load.item.index)]
        self.rng.shuffle(units)
        units.sort(key=lambda unit: (not self._is_first(unit), -unit[0].pairs(term.number)))
        shift = SHIFTS[group.number % 2]
        for unit in units:
            self._place(table, unit, unit[0].pairs(term.number), shift)
        return table

    def _place(
        self, table: Timetable, unit: list[Load], pairs: int, shift: tuple[int, ...]
    ) -> None:
        chosen: list[Slot] = []
        for weeks in [(0, 1)] * (pairs // 2) + [(self.rng.randint(0, 1),)] * (pairs % 2):
            first = self.weekday if self._is_first(unit) and not chosen else None
            found = self._best(table, unit, weeks, shift, chosen, first)
            if found:
                slots = [(*found, week) for week in weeks]
                chosen += slots
                table.busy.update(slots)
                for load in unit:
                    self._hours(load).update(slots)
        for load in unit:
            table.slots[id(load)] = chosen

    def _is_first(self, unit: list[Load]) -> bool:
        return any(load in self.firsts for load in unit)

    def _hours(self, load: Load) -> set[Slot]:
        return self.teachers.setdefault(id(load.post), set())

    def _best(
        self, table: Timetable, unit: list[Load], weeks: tuple[int, ...],
        shift: tuple[int, ...], chosen: list[Slot], first: int | None,
    ) -> tuple[int, int] | None:  # fmt: skip
        """Return the weekday and pair that suit best, the weekday `first` if it is given."""
        taken = [table.busy, *(self._hours(load) for load in unit)]
        best: tuple[tuple[int, ...], tuple[int, int]] | None = None
        for day in DAYS:
            crowd = max(sum((day, p, w) in table.busy for p in ANY) for w in weeks)
            same = sum(1 for d, _, _ in chosen if d == day)
            for pair in ANY:
                if any((day, pair, week) in busy for busy in taken for week in weeks):
                    continue
                rank = (
                    day != first if first is not None else 0,
                    crowd >= CROWDED,
                    pair not in shift,
                    same,
                    crowd,
                    pair,
                )
                if best is None or rank < best[0]:
                    best = (rank, (day, pair))
        return best[1] if best else None
