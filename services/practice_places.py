"""The deputy places the students of a group for a practice, and changes places (5.5.13)."""

from collections.abc import Mapping
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from models import PracticeDay, PracticePlacement
from services.errors import FieldsError, NotAllowedError
from services.practice_conflicts import other_places
from services.practice_lock import lock_placed
from services.practice_place_checks import (
    Place,
    Span,
    check_meetings,
    check_places,
    check_recorded,
    check_span,
    check_students,
    check_target,
)
from services.practice_view import may_place

MOST_PLACES: Final = 200


def place_students(
    session: Session,
    who: Principal,
    group_id: int,
    item_id: int,
    span: Span,
    places: Mapping[int, Place],
) -> list[int]:
    """Place students of a group (student → place) for a practice of its curriculum; commit.

    All of them or none. Returns the keys of the practices in the order of `places`. Raises
    FieldsError («places.<student>.base», «starts_on»), NotFoundError, NotAllowedError.
    """
    if not may_place(who):
        raise NotAllowedError(_("Your role does not allow this."))
    with writing():
        check_target(session, group_id, item_id)
        check_span(span)
        if not places:
            raise FieldsError({"places": _("Choose at least one student.")})
        if len(places) > MOST_PLACES:
            raise FieldsError({"places": _("At most %(most)d students.", most=MOST_PLACES)})
        check_students(session, group_id, span, places)
        heads = check_places(session, places, dict.fromkeys(places, span))
        rows = [
            PracticePlacement(
                student_id=student,
                group_id=group_id,
                item_id=item_id,
                starts_on=span.starts_on,
                ends_on=span.ends_on,
                hours=span.hours,
                **_values(place, heads),
            )
            for student, place in places.items()
        ]
        session.add_all(rows)
        session.flush()
        keys = [row.id for row in rows]
        session.commit()
    return keys


def change_places(
    session: Session,
    who: Principal,
    places: Mapping[int, Place],
    span: Span | None = None,
) -> int:
    """Change places (practice → place) and, with a span, their days and hours; commit.

    Returns how many there were. Raises as `place_students` does, fields by practice; days cannot
    leave out one that is recorded.
    """
    with writing():
        rows = lock_placed(session, who, places)
        if span is not None:
            check_span(span)
            check_recorded(session, rows, span)
            taken = other_places(session, {row.student_id for row in rows.values()})
            stays = {row.student_id: key for key, row in rows.items()}
            check_meetings(span, taken, stays, frozenset(rows))
        spans = {
            key: span or Span(row.starts_on, row.ends_on, row.hours) for key, row in rows.items()
        }
        heads = check_places(session, places, spans)
        for key, row in rows.items():
            new = spans[key]
            values = _values(places[key], heads)
            if any(getattr(row, name) != values[name] for name in ("college_head_id", "base_id")):
                values["link_id"] = None  # a link is of one head at one base
            for name, value in values.items():
                setattr(row, name, value)
            row.starts_on, row.ends_on, row.hours = new.starts_on, new.ends_on, new.hours
        session.commit()
    return len(rows)


def remove_place(session: Session, who: Principal, placement_id: int) -> None:
    """Take a place away that nothing is recorded in; commit. Raises FieldsError otherwise."""
    with writing():
        row = lock_placed(session, who, [placement_id])[placement_id]
        recorded = select(func.count(PracticeDay.id)).where(PracticeDay.placement_id == row.id)
        if session.scalar(recorded) or row.code is not None or row.proposed_code is not None:
            raise FieldsError(
                {"id": _("Days or a mark are recorded here: the practice cannot be deleted.")}
            )
        session.delete(row)
        session.commit()


def _values(place: Place, heads: Mapping[int, int]) -> dict[str, object]:
    return {
        "base_id": place.base_id,
        "appointment_id": place.appointment_id,
        "college_head_id": heads.get(place.appointment_id or 0),
        "enterprise_head": place.enterprise_head.strip() or None,
        "enterprise_position": place.enterprise_position.strip() or None,
        "contract": place.contract.strip() or None,
    }
