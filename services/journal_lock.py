"""The lock that everything takes which writes lessons or cells of a journal."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, select, true
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from access.scopes import visible
from domain.clock import clock
from domain.enums import RemarkState
from models import Gradebook, InspectionRemark
from services.errors import NotAllowedError, NotFoundError
from services.journal_keepers import KEEPER_COLUMNS, KeeperTerms, keeper_terms_in, with_keepers
from services.journal_rights import Need, through
from services.journal_times import TIME_COLUMNS, Times, times_in, with_times


@dataclass(frozen=True, slots=True)
class LockedJournal:
    """A journal that nobody else writes until the unit of work ends."""

    id: int
    group_id: int
    subgroup_id: int | None
    teacher_id: int
    keepers: KeeperTerms
    times: Times = field(default_factory=Times)  # what opens and closes its days (3.6)
    has_remarks: bool = False  # open ones of an inspector that close when their cause is gone

    def teacher_on(self, day: date, pair: int | None) -> int:
        """Return who holds the lesson of a day: who stands in, else who keeps the journal."""
        keeper = self.keepers.on(day, pair)
        return self.teacher_id if keeper is None else keeper.teacher_id


# Beside what is read anyway: a save takes no statement more where nothing was remarked on.
_HAS_REMARKS: Final = (
    select(InspectionRemark.id)
    .where(
        InspectionRemark.gradebook_id == Gradebook.id,
        InspectionRemark.state != RemarkState.closed,
        InspectionRemark.cause.is_not(None),
    )
    .correlate(Gradebook)
    .exists()
)


@lru_cache(maxsize=256)
def _query(roles: frozenset[Role], is_system: bool, needs: tuple[Need, ...]) -> PlainSelect:
    """Return the statement for a role set: its scope is written into it, not put on each time."""
    who = Principal(kind="user", roles=roles, is_system=is_system)
    return PlainSelect(
        "the statement holds the scope of journals itself",
        with_times(
            with_keepers(
                select(
                    Gradebook.id,
                    Gradebook.group_id,
                    Gradebook.subgroup_id,
                    Gradebook.teacher_id,
                    through(who, needs).label("writable"),
                    _HAS_REMARKS.label("has_remarks"),
                    *TIME_COLUMNS,
                    *KEEPER_COLUMNS,
                )
            )
        )
        .where(Gradebook.id == bindparam("gradebook"), _seen_by(who))
        .with_for_update(key_share=True, of=Gradebook),
    )


def _seen_by(who: Principal) -> ColumnElement[bool]:
    return true() if who.is_system else visible(Gradebook, who.roles, Action.read)


def lock_journal(
    session: Session, who: Principal, gradebook_id: int, needs: tuple[Need, ...]
) -> LockedJournal:
    """Lock a journal for the rest of the unit of work, so that what is read of it stays true.

    `needs` are the rights that one role, which shows the journal, must hold; whose lessons those
    of a day are is told by `keepers`. On SQLite the unit of work has locked the whole database
    already. Raises NotFoundError or NotAllowedError.
    """
    query = _query(who.roles, who.is_system, needs)
    rows = query(session, proven=True, gradebook=gradebook_id, now=clock.now()).all()
    row = rows[0] if rows else None
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    if not row.writable:
        raise NotAllowedError(_("Only the teacher who keeps this journal writes in it."))
    keepers, times = keeper_terms_in(rows), times_in(rows, who)
    return LockedJournal(
        row.id, row.group_id, row.subgroup_id, row.teacher_id, keepers, times, row.has_remarks
    )
