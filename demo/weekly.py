"""The timetable of the present year as rows: slots with rooms, practice periods, publications."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from demo.calendar import Term, Year
from demo.rooms import Rooms
from demo.sink import Row, Sink
from demo.teaching import Load
from demo.timetable import Timetable as Table
from demo.trail import at
from domain.enums import RunState, WeekKind
from models import PracticePeriod, Timetable, TimetablePublication, TimetableSlot

WEEKS: Final = {
    frozenset((0, 1)): WeekKind.every,
    frozenset((1,)): WeekKind.odd,
    frozenset((0,)): WeekKind.even,
}


@dataclass(slots=True)
class Weekly:
    """Writes the timetables of semesters that have begun."""

    sink: Sink
    year: Year
    rooms: Rooms
    timetabler: int  # account
    keys: dict[int, int] = field(default_factory=dict)  # semester: timetable

    def add(self, semester: int, term: Term, loads: Iterable[Load], table: Table) -> None:
        """Write the slots and practice periods of a group in a term; fill `Table.rooms`."""
        key = self.keys.get(semester)
        if key is None:
            key = self.keys[semester] = self._publish(semester, term)
        for load in loads:
            if load.item.is_practice:
                self._practice(load, term)
            else:
                self._slots(key, load, term, table)

    def _publish(self, semester: int, term: Term) -> int:
        when = at(min(term.starts_on, date(self.year.begins, 9, 1)), -5000)
        row: Row = {"semester_id": semester, "edition": 1, "published_edition": 1}
        key = self.sink.add(Timetable, row | {"published_at": when})
        done: Row = {"timetable_id": key, "user_id": self.timetabler, "edition": 1}
        done |= {"state": RunState.done, "progress": 100, "error": None, "result": {}}
        times = {"created_at": when, "started_at": when, "finished_at": when}
        self.sink.add(TimetablePublication, done | times)
        return key

    def _slots(self, key: int, load: Load, term: Term, table: Table) -> None:
        places: dict[tuple[int, int], set[int]] = {}
        for weekday, pair, week in table.slots.get(id(load), ()):
            places.setdefault((weekday, pair), set()).add(week)
        for (weekday, pair), weeks in sorted(places.items()):
            room = self.rooms.take(load.item.area, [(weekday, pair, week) for week in weeks])
            table.rooms[id(load), weekday, pair] = room
            row: Row = {"timetable_id": key, "assignment_id": load.assignments[term.number]}
            row |= {"weekday": weekday + 1, "pair": pair, "weeks": WEEKS[frozenset(weeks)]}
            self.sink.add(TimetableSlot, row | {"hours": 2, "room_id": room, "stream": None})

    def _practice(self, load: Load, term: Term) -> None:
        period = load.periods.get(term.number)
        if period is not None:
            row: Row = {"group_id": load.group.key, "assignment_id": load.assignments[term.number]}
            row |= {"starts_on": period[0], "ends_on": period[1], "hours_a_day": 6}
            self.sink.add(PracticePeriod, row | {"note": None})
