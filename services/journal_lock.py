"""The lock that everything takes which writes lessons or cells of a journal."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.roles import Role
from models import Gradebook
from services.errors import NotAllowedError, NotFoundError
from services.journal_rights import Need, through


@dataclass(frozen=True, slots=True)
class LockedJournal:
    """A journal that nobody else writes until the unit of work ends."""

    id: int
    group_id: int
    subgroup_id: int | None
    teacher_id: int


@lru_cache(maxsize=256)
def _query(
    roles: frozenset[Role], is_system: bool, needs: tuple[Need, ...]
) -> Select[*tuple[Any, ...]]:
    who = Principal(kind="user", roles=roles, is_system=is_system)
    return (
        select(
            Gradebook.id,
            Gradebook.group_id,
            Gradebook.subgroup_id,
            Gradebook.teacher_id,
            through(who, needs).label("writable"),
        )
        .where(Gradebook.id == bindparam("gradebook"))
        .with_for_update(key_share=True, of=Gradebook)
    )


def lock_journal(
    session: Session, who: Principal, gradebook_id: int, needs: tuple[Need, ...]
) -> LockedJournal:
    """Lock a journal for the rest of the unit of work, so that what is read of it stays true.

    `needs` are the rights that one role, which shows the journal, must hold. On SQLite the unit
    of work has locked the whole database already. Raises NotFoundError or NotAllowedError.
    """
    query = _query(who.roles, who.is_system, needs)
    row = session.execute(query, {"gradebook": gradebook_id}).first()
    if row is None:
        raise NotFoundError(_("There is no such journal, or it is not yours to see."))
    if not row.writable:
        raise NotAllowedError(_("Only the teacher who keeps this journal writes in it."))
    return LockedJournal(row.id, row.group_id, row.subgroup_id, row.teacher_id)
