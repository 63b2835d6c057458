"""The conflicts of a timetable in words: all of them at once, or of a place that is only tried."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from domain.enums import WeekKind
from domain.timetable import Clash, ClashKind, Pair, Place, against, clashes
from services.errors import FieldsError, NotAllowedError
from services.timetable_pairs import Compared, pair_of, read_compared
from services.timetable_sentences import place_said, sentence_of
from services.timetable_state import read_state

MOST_PAIRS: Final = 12
# What a placed pair says of its load, not of its place.
NOT_OF_A_PLACE: Final = frozenset({ClashKind.vacancy, ClashKind.no_room, ClashKind.hours})


@dataclass(frozen=True, slots=True)
class ConflictSlot:
    """A pair that a conflict concerns; its id is 0 where it is not placed yet."""

    id: int
    assignment_id: int
    title: str  # «ИС-21 · ОП.01 Операционные системы»
    place: str  # «Monday, pair 1»
    weekday: int
    pair: int
    link: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What is wrong, as a sentence; one that does not block is a warning."""

    kind: ClashKind
    blocks: bool
    sentence: str
    slots: tuple[ConflictSlot, ...]
    first_day: date | None = None
    days: int = 0  # on how many days


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that is to be placed, or moved: then `slot_id` tells which."""

    assignment_id: int
    weeks: WeekKind = WeekKind.every
    hours: int = 2
    room_id: int | None = None
    stream: str | None = None
    slot_id: int = 0


def may_check(who: Principal) -> bool:
    """Return whether a person works on timetables, or looks at how they are published."""
    return who.may(Action.read, Resource.timetable_publication)


def conflicts_of(session: Session, timetable_id: int) -> list[Conflict]:
    """Return all that is wrong with a timetable, what stops its publishing first.

    Raises NotFoundError, NotAllowedError.
    """
    return conflicts_in(_compared(session, timetable_id))


def conflicts_in(compared: Compared) -> list[Conflict]:
    """Return all that is wrong with a timetable that was read, what stops publishing first."""
    own = {slot.id for slot in compared.state.own}
    found = [
        clash
        for clash in clashes(compared.pairs, compared.facts)
        if clash.kind is ClashKind.hours or not own.isdisjoint(clash.pairs)
    ]
    known = {pair.id: pair for pair in compared.pairs}
    told = [_told(compared, clash, known) for clash in found]
    return sorted(told, key=lambda conflict: not conflict.blocks)


def conflicts_at(
    session: Session, timetable_id: int, candidate: Candidate
) -> dict[Place, tuple[Conflict, ...]]:
    """Return what would be wrong at each place (weekday 1..7, pair 1..12) of the week.

    Places where nothing would be are left out. Raises NotFoundError, NotAllowedError, FieldsError
    where the load is of another semester.
    """
    compared = _compared(session, timetable_id)
    state = compared.state
    course = state.courses.get(state.course_of.get(candidate.assignment_id, 0))
    if course is None or course.semester_id != state.head.semester_id:
        raise FieldsError({"assignment": _("This load is of another semester.")})
    others: dict[Place, list[Pair]] = defaultdict(list)
    for pair in compared.pairs:
        if pair.id != candidate.slot_id:
            others[pair.place].append(pair)
    found: dict[Place, tuple[Conflict, ...]] = {}
    for place in ((weekday, pair) for weekday in range(1, 8) for pair in range(1, MOST_PAIRS + 1)):
        tried = pair_of(compared, course, candidate.slot_id, *place, candidate)
        known = {pair.id: pair for pair in (*others[place], tried)}
        told = [
            _told(compared, clash, known)
            for clash in against(tried, others[place], compared.facts)
            if clash.kind not in NOT_OF_A_PLACE
        ]
        if told:
            found[place] = tuple(sorted(told, key=lambda conflict: not conflict.blocks))
    return found


def _compared(session: Session, timetable_id: int) -> Compared:
    if not may_check(current_principal()):
        raise NotAllowedError(_("You do not work on timetables."))
    return read_compared(session, read_state(session, timetable_id))


def _told(compared: Compared, clash: Clash, known: dict[int, Pair]) -> Conflict:
    pairs = [known[number] for number in clash.pairs]
    return Conflict(
        clash.kind,
        clash.blocks,
        sentence_of(compared, clash, pairs),
        tuple(_slot(compared, pair) for pair in pairs),
        compared.state.days.earliest(clash.days) if clash.days else None,
        clash.days.bit_count(),
    )


def _slot(compared: Compared, pair: Pair) -> ConflictSlot:
    course = compared.state.courses[pair.course]
    link = f"/registers/timetable_slot/show/{pair.id}" if pair.id else None
    return ConflictSlot(
        pair.id, course.key, course.title, place_said(pair), pair.weekday, pair.pair, link
    )


def conflict_json(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as REST and pages give it to programs."""
    return {
        "kind": str(conflict.kind),
        "blocks": conflict.blocks,
        "sentence": conflict.sentence,
        "first_day": conflict.first_day.isoformat() if conflict.first_day else None,
        "days": conflict.days,
        "slots": [
            {
                "id": slot.id,
                "assignment_id": slot.assignment_id,
                "title": slot.title,
                "place": slot.place,
                "weekday": slot.weekday,
                "pair": slot.pair,
                "link": slot.link,
            }
            for slot in conflict.slots
        ],
    }
