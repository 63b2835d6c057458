"""Conflicts of a timetable: who and what would be in two places at once, and what else is wrong.

Every pair of the week knows the set of days on which it is held: its weekday in the study
calendar, odd or even weeks, its term, without the practices of its group. So two pairs clash only
where they share a day, whatever their weeks, terms or teachers.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

from domain.clashes import (
    EQUIPPED,
    Clash,
    ClashKind,
    Course,
    Facts,
    Pair,
    Place,
    RoomFacts,
)
from domain.day_sets import DaySet


def clashes(pairs: Sequence[Pair], facts: Facts) -> list[Clash]:
    """Return all that is wrong with `pairs`, in an order that does not depend on theirs.

    Only pairs that share a teacher, room, group or stream at one place are compared.
    """
    found: set[Clash] = set()
    for one, other in _meetings(pairs):
        found.update(between(one, other, facts))
    for pair in pairs:
        found.update(alone(pair, facts))
    found.update(_crowded(pairs, facts))
    found.update(_hours(pairs, facts))
    return sorted(found)


def against(pair: Pair, others: Iterable[Pair], facts: Facts) -> list[Clash]:
    """Return what would be wrong with `pair` beside `others`: for a place that is only tried."""
    here = [other for other in others if other.place == pair.place and other.id != pair.id]
    found = set(alone(pair, facts))
    for other in here:
        found.update(between(pair, other, facts))
    found.update(clash for clash in _crowded([*here, pair], facts) if pair.id in clash.pairs)
    return sorted(found)


def _meetings(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, Pair]]:
    """Yield every two pairs that may clash, some of them more than once."""
    buckets: dict[tuple[Hashable, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        buckets["group", pair.place, pair.group].append(pair)
        for teacher in {teacher for teacher, _days in pair.teachers if teacher is not None}:
            buckets["teacher", pair.place, teacher].append(pair)
        if pair.room is not None:
            buckets["room", pair.place, pair.room].append(pair)
        if pair.stream:
            buckets["stream", pair.place, pair.stream].append(pair)
    for bucket in buckets.values():
        yield from combinations(bucket, 2)


def between(one: Pair, other: Pair, facts: Facts) -> Iterator[Clash]:
    """Yield how two pairs of one place clash; the same whichever comes first."""
    shared = one.days & other.days & facts.ahead
    if not shared or one.place != other.place:
        return
    ids = (min(one.id, other.id), max(one.id, other.id))
    if one.group == other.group:
        if one.subgroup is None or other.subgroup is None:
            yield Clash(ClashKind.group, ids, shared)
        elif one.subgroup == other.subgroup:
            yield Clash(ClashKind.subgroup, ids, shared)
    if one.stream and one.stream == other.stream:
        apart = shared if one.room != other.room else shared & ~_together(one, other)
        if apart:
            yield Clash(ClashKind.stream, ids, apart)
        return
    for teacher, days in _same_teachers(one, other):
        if days & facts.ahead:
            yield Clash(ClashKind.teacher, ids, days & facts.ahead, teacher)
    room = one.room
    if room is not None and room == other.room and not _room(room, facts).is_shared:
        yield Clash(ClashKind.room, ids, shared, room)


def _same_teachers(one: Pair, other: Pair) -> Iterator[tuple[int, DaySet]]:
    for teacher, days in one.teachers:
        for another, others in other.teachers:
            if teacher is not None and teacher == another and days & others:
                yield teacher, days & others


def _together(one: Pair, other: Pair) -> DaySet:
    """Return the days on which both have the same teacher, or neither has one."""
    same = 0
    for teacher, days in one.teachers:
        for another, others in other.teachers:
            if teacher == another:
                same |= days & others
    return same


def alone(pair: Pair, facts: Facts) -> Iterator[Clash]:
    """Yield what is wrong with a pair by itself."""
    ids = (pair.id,)
    if pair.weekday not in facts.weekdays:
        yield Clash(ClashKind.weekday, ids)
    for teacher, days in pair.teachers:
        ahead = days & facts.ahead
        if teacher is None and ahead:
            yield Clash(ClashKind.vacancy, ids, ahead)
        away = ahead & facts.away.get(teacher or 0, 0) & ~pair.excused
        if teacher is not None and away:
            yield Clash(ClashKind.absence, ids, away, teacher)
    if pair.pair not in facts.bells.get(pair.weekday, frozenset()):
        yield Clash(ClashKind.bell, ids)
    if pair.room is None:
        yield Clash(ClashKind.no_room, ids)
    elif _is_lab(pair, facts) and _room(pair.room, facts).kind not in EQUIPPED:
        yield Clash(ClashKind.room_kind, ids, who=pair.room)


def _is_lab(pair: Pair, facts: Facts) -> bool:
    course = facts.courses.get(pair.course)
    return course is not None and course.lab_only


def _room(room: int, facts: Facts) -> RoomFacts:
    return facts.rooms.get(room, RoomFacts())


def _crowded(pairs: Iterable[Pair], facts: Facts) -> Iterator[Clash]:
    """Yield where those who are held together, or share a room, are more than its seats."""
    rooms: dict[tuple[Place, int], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.room is not None and _room(pair.room, facts).capacity is not None:
            rooms[pair.place, pair.room].append(pair)
    for (_place, room), held in rooms.items():
        seats = _room(room, facts).capacity or 0
        for event in _events(held, shared=_room(room, facts).is_shared):
            students, days, present = _most(event, facts.ahead)
            if students > seats:
                yield Clash(ClashKind.capacity, present, days, room, students, seats)


def _events(held: list[Pair], *, shared: bool) -> Iterable[list[Pair]]:
    """Return who is in a room together: all of a shared one, a stream, else each alone."""
    if shared:
        return [held]
    events: dict[Hashable, list[Pair]] = defaultdict(list)
    for pair in held:
        events[pair.stream or pair.id].append(pair)
    return events.values()


def _most(event: list[Pair], ahead: DaySet) -> tuple[int, DaySet, tuple[int, ...]]:
    """Return the most students at once, the days of that, and the pairs that meet then."""
    crowds: dict[tuple[int, ...], tuple[int, DaySet]] = {(): (0, ahead)}
    for pair in sorted(event, key=lambda each: each.id):
        for present, (students, days) in list(crowds.items()):
            if days & pair.days:
                crowds[*present, pair.id] = (students + pair.size, days & pair.days)
                crowds[present] = (students, days & ~pair.days)
    filled = ((n, days, present) for present, (n, days) in crowds.items() if days)
    return max(filled, key=lambda crowd: (crowd[0], crowd[2]), default=(0, 0, ()))


def _hours(pairs: Iterable[Pair], facts: Facts) -> Iterator[Clash]:
    """Yield the courses whose pairs give other hours than the load."""
    scheduled: dict[int, int] = defaultdict(int)
    ids: dict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        scheduled[pair.course] += pair.days.bit_count() * pair.hours
        ids[pair.course].append(pair.id)
    for key, course in facts.courses.items():
        found = scheduled[key] + course.practice_hours
        if found != course.hours:
            yield Clash(ClashKind.hours, tuple(sorted(ids[key])), 0, key, found, course.hours)


__all__ = [
    "Clash",
    "ClashKind",
    "Course",
    "Facts",
    "Pair",
    "Place",
    "RoomFacts",
    "against",
    "alone",
    "between",
    "clashes",
]
