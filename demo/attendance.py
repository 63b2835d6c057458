"""Who is away on a day and why: sickness in runs, skipped days and last pairs, coming late."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from demo.groups import Group, Place
from demo.timetable import Timetable
from domain.enums import AbsenceKind

# Mondays and the end of the week tempt most.
SKIPPING: Final = (1.5, 0.8, 0.7, 0.8, 1.4, 2.0)
LATE: Final = (1.8, 1.0, 0.9, 0.9, 1.1, 1.2)
WINTER: Final = (11, 12, 1, 2, 3)
REASON_DAYS: Final = 7  # after so many days a skipped day is known to be unexcused
WHOLE: Final = (0, 99)


@dataclass(frozen=True, slots=True)
class Away:
    """That a pupil misses the pairs from `first` to `last` of a day, or is late to one."""

    kind: AbsenceKind
    first: int
    last: int
    minutes: int | None = None

    def hits(self, pair: int | None) -> bool:
        """Return whether it concerns a lesson in `pair`; a practice day has none."""
        if pair is None:
            return self.last == WHOLE[1]
        return self.first <= pair <= self.last


class Attendance:
    """The absences of one group in one year."""

    def __init__(self, group: Group, begins: int, today: date, rng: Random) -> None:
        self.group = group
        self.today = today
        self.rng = rng
        self._runs = {id(place): self._sickness(place, begins) for place in group.roster}
        self._days: dict[date, dict[int, Away]] = {}
        self._present: dict[date, list[Place]] = {}

    def roster(self, day: date) -> list[Place]:
        """Return who is in the group on `day`."""
        found = self._present.get(day)
        if found is None:
            found = self._present[day] = self.group.on(day)
        return found

    def away(self, day: date, table: Timetable) -> dict[int, Away]:
        """Return who is away on `day`, by key of the student."""
        found = self._days.get(day)
        if found is None:
            bounds = table.bounds(day)
            states = ((p.pupil.key, self._state(p, day, bounds)) for p in self.roster(day))
            found = self._days[day] = {key: state for key, state in states if state}
        return found

    def _sickness(self, place: Place, begins: int) -> list[tuple[date, date, AbsenceKind]]:
        rng, runs = self.rng, []
        for _ in range(min(5, int(place.pupil.health + rng.random()))):
            start = date(begins, 9, 1) + timedelta(days=rng.randint(0, 300))
            if start.month not in WINTER and rng.random() < 0.35:
                start = date(begins, 11, 1) + timedelta(days=rng.randint(0, 140))
            end = start + timedelta(days=rng.randint(2, 9))
            kind = AbsenceKind.sick if rng.random() < 0.92 else AbsenceKind.unexcused
            if end >= self.today - timedelta(days=2):
                kind = AbsenceKind.unstated  # no certificate yet
            runs.append((start, end, kind))
        return runs

    def _state(self, place: Place, day: date, bounds: tuple[int, int]) -> Away | None:
        for start, end, kind in self._runs[id(place)]:
            if start <= day <= end:
                return Away(kind, *WHOLE)
        rng, weekday = self.rng, day.weekday()
        careless = (1 - place.pupil.diligence) ** 2
        roll = rng.random()
        skipped = (0.012 + 0.2 * careless) * SKIPPING[weekday % 6]
        if roll < skipped:
            return Away(self._why(day), *WHOLE)
        roll -= skipped
        if roll < skipped * 0.8:
            return Away(self._why(day), bounds[1], bounds[1])
        roll -= skipped * 0.8
        if roll < 0.006:
            return Away(AbsenceKind.excused, *WHOLE)
        roll -= 0.006
        if roll < (0.01 + 0.15 * careless) * LATE[weekday % 6]:
            minutes = rng.choice((None, 5, 5, 10, 10, 15, 20, 30))
            return Away(AbsenceKind.late, bounds[0], bounds[0], minutes)
        return None

    def _why(self, day: date) -> AbsenceKind:
        if (self.today - day).days < REASON_DAYS or self.rng.random() < 0.1:
            return AbsenceKind.unstated
        return AbsenceKind.excused if self.rng.random() < 0.2 else AbsenceKind.unexcused
