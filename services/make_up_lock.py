"""Whose make-up days are, and the lock under which they are written (clause 4.3)."""

from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import MakeUpOutcome
from domain.make_ups import Recording, last_day, recording
from domain.regulation import Norm
from models import MakeUp, MakeUpPlace
from services.errors import FieldsError, NotFoundError
from services.journal_keepers import require_day
from services.journal_lock import LockedJournal, lock_journal
from services.journal_rights import WRITES_CELLS, Need
from services.regulation import rulebook

PLANS: Final[tuple[Need, ...]] = ((Resource.make_up, Action.create),)
CHANGES: Final[tuple[Need, ...]] = ((Resource.make_up, Action.update),)
CANCELS: Final[tuple[Need, ...]] = ((Resource.make_up, Action.delete),)
PLACES: Final[tuple[Need, ...]] = ((Resource.make_up_place, Action.create),)
MOVES: Final[tuple[Need, ...]] = ((Resource.make_up_place, Action.update),)
REMOVES: Final[tuple[Need, ...]] = ((Resource.make_up_place, Action.delete),)
RECORDS: Final[tuple[Need, ...]] = (*MOVES, *WRITES_CELLS)


def locked_day(
    session: Session, who: Principal, make_up_id: int, needs: tuple[Need, ...]
) -> tuple[LockedJournal, MakeUp]:
    """Return a make-up day that is `who`'s to write and its journal, which is locked first.

    It is theirs who keep the journal on that day. Raises NotFoundError, NotAllowedError.
    """
    key = session.scalar(select(MakeUp.gradebook_id).where(MakeUp.id == make_up_id))
    if key is None:
        raise _missing()
    journal = lock_journal(session, who, key, needs)
    query = select(MakeUp).where(MakeUp.id == make_up_id)
    day = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if day is None:
        raise _missing()
    require_day(who, journal.keepers, day.held_on)
    return journal, day


def _missing() -> NotFoundError:
    return NotFoundError(_("There is no such make-up day, or it is not yours to see."))


def places_of(session: Session, make_up_id: int) -> list[MakeUpPlace]:
    """Return the places of a day as they are now."""
    query = select(MakeUpPlace).where(MakeUpPlace.make_up_id == make_up_id)
    query = query.order_by(MakeUpPlace.id).execution_options(populate_existing=True)
    return list(session.scalars(query))


def is_recorded(place: MakeUpPlace) -> bool:
    """Return whether a result of the place was recorded."""
    return place.outcome is not MakeUpOutcome.planned


def results_until(session: Session, held_on: date) -> date:
    """Return the last day on which results of a make-up day are recorded."""
    return last_day(held_on, rulebook(session).on(held_on).whole(Norm.results_days))


def state_of_day(session: Session, held_on: date) -> Recording:
    """Return whether results of a make-up day can be recorded today."""
    days = rulebook(session).on(held_on).whole(Norm.results_days)
    return recording(held_on, clock.today(), days)


def require_not_over(session: Session, day: MakeUp) -> None:
    """Raise FieldsError where nothing of a make-up day can be changed any more."""
    if state_of_day(session, day.held_on) is Recording.over:
        raise FieldsError({"held_on": over(session, day.held_on)})


def over(session: Session, held_on: date) -> str:
    """Return the sentence that the results of a day are no longer recorded."""
    return _(
        "Results of the make-up day %(day)s could be recorded until %(until)s. "
        "Plan another day for those who still owe.",
        day=f"{held_on:%d.%m.%Y}",
        until=f"{results_until(session, held_on):%d.%m.%Y}",
    )
