"""Make-up days of a journal: planned, changed, cancelled by its teacher (clause 4.3)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.typed import day_of, is_storable, whole
from models import MakeUp, Room
from services import make_up_notices as notices
from services.errors import ConflictError, FieldsError
from services.journal_keepers import require_day
from services.journal_lock import LockedJournal, lock_journal
from services.lesson_rules import check_day
from services.make_up_lock import CANCELS, CHANGES, PLANS, is_recorded, locked_day, places_of

MOST_NOTE: Final = 250  # characters
MOST_DAYS: Final = 200  # of one journal: more is a mistake of a program
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def plan_day(
    session: Session, who: Principal, gradebook_id: int, data: Mapping[str, object]
) -> int:
    """Plan a make-up day with `held_on`, `starts_at`, `room_id`, `note` and commit.

    Only days from today on can be planned: what a day opens, it opens from then on. Returns its
    id. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal = lock_journal(session, who, gradebook_id, PLANS)
        values = _read(session, {"held_on": "", **data})
        _check_day(session, who, journal, values["held_on"])
        count = select(func.count(MakeUp.id)).where(MakeUp.gradebook_id == gradebook_id)
        if (session.scalar(count) or 0) >= MOST_DAYS:
            raise FieldsError({"held_on": _("This journal has too many make-up days.")})
        day = MakeUp(gradebook_id=gradebook_id, **values)
        session.add(day)
        session.flush()
        key = day.id
        session.commit()
    return key


def change_day(
    session: Session, who: Principal, make_up_id: int, data: Mapping[str, object]
) -> None:
    """Change those fields of a make-up day that `data` names and commit; tell whom it concerns.

    A day with recorded results keeps its date. Raises FieldsError, NotFoundError, NotAllowedError,
    ConflictError.
    """
    with writing():
        journal, day = locked_day(session, who, make_up_id, CHANGES)
        values = _read(session, data)
        changes = {name: new for name, new in values.items() if getattr(day, name) != new}
        places = places_of(session, make_up_id)
        before = notices.When.of(session, day)
        if "held_on" in changes:
            _refuse_recorded(places, day)
            _check_day(session, who, journal, changes["held_on"])
        for name, value in changes.items():
            setattr(day, name, value)
        session.flush()
        if changes.keys() & {"held_on", "starts_at", "room_id"}:
            after = notices.When.of(session, day)
            students = [place.student_id for place in places if not is_recorded(place)]
            notices.tell_moved(session, journal.id, students, before, after)
        session.commit()


def cancel_day(session: Session, who: Principal, make_up_id: int) -> None:
    """Delete a make-up day with its places, tell the students and commit.

    Raises ConflictError where results of it were recorded; NotFoundError, NotAllowedError.
    """
    with writing():
        journal, day = locked_day(session, who, make_up_id, CANCELS)
        places = places_of(session, make_up_id)
        _refuse_recorded(places, day)
        when, students = notices.When.of(session, day), [place.student_id for place in places]
        for place in places:
            session.delete(place)
        session.flush()
        session.delete(day)
        session.flush()
        notices.tell_cancelled(session, journal.id, students, when)
        session.commit()


def _refuse_recorded(places: list[Any], day: MakeUp) -> None:
    if any(is_recorded(place) for place in places):
        raise ConflictError(
            _(
                "Results of the make-up day %(day)s are recorded: it stays as it was held.",
                day=f"{day.held_on:%d.%m.%Y}",
            )
        )


def _check_day(session: Session, who: Principal, journal: LockedJournal, day: date) -> None:
    if day < clock.today():
        raise FieldsError({"held_on": _("Plan a day from today on.")})
    check_day(session, journal, day)
    require_day(who, journal.keepers, day)


def _read(session: Session, data: Mapping[str, object]) -> dict[str, Any]:
    """Return the fields that `data` names, as columns; raise FieldsError."""
    readers = {"held_on": _day, "starts_at": _time, "room_id": _room, "note": _note}
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in readers.keys() & data.keys():
        try:
            values[name] = readers[name](session, data[name])
        except ValueError as fault:
            errors[name] = str(fault)
    if errors:
        raise FieldsError(errors)
    return values


def _day(_session: Session, value: object) -> date:
    try:
        return day_of(value)
    except ValueError:
        raise ValueError(_("Send a day such as 2026-10-14.")) from None


def _time(_session: Session, value: object) -> str | None:
    if value is None or value == "":
        return None
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError(_("Send a time such as 15:30."))
    return f"{int(found[1]):02}:{found[2]}"


def _room(session: Session, value: object) -> int | None:
    try:
        key = whole(value)
    except ValueError:
        raise ValueError(_("Choose a room of the list.")) from None
    if key is not None and session.scalar(select(Room.id).where(Room.id == key)) is None:
        raise ValueError(_("Choose a room of the list."))
    return key


def _note(_session: Session, value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or not is_storable(value):
        raise ValueError(_("This is no text."))
    if len(value.strip()) > MOST_NOTE:
        raise ValueError(_("At most %(most)d characters.", most=MOST_NOTE))
    return value.strip() or None
