"""Which rooms are free at a place of the week for a load: those with enough seats first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import RoomKind
from models import Room
from services.timetable_conflicts import Candidate
from services.timetable_grid import people_of
from services.timetable_pairs import Compared, pair_of, read_compared
from services.timetable_state import CourseRow, read_state

EQUIPPED = frozenset({RoomKind.laboratory, RoomKind.computer, RoomKind.workshop})


@dataclass(frozen=True, slots=True)
class RoomChoice:
    """A room at a place of the week: who has it, whether the students find a seat."""

    id: int
    name: str
    kind: RoomKind
    capacity: int | None
    students: int
    taken_by: str  # «ИС-21 · ОП.01 …», empty where it is free
    fits: bool


def rooms_at(
    session: Session, timetable_id: int, candidate: Candidate, weekday: int, pair: int
) -> list[RoomChoice]:
    """Return all rooms: free ones with enough seats first, equipped ones for laboratory work.

    The caller has checked that the person works on timetables. Raises NotFoundError.
    """
    compared = read_compared(session, read_state(session, timetable_id))
    state = compared.state
    course = state.courses.get(state.course_of.get(candidate.assignment_id, 0))
    students = compared.sizes.get(people_of(course), 0) if course else 0
    taken = _taken(compared, course, candidate, weekday, pair)
    choices = [
        RoomChoice(
            id=room.id,
            name=room.name,
            kind=room.kind,
            capacity=room.capacity,
            students=students,
            taken_by="" if room.is_shared else taken.get(room.id, ""),
            fits=room.capacity is None or room.capacity >= students,
        )
        for room in session.scalars(select(Room))
    ]
    lab = course is not None and course.lab_only
    return sorted(choices, key=lambda one: _order(one, lab=lab))


def _order(one: RoomChoice, *, lab: bool) -> tuple[bool, bool, bool, int, str]:
    """Return the order: free, fitting, of the kind that is needed, no larger than it must be."""
    return (
        bool(one.taken_by),
        not one.fits,
        (one.kind in EQUIPPED) is not lab,
        one.capacity or 0,
        one.name,
    )


def _taken(
    compared: Compared, course: CourseRow | None, candidate: Candidate, weekday: int, pair: int
) -> dict[int, str]:
    """Return who has which room on a day that the candidate would be held on."""
    if course is None:
        return {}
    tried = pair_of(compared, course, candidate.slot_id, weekday, pair, candidate)
    found: dict[int, str] = {}
    for other in compared.pairs:
        together = candidate.stream and other.stream == candidate.stream
        if other.room is None or other.id == candidate.slot_id or together:
            continue
        if other.place == (weekday, pair) and other.days & tried.days & compared.facts.ahead:
            found[other.room] = compared.state.courses[int(str(other.course))].title
    return found
