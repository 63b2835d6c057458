"""Placing students on make-up days for what they owe (clause 4.3)."""

from collections.abc import Iterable, Sequence
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from models import Debt, MakeUp, MakeUpPlace
from services import make_up_notices as notices
from services.errors import ConflictError, FieldsError, NotFoundError
from services.make_up_lock import (
    MOVES,
    PLACES,
    REMOVES,
    is_recorded,
    locked_day,
    places_of,
    require_not_over,
)

MOST_PLACES: Final = 500  # on one day


def place(session: Session, who: Principal, make_up_id: int, debt_ids: Iterable[int]) -> list[int]:
    """Place students for open debts of the day's journal, tell them and commit.

    A debt that has its place on the day keeps it. Returns the ids of the new places. Raises
    FieldsError for a debt that is closed, of another journal or unknown; NotFoundError,
    NotAllowedError.
    """
    wanted = sorted(set(debt_ids))
    with writing():
        journal, day = locked_day(session, who, make_up_id, PLACES)
        require_not_over(session, day)
        there = {one.debt_id for one in places_of(session, make_up_id)}
        if len(there | set(wanted)) > MOST_PLACES:
            sentence = _("At most %(most)d places on one day.", most=MOST_PLACES)
            raise FieldsError({"debt_ids": sentence})
        debts = _open_debts(session, journal.id, [key for key in wanted if key not in there])
        added = [
            MakeUpPlace(make_up_id=make_up_id, debt_id=debt.id, student_id=debt.student_id)
            for debt in debts
        ]
        session.add_all(added)
        session.flush()
        students = [debt.student_id for debt in debts]
        notices.tell_placed(session, journal.id, students, notices.When.of(session, day))
        keys = [one.id for one in added]
        session.commit()
    return keys


def _open_debts(session: Session, gradebook_id: int, ids: Sequence[int]) -> list[Debt]:
    """Return the debts with `ids`; raise FieldsError unless all are open ones of the journal."""
    if not ids:
        return []
    query = select(Debt).where(Debt.id.in_(ids), Debt.gradebook_id == gradebook_id)
    debts = list(session.scalars(query.execution_options(populate_existing=True)))
    if len(debts) < len(ids):
        raise FieldsError({"debt_ids": _("Choose debts of this journal only.")})
    if any(debt.closed_on is not None for debt in debts):
        raise FieldsError(
            {"debt_ids": _("One of the debts is closed already. Open the list anew.")}
        )
    return debts


def place_day(session: Session, place_id: int) -> int:
    """Return the day that a place is on; raise NotFoundError where it is not theirs to see."""
    key = session.scalar(select(MakeUpPlace.make_up_id).where(MakeUpPlace.id == place_id))
    if key is None:
        raise _missing_place()
    return key


def remove_place(session: Session, who: Principal, place_id: int) -> None:
    """Take a place from its day, tell the student and commit.

    Raises ConflictError where its result is recorded; NotFoundError, NotAllowedError.
    """
    key = place_day(session, place_id)
    with writing():
        journal, day = locked_day(session, who, key, REMOVES)
        one = next((one for one in places_of(session, key) if one.id == place_id), None)
        if one is None:
            raise _missing_place()
        if is_recorded(one):
            raise ConflictError(_("The result of this place is recorded: it stays."))
        session.delete(one)
        session.flush()
        when = notices.When.of(session, day)
        notices.tell_removed(session, journal.id, [one.student_id], when)
        session.commit()


def move_places(session: Session, who: Principal, from_id: int, to_id: int) -> int:
    """Move all places without a result to another day of the same journal, tell and commit.

    Returns how many moved. Raises FieldsError, NotFoundError, NotAllowedError.
    """
    with writing():
        journal, day = locked_day(session, who, from_id, MOVES)
        target = session.scalars(
            select(MakeUp).where(MakeUp.id == to_id, MakeUp.gradebook_id == journal.id)
        ).one_or_none()
        if target is None or target.id == day.id:
            raise FieldsError({"to": _("Choose another make-up day of the same journal.")})
        _journal, target = locked_day(session, who, to_id, MOVES)
        require_not_over(session, target)
        there = {one.debt_id for one in places_of(session, to_id)}
        moving = [one for one in places_of(session, from_id) if not is_recorded(one)]
        for one in moving:
            if one.debt_id in there:
                session.delete(one)
            else:
                one.make_up_id = to_id
        session.flush()
        old, new = notices.When.of(session, day), notices.When.of(session, target)
        notices.tell_moved(session, journal.id, [one.student_id for one in moving], old, new)
        session.commit()
    return len(moving)


def _missing_place() -> NotFoundError:
    return NotFoundError(_("There is no such place, or it is not yours to see."))
