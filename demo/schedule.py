"""The dates of lessons: weekly pairs by the timetable, practice in whole weeks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, repeat
from random import Random

from demo.calendar import Term, parity
from demo.teaching import Load
from demo.texts import Header, Plans
from demo.timetable import Timetable


@dataclass(slots=True)
class Planned:
    """A lesson with its day and header."""

    day: date
    pair: int | None
    load: Load
    header: Header
    table: Timetable
    topic: int | None = None  # key of the row of the lesson plan

    @property
    def room(self) -> int | None:
        """Return the key of the room, where the timetable gives one."""
        if self.pair is None:
            return None
        return self.table.rooms.get((id(self.load), self.day.weekday(), self.pair))

    @property
    def order(self) -> tuple[date, int, int]:
        """Return by what lessons are sorted: as they are held, one after another."""
        return (self.day, self.pair or 0, self.load.gradebook)


@dataclass(frozen=True, slots=True)
class Block:
    """Weeks of practice within a term, numbered from 0; `until` is the first week after it."""

    since: int
    until: int

    def covers(self, week: int) -> bool:
        """Return whether a week is one of practice."""
        return self.since <= week < self.until


def practice_block(rng: Random, term: Term, loads: list[Load], *, at_end: bool) -> Block:
    """Return when the practices of a group are held in a term, one after another."""
    weeks = sum(_weeks(load, term) for load in loads)
    if not weeks:
        return Block(0, 0)
    latest = max(1, term.week_of(term.ends_on) - weeks)
    since = latest if at_end or weeks >= 6 else rng.randint(min(3, latest), latest)
    return Block(since, since + weeks)


def _weeks(load: Load, term: Term) -> int:
    return load.item.practice_weeks.get(load.semesters.get(term.number, 0), 0)


def lessons(
    plans: Plans, table: Timetable, loads: list[Load], term: Term, block: Block, begins: int
) -> Iterator[Planned]:
    """Yield the lessons of a group in a term."""
    week = block.since
    for load in loads:
        semester = load.semesters.get(term.number)
        if semester is None:
            continue
        headers = plans.of(load.group.plan, load.item, load.group.course(begins))[semester]
        topics: Iterator[int | None] = chain(load.topics.get(semester, ()), repeat(None))
        if load.item.is_practice:
            until = week + _weeks(load, term)
            days = [day for day in term.days if week <= term.week_of(day) < until]
            week = until
            if days:
                load.periods[term.number] = days[0], days[-1]
            yield from (
                Planned(day, None, load, header, table, topic)
                for day, header, topic in zip(days, headers, topics, strict=False)
            )
            continue
        slots = sorted(set(table.slots[id(load)]))
        held = (
            (day, pair)
            for day in term.days
            if not block.covers(term.week_of(day))
            for weekday, pair, weeks in slots
            if weekday == day.weekday() and weeks == parity(day)
        )
        yield from (
            Planned(day, pair, load, header, table, topic)
            for (day, pair), header, topic in zip(held, headers, topics, strict=False)
        )
