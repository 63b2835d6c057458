"""Rules of places of practice, asked before they are written (5.5.13)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.practice_places import Stay
from domain.typed import is_storable
from models import (
    Appointment,
    CurriculumItem,
    PracticeBase,
    PracticeDay,
    PracticePlacement,
    StudyGroup,
)
from services.errors import FieldsError, NotFoundError
from services.practice_conflicts import other_places
from services.practice_plan import students_on
from services.practice_rows import PRACTICE_KINDS

LONGEST: Final = timedelta(days=366)
MOST_HOURS: Final = 2000
LIMITS: Final = {"enterprise_head": 200, "enterprise_position": 200, "contract": 100}


@dataclass(frozen=True, slots=True)
class Place:
    """Where and under whom: keys of base and appointment, the rest as text."""

    base_id: int | None = None
    appointment_id: int | None = None
    enterprise_head: str = ""
    enterprise_position: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """From which to which day, and how many academic hours."""

    starts_on: date
    ends_on: date
    hours: int


def check_target(session: Session, group_id: int, item_id: int) -> None:
    """Raise where the item is no practice of the group's curriculum; lock the group."""
    group = session.get(StudyGroup, group_id, with_for_update=True)
    if group is None:
        raise NotFoundError(_("There is no such group, or it is not yours to see."))
    item = session.get(CurriculumItem, item_id)
    if item is None or item.curriculum_id != group.curriculum_id:
        raise FieldsError({"item": _("It is not in the curriculum of the group.")})
    if item.kind not in PRACTICE_KINDS:
        raise FieldsError({"item": _("«%(name)s» is no practice.", name=item)})


def check_span(span: Span) -> None:
    """Raise FieldsError for days in the wrong order and hours out of bounds."""
    errors = {}
    if span.ends_on < span.starts_on:
        errors["ends_on"] = _("The last day is before the first.")
    elif span.ends_on - span.starts_on > LONGEST:
        errors["ends_on"] = _("A practice is not that long.")
    if not 1 <= span.hours <= MOST_HOURS:
        errors["hours"] = _("From %(least)s to %(most)s.", least=1, most=MOST_HOURS)
    if errors:
        raise FieldsError(errors)


def check_students(session: Session, group_id: int, span: Span, places: Collection[int]) -> None:
    """Raise FieldsError for who is not in the group on the first day, or elsewhere then."""
    present = {row.id for row in students_on(session, group_id, span.starts_on)}
    errors = {
        f"places.{student}": _("Is not in the group on the first day of the practice.")
        for student in places
        if student not in present
    }
    if errors:
        raise FieldsError(errors)
    taken = other_places(session, places)
    check_meetings(span, taken, {student: student for student in places}, frozenset())


def check_meetings(
    span: Span,
    taken: Mapping[int, Sequence[tuple[int, Stay]]],
    fields: Mapping[int, int],
    own: frozenset[int],
) -> None:
    """Raise FieldsError where a student (by the name of the field) is elsewhere on these days."""
    stay = Stay(span.starts_on, span.ends_on)
    errors: dict[str, str] = {}
    for student, field in fields.items():
        for key, other in taken.get(student, ()):
            if key not in own and other.meets(stay):
                errors[f"places.{field}"] = _(
                    "The student has another practice from %(first)s to %(last)s: %(place)s.",
                    first=f"{other.starts_on:%d.%m.%Y}",
                    last=f"{other.ends_on:%d.%m.%Y}",
                    place=other.place,
                )
    if errors:
        raise FieldsError(errors)


def check_recorded(session: Session, rows: Mapping[int, PracticePlacement], span: Span) -> None:
    """Raise FieldsError where a recorded day would be left out."""
    outside = session.scalars(
        select(PracticeDay.day)
        .where(
            PracticeDay.placement_id.in_(rows),
            ~PracticeDay.day.between(span.starts_on, span.ends_on),
        )
        .order_by(PracticeDay.day)
        .limit(1)
    ).first()
    if outside is not None:
        sentence = _(
            "%(day)s is recorded already: it cannot be left out.", day=f"{outside:%d.%m.%Y}"
        )
        raise FieldsError({"starts_on" if outside < span.starts_on else "ends_on": sentence})


def check_places(
    session: Session, places: Mapping[int, Place], spans: Mapping[int, Span]
) -> dict[int, int]:
    """Return the employee of each appointment named; raise FieldsError for a wrong place."""
    bases = set(
        session.scalars(
            select(PracticeBase.id).where(
                PracticeBase.id.in_({one.base_id for one in places.values() if one.base_id})
            )
        )
    )
    wanted = {one.appointment_id for one in places.values() if one.appointment_id}
    orders = {
        row.id: row
        for row in session.scalars(select(Appointment).where(Appointment.id.in_(wanted)))
    }
    errors: dict[str, str] = {}
    for key, place in places.items():
        if place.base_id and place.base_id not in bases:
            errors[f"places.{key}.base"] = _("There is no such practice base.")
        if place.appointment_id:
            problem = _of_order(orders.get(place.appointment_id), spans[key])
            if problem:
                errors[f"places.{key}.appointment"] = problem
        for name, most in LIMITS.items():
            text = getattr(place, name)
            if len(text) > most or not is_storable(text):
                errors[f"places.{key}.{name}"] = _("At most %(most)d characters.", most=most)
    if errors:
        raise FieldsError(errors)
    return {key: row.employee_id for key, row in orders.items()}


def _of_order(row: Appointment | None, span: Span) -> str | None:
    if row is None or row.role != "practice_head":
        return _("There is no such appointment of a head of practice.")
    if row.starts_on > span.starts_on or (row.ends_on is not None and row.ends_on < span.ends_on):
        return _("The order does not cover all days of the practice.")
    return None
