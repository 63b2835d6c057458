"""The pairs of a timetable as `domain/timetable.py` compares them, and what with."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.clock import clock
from domain.day_sets import DaySet
from domain.enums import WeekKind
from domain.text import short_name
from domain.timetable import Course, Facts, Pair, RoomFacts
from services import timetable_facts
from services.timetable_state import CourseRow, State


@dataclass(frozen=True, slots=True)
class Names:
    """How people and rooms are called."""

    teachers: Mapping[int, str]
    rooms: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """The pairs of a timetable, of those that run beside it, and the facts about them."""

    state: State
    pairs: tuple[Pair, ...]
    facts: Facts
    names: Names
    sizes: Mapping[tuple[str, int], int]  # students of a group or subgroup
    excused: Mapping[tuple[int, int], DaySet]


def read_compared(session: Session, state: State) -> Compared:
    """Return what the conflicts of a timetable are told from."""
    sizes = _sizes(session, _counted_on(state))
    excused: dict[tuple[int, int], DaySet] = defaultdict(int)
    for change in state.changes:
        at = state.course_of[change.assignment_id], change.pair
        excused[at] |= state.days.one(change.held_on)
    rooms = timetable_facts.ROOMS(session, proven=True).all()
    teachers = {t for c in state.courses.values() for t, _days in c.teachers if t is not None}
    named = timetable_facts.TEACHERS(session, proven=True, ids=sorted(teachers))
    bare = Compared(
        state,
        (),
        _facts(session, state, rooms),
        Names({t: short_name(*names) for t, *names in named}, {r.id: r.name for r in rooms}),
        sizes,
        excused,
    )
    return replace(bare, pairs=tuple(_placed(bare, slot) for slot in state.slots))


def _placed(compared: Compared, slot: Any) -> Pair:
    state = compared.state
    course = state.courses[state.course_of[slot.assignment_id]]
    return pair_of(compared, course, slot.id, slot.weekday, slot.pair, slot)


def pair_of(
    compared: Compared, course: CourseRow, number: int, weekday: int, pair: int, slot: Any
) -> Pair:
    """Return a pair of `course` at a place; `slot` has its weeks, hours, room and stream."""
    state = compared.state
    days = state.days_at(course, weekday, WeekKind(slot.weeks))
    part = course.subgroup_id
    of = ("group", course.group_id) if part is None else ("subgroup", part)
    return Pair(
        number,
        weekday,
        pair,
        course=course.key,
        group=course.group_id,
        subgroup=course.subgroup_id,
        days=days,
        teachers=tuple((teacher, days & span) for teacher, span in course.teachers if days & span),
        room=slot.room_id,
        stream=slot.stream or None,
        size=compared.sizes.get(of, 0),
        hours=slot.hours,
        excused=compared.excused.get((course.key, pair), 0),
    )


def _counted_on(state: State) -> date:
    """Return the day on which students are counted: today, or the nearest of the semester."""
    return min(max(clock.today(), state.head.starts_on), state.head.ends_on)


def _sizes(session: Session, day: date) -> dict[tuple[str, int], int]:
    """Return how many students a ("group", id) or a ("subgroup", id) has."""
    groups = timetable_facts.GROUP_SIZES(session, proven=True, day=day)
    subgroups = timetable_facts.SUBGROUP_SIZES(session, proven=True, day=day)
    found = {("group", group): count for group, count in groups}
    return found | {("subgroup", subgroup): count for subgroup, count in subgroups}


def _facts(session: Session, state: State, rooms: Any) -> Facts:
    days, head = state.days, state.head
    away: dict[int, DaySet] = defaultdict(int)
    span = {"first": head.starts_on, "last": head.ends_on}
    for row in timetable_facts.ABSENCES(session, proven=True, **span):
        away[row.employee_id] |= days.span(row.starts_on, row.ends_on)
    return Facts(
        ahead=days.since(clock.today()),
        rooms={r.id: RoomFacts(r.capacity, r.is_shared, str(r.kind)) for r in rooms},
        away=away,
        bells=_bells(session),
        courses=_courses(state),
        weekdays=frozenset(weekday for weekday, _weeks in state.weekdays),
    )


def _bells(session: Session) -> dict[int, frozenset[int]]:
    """Return the pairs that have a bell, by weekday: its own schedule's, else the common one's."""
    schedules: dict[int | None, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for schedule, weekday, pair in timetable_facts.BELLS(session, proven=True):
        schedules[weekday][schedule].add(pair)
    common = next(iter(schedules[None].values()), set())
    return {
        weekday: frozenset(next(iter(schedules[weekday].values()), common))
        for weekday in range(1, 8)
    }


def _courses(state: State) -> dict[int, Course]:
    """Return the courses of this timetable with the hours that practices give them."""
    practice: dict[int, int] = defaultdict(int)
    study = state.study_days
    for row in state.practices:
        key = state.course_of.get(row.assignment_id)
        if key is not None:
            held = study & state.days.span(row.starts_on, row.ends_on) & state.courses[key].days
            practice[key] += held.bit_count() * row.hours_a_day
    return {
        key: Course(course.hours, practice[key], course.lab_only)
        for key, course in state.courses.items()
        if course.semester_id == state.head.semester_id
    }
