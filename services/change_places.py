"""Whether a lesson can be held at a place: teacher, group and room free, nobody away."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import RoomKind
from models import Employee, EmployeeAbsence, PracticePeriod, Room
from models.labels import label_of
from services.held_lessons import HeldLesson, held_lessons

MANY: Final = frozenset({RoomKind.gym, RoomKind.outside})  # where several groups find room


@dataclass(frozen=True, slots=True)
class Place:
    """Where and by whom a lesson is to be held."""

    day: date
    pair: int
    group_id: int
    subgroup_id: int | None
    teacher_id: int | None
    room_id: int | None
    lesson_id: int = 0  # the lesson itself, which is not in its own way
    # Who teaches what in the lessons that are held together with it: a stream of groups.
    stream: tuple[int, str] | None = None
    change_id: int = 0  # the change that is made anew, as if it were not

    @classmethod
    def of(cls, lesson: HeldLesson) -> Self:
        """Return where a lesson is held at present."""
        return cls(
            lesson.held_on,
            lesson.pair,
            lesson.group_id,
            lesson.subgroup_id,
            lesson.holder_id,
            lesson.room_id,
            lesson.lesson_id,
            None if lesson.teacher_id is None else (lesson.teacher_id, lesson.item),
        )

    def moved(self, day: date | None, pair: int | None, room_id: int | None) -> Self:
        """Return the place on another day, pair or in another room; None keeps what is."""
        return replace(
            self,
            day=day or self.day,
            pair=pair or self.pair,
            room_id=room_id or self.room_id,
        )


def faults_of(session: Session, place: Place) -> dict[str, str]:
    """Return why a lesson cannot be held at `place`, by field: teacher, group, room, new_day."""
    faults: dict[str, str] = {}
    if place.teacher_id is not None and (sentence := _away(session, place)):
        faults["teacher"] = sentence
    if sentence := _practice(session, place):
        faults["new_day"] = sentence
    room = session.get(Room, place.room_id) if place.room_id else None
    shared = room is not None and (room.is_shared or room.kind in MANY)
    here = held_lessons(session, place.day, place.day, pair=place.pair, without=place.change_id)
    for other in here:
        if other.lesson_id == place.lesson_id:
            continue
        together = place.stream == (other.teacher_id, other.item)
        if other.holder_id is not None and other.holder_id == place.teacher_id and not together:
            faults.setdefault("teacher", _taken(other, other.substitute or other.teacher))
        if _same_students(other, place):
            faults.setdefault("group", _taken(other, other.whom))
        if room is not None and other.room_id == room.id and not (together or shared):
            faults.setdefault("room", _taken(other, room.name))
    return faults


def _same_students(other: HeldLesson, place: Place) -> bool:
    apart = None not in (other.subgroup_id, place.subgroup_id)
    return other.group_id == place.group_id and not (
        apart and other.subgroup_id != place.subgroup_id
    )


def _taken(other: HeldLesson, who: str) -> str:
    return _(
        "%(who)s: pair %(pair)d of %(day)s is taken by %(title)s in %(group)s.",
        who=who,
        pair=other.pair,
        day=f"{other.held_on:%d.%m.%Y}",
        title=other.title,
        group=other.whom,
    )


def _away(session: Session, place: Place) -> str:
    """Return why the teacher is not there that day; empty where nothing is known against it."""
    person = session.get(Employee, place.teacher_id)
    if person is None:
        return _("There is no such employee, or it is not yours to see.")
    day = f"{place.day:%d.%m.%Y}"
    has_left = person.left_on is not None and person.left_on < place.day
    if has_left or person.hired_on > place.day:
        return _("%(who)s does not work here on %(day)s.", who=person.short_name, day=day)
    absence = session.scalars(
        select(EmployeeAbsence).where(
            EmployeeAbsence.employee_id == person.id,
            EmployeeAbsence.starts_on <= place.day,
            EmployeeAbsence.ends_on >= place.day,
        )
    ).first()
    if absence is None:
        return ""
    return _(
        "%(who)s is away from %(first)s to %(last)s: %(why)s.",
        who=person.short_name,
        first=f"{absence.starts_on:%d.%m.%Y}",
        last=f"{absence.ends_on:%d.%m.%Y}",
        why=label_of(absence.kind),
    )


def _practice(session: Session, place: Place) -> str:
    period = session.scalars(
        select(PracticePeriod).where(
            PracticePeriod.group_id == place.group_id,
            PracticePeriod.starts_on <= place.day,
            PracticePeriod.ends_on >= place.day,
        )
    ).first()
    if period is None:
        return ""
    return _(
        "%(group)s has practice from %(first)s to %(last)s.",
        group=str(period.group),
        first=f"{period.starts_on:%d.%m.%Y}",
        last=f"{period.ends_on:%d.%m.%Y}",
    )


__all__ = ["Place", "faults_of"]
