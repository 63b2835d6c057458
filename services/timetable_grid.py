"""The weekly grid of the editor: pairs of a few groups, a teacher or a room, and their load.

The caller has checked that the person works on timetables.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import WeekKind
from models import Bell
from services.bells import common_schedule
from services.timetable_pairs import Compared, read_compared
from services.timetable_state import CourseRow, read_state
from services.timetable_subjects import SubjectKind

FEWEST_PAIRS = 6
WHOLE_WEEK = 2  # a pair of odd or even weeks alone counts as half of one


@dataclass(frozen=True, slots=True)
class GridSlot:
    """A pair of the week in the grid."""

    id: int
    assignment_id: int
    course: int  # the load it belongs to: key of a GridLoad
    weekday: int
    pair: int
    weeks: WeekKind
    hours: int
    room_id: int | None
    room: str | None
    stream: str | None
    code: str
    title: str
    group_id: int
    group: str
    subgroup: str | None
    teacher: str


@dataclass(frozen=True, slots=True)
class GridLoad:
    """What has to be placed: hours of the semester, and what the pairs placed so far give."""

    key: int  # the assignment to place
    code: str
    title: str
    group_id: int
    group: str
    subgroup: str | None
    teacher: str
    students: int
    hours: int  # of the load, without those of practice periods
    scheduled: int  # that the placed pairs give through the semester
    weekly: float  # hours a week that the load needs
    placed: float  # hours a week that are placed


@dataclass(frozen=True, slots=True)
class Grid:
    """What the editor shows."""

    timetable_id: int
    semester: str
    edition: int
    published_edition: int | None
    week_days: int
    pairs: int
    bells: dict[int, tuple[str, str]]
    slots: tuple[GridSlot, ...]
    loads: tuple[GridLoad, ...]


def grid_of(session: Session, timetable_id: int, kind: SubjectKind, keys: Collection[int]) -> Grid:
    """Return the grid of groups, of a teacher or of a room; raise NotFoundError."""
    compared = read_compared(session, read_state(session, timetable_id))
    head = compared.state.head
    slots = tuple(_slots(compared, kind, keys))
    bells = _bells(session)
    return Grid(
        timetable_id=timetable_id,
        semester=f"{head.number} · {head.year}",
        edition=head.edition,
        published_edition=head.published_edition,
        week_days=compared.state.calendar.week_days,
        pairs=max([FEWEST_PAIRS, *bells, *(slot.pair for slot in slots)]),
        bells=bells,
        slots=slots,
        loads=tuple(_loads(compared, kind, keys)),
    )


def _bells(session: Session) -> dict[int, tuple[str, str]]:
    schedule = common_schedule(session)
    rows = session.scalars(select(Bell).where(Bell.schedule_id == schedule).order_by(Bell.pair))
    return {bell.pair: (bell.starts_at, bell.ends_at) for bell in rows}


def _slots(compared: Compared, kind: SubjectKind, keys: Collection[int]) -> Iterator[GridSlot]:
    state = compared.state
    for slot in state.own:
        course = state.courses[state.course_of[slot.assignment_id]]
        wanted = slot.room_id in keys if kind is SubjectKind.room else _is_of(course, kind, keys)
        if wanted:
            yield GridSlot(
                id=slot.id,
                assignment_id=slot.assignment_id,
                course=course.key,
                weekday=slot.weekday,
                pair=slot.pair,
                weeks=WeekKind(slot.weeks),
                hours=slot.hours,
                room_id=slot.room_id,
                room=compared.names.rooms.get(slot.room_id),
                stream=slot.stream,
                code=course.index_code,
                title=course.name,
                group_id=course.group_id,
                group=course.group,
                subgroup=course.subgroup,
                teacher=_teachers(compared, course),
            )


def _is_of(course: CourseRow, kind: SubjectKind, keys: Collection[int]) -> bool:
    if kind is SubjectKind.group:
        return course.group_id in keys
    return any(teacher in keys for teacher, _days in course.teachers)


def _teachers(compared: Compared, course: CourseRow) -> str:
    """Return who teaches, one after another where the load changes hands."""
    names = (compared.names.teachers.get(teacher or 0) for teacher, _days in course.teachers)
    return " → ".join(name for name in names if name)


def _loads(compared: Compared, kind: SubjectKind, keys: Collection[int]) -> Iterator[GridLoad]:
    state = compared.state
    if kind is SubjectKind.room:
        return
    scheduled: dict[int, int] = defaultdict(int)
    placed: dict[int, float] = defaultdict(float)
    for slot in state.own:
        key = state.course_of[slot.assignment_id]
        scheduled[key] += state.held(slot).bit_count() * slot.hours
        share = 1 if WeekKind(slot.weeks) is WeekKind.every else 1 / WHOLE_WEEK
        placed[key] += slot.hours * share
    mine = [c for c in state.courses.values() if c.semester_id == state.head.semester_id]
    for course in sorted(mine, key=lambda one: (one.group, one.index_code, one.subgroup or "")):
        if _is_of(course, kind, keys):
            hours = course.hours - compared.facts.courses[course.key].practice_hours
            weeks = _weeks(compared, course)
            yield GridLoad(
                key=course.key,
                code=course.index_code,
                title=course.name,
                group_id=course.group_id,
                group=course.group,
                subgroup=course.subgroup,
                teacher=_teachers(compared, course),
                students=compared.sizes.get(people_of(course), 0),
                hours=hours,
                scheduled=scheduled[course.key],
                weekly=round(hours / weeks, 1) if weeks else 0.0,
                placed=placed[course.key],
            )


def _weeks(compared: Compared, course: CourseRow) -> float:
    """Return how many weeks of lessons the course has, without practices and days off."""
    state = compared.state
    days = sum(
        state.days_at(course, weekday, WeekKind.every).bit_count()
        for weekday in range(1, state.calendar.week_days + 1)
    )
    return days / state.calendar.week_days


def people_of(course: CourseRow) -> tuple[str, int]:
    """Return who is counted for a course: its subgroup, else its group."""
    if course.subgroup_id is not None:
        return "subgroup", course.subgroup_id
    return "group", course.group_id
