"""Practices locked for writing, and who may write what of them (5.5.13)."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from models import PracticePlacement
from services.errors import NotAllowedError
from services.practice_view import may_keep, may_place, missing


class SignedError(NotAllowedError):
    """The practice is signed: nothing of it changes any more."""


def lock_placements(session: Session, ids: Collection[int]) -> dict[int, PracticePlacement]:
    """Return the practices `ids` by key, locked until the unit ends; call it first in a unit.

    Raises NotFoundError where one is not the principal's to see.
    """
    wanted = set(ids)
    rows = session.scalars(
        select(PracticePlacement)
        .where(PracticePlacement.id.in_(wanted))
        .order_by(PracticePlacement.id)
        .with_for_update(of=PracticePlacement)
        .execution_options(populate_existing=True)
    ).all()
    if {row.id for row in rows} != wanted:
        raise missing()
    return {row.id: row for row in rows}


def lock_kept(
    session: Session, who: Principal, ids: Collection[int]
) -> dict[int, PracticePlacement]:
    """Return locked practices that `who` heads; raise NotAllowedError for another's or a signed."""
    rows = lock_placements(session, ids)
    for row in rows.values():
        if not may_keep(who, row.college_head_id):
            raise NotAllowedError(_("Only the college's head of this practice records it."))
        _check_open(row)
    return rows


def lock_placed(
    session: Session, who: Principal, ids: Collection[int]
) -> dict[int, PracticePlacement]:
    """Return locked practices for who places students; raise NotAllowedError, also for a signed."""
    rows = lock_placements(session, ids)
    if not may_place(who):
        raise NotAllowedError(_("Your role does not allow this."))
    for row in rows.values():
        _check_open(row)
    return rows


def _check_open(row: PracticePlacement) -> None:
    if row.signed_at is not None:
        raise SignedError(_("The practice is signed: it does not change any more."))
