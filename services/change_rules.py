"""What may be asked of a change of the timetable: its lesson, its fields, its new place."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import ChangeKind
from domain.text import squeeze
from domain.typed import is_storable
from models import Room, Semester, TeachingAssignment, TimetableChange
from services.change_effects import has_records, recorded
from services.change_places import Place, faults_of
from services.errors import FieldsError
from services.held_lessons import HeldLesson, held_lessons

MOST_GROUND: Final = 250


@dataclass(frozen=True, slots=True)
class Wanted:
    """One change asked for. The lesson is found by its load, day and pair.

    A substitute is `teacher_id`; another discipline is `instead_id`, a load of the same group.
    """

    assignment_id: int
    held_on: date
    pair: int
    kind: ChangeKind
    teacher_id: int | None = None
    instead_id: int | None = None
    new_day: date | None = None
    new_pair: int | None = None
    room_id: int | None = None


def read_ground(text: str) -> str:
    """Return the ground as it is kept; raise FieldsError where there is none."""
    ground = squeeze(text) if is_storable(text) else ""
    if not ground:
        raise FieldsError({"ground": _("Name the ground, such as an order's number.")})
    if len(ground) > MOST_GROUND:
        raise FieldsError({"ground": _("At most %(most)d characters.", most=MOST_GROUND)})
    return ground


def fill(change: TimetableChange, wanted: Wanted, ground: str) -> None:
    """Write into `change` what is asked for; what its kind does not use stays empty."""
    kind = wanted.kind
    change.kind, change.ground = kind, ground
    change.teacher_id = wanted.teacher_id if kind is ChangeKind.substitute else None
    change.instead_id = wanted.instead_id if kind is ChangeKind.instead else None
    change.new_day = wanted.new_day if kind is ChangeKind.move else None
    change.new_pair = wanted.new_pair if kind is ChangeKind.move else None
    change.room_id = wanted.room_id if kind is not ChangeKind.cancel else None


def is_same(change: TimetableChange, wanted: Wanted) -> bool:
    """Return whether `change` does what is asked for already."""
    other = TimetableChange()
    fill(other, wanted, change.ground)
    names = ("kind", "teacher_id", "instead_id", "new_day", "new_pair", "room_id")
    return all(getattr(change, name) == getattr(other, name) for name in names)


def lesson_of(session: Session, wanted: Wanted, without: int = 0) -> HeldLesson:
    """Return the lesson that a change is about, with nothing in it; raise FieldsError."""
    load = session.get(TeachingAssignment, wanted.assignment_id)
    if load is None:
        raise FieldsError({"assignment": _("There is no such load, or it is not yours to see.")})
    if wanted.held_on < clock.today():
        raise FieldsError({"held_on": _("The day is over: its lessons stay as they are.")})
    lesson = _at(session, wanted, load, without)
    if lesson is None:
        sentence = _("The timetable gives this journal no lesson in that pair of that day.")
        raise FieldsError({"pair": sentence})
    # A lesson that was moved here, or put here instead of another, may still get a stand-in.
    once = lesson.change_kind in (None, ChangeKind.move, ChangeKind.instead)
    again = lesson.change_kind is not None and wanted.kind is not ChangeKind.substitute
    if not once or again or lesson.substitute_id or _has_row(session, wanted, lesson, without):
        raise FieldsError(
            {"pair": _("The lesson is changed already: take that change back first.")}
        )
    if has_records(session, lesson.lesson_id, lesson.is_confirmed):
        raise FieldsError({"pair": recorded()})
    return lesson


def _at(
    session: Session, wanted: Wanted, load: TeachingAssignment, without: int
) -> HeldLesson | None:
    key = (load.item_id, load.subgroup_id, load.part)
    group, day = load.group_id, wanted.held_on
    for lesson in held_lessons(
        session, day, day, group_id=group, pair=wanted.pair, without=without
    ):
        if (lesson.item_id, lesson.subgroup_id, lesson.part) == key:
            return lesson
    return None


def _has_row(session: Session, wanted: Wanted, lesson: HeldLesson, without: int) -> bool:
    row = select(TimetableChange.id).where(
        TimetableChange.assignment_id == lesson.assignment_id,
        TimetableChange.held_on == wanted.held_on,
        TimetableChange.pair == wanted.pair,
        TimetableChange.id != without,
    )
    return session.scalars(row).first() is not None


def check(session: Session, wanted: Wanted, lesson: HeldLesson, without: int = 0) -> None:
    """Raise FieldsError unless what is asked for makes sense and its place is free."""
    place = replace(Place.of(lesson), change_id=without)
    if wanted.room_id is not None and session.get(Room, wanted.room_id) is None:
        raise FieldsError({"room": _("There is no such room.")})
    match wanted.kind:
        case ChangeKind.cancel:
            return
        case ChangeKind.substitute:
            if wanted.teacher_id is None:
                raise FieldsError({"teacher": _("Choose who stands in.")})
            if wanted.teacher_id == lesson.teacher_id:
                raise FieldsError(
                    {"teacher": _("This is the teacher who holds the lesson anyway.")}
                )
            place = replace(place, teacher_id=wanted.teacher_id).moved(None, None, wanted.room_id)
        case ChangeKind.move:
            place = place.moved(wanted.new_day, wanted.new_pair, wanted.room_id)
            _check_move(session, lesson, place)
        case ChangeKind.instead:
            teacher = _teacher_instead(session, wanted, lesson)
            load = session.get_one(TeachingAssignment, wanted.instead_id)
            place = replace(
                place.moved(None, None, wanted.room_id),
                teacher_id=teacher,
                subgroup_id=load.subgroup_id,
                stream=None,
            )
    if faults := faults_of(session, place):
        raise FieldsError(faults)


def _check_move(session: Session, lesson: HeldLesson, place: Place) -> None:
    if (place.day, place.pair, place.room_id) == (lesson.held_on, lesson.pair, lesson.room_id):
        raise FieldsError({"new_day": _("Name another day, pair or room.")})
    if place.day < clock.today():
        raise FieldsError({"new_day": _("The day is over.")})
    load = session.get_one(TeachingAssignment, lesson.assignment_id)
    semester = session.get_one(Semester, load.semester_id)
    if not semester.starts_on <= place.day <= semester.ends_on:
        spans = f"{semester.starts_on:%d.%m.%Y}–{semester.ends_on:%d.%m.%Y}"
        sentence = _("The day is outside the semester: %(spans)s.", spans=spans)
        raise FieldsError({"new_day": sentence})


def _teacher_instead(session: Session, wanted: Wanted, lesson: HeldLesson) -> int | None:
    """Return who teaches the discipline that is held instead; raise FieldsError."""
    load = session.get(TeachingAssignment, wanted.instead_id) if wanted.instead_id else None
    if load is None or load.group_id != lesson.group_id:
        raise FieldsError({"instead": _("Choose a discipline of the same group.")})
    semester = session.get_one(Semester, load.semester_id)
    begins = load.starts_on or semester.starts_on
    if not begins <= lesson.held_on <= semester.ends_on:
        raise FieldsError({"instead": _("This load is not taught on that day.")})
    if load.id == lesson.assignment_id:
        raise FieldsError({"instead": _("This is the discipline that has the pair anyway.")})
    return load.teacher_id


__all__ = ["Wanted", "check", "fill", "is_same", "lesson_of", "read_ground"]
