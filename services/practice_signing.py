"""Signing practices: what is signed is frozen, with the names as text (5.5.13, 3.6)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from services.practice_lock import lock_kept
from services.practice_view import practices
from services.practice_words import sentences


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of signing: the keys of what was signed, and per practice what blocks it."""

    signed: tuple[int, ...]
    blocked: Mapping[int, tuple[str, ...]]


def sign_practices(session: Session, who: Principal, ids: Collection[int]) -> Signed:
    """Sign the practices that `who` heads and that nothing blocks; commit.

    Each keeps the student's name and that of who signed as they are now. Raises NotFoundError,
    NotAllowedError where one is not theirs or is signed already.
    """
    with writing():
        rows = lock_kept(session, who, ids)
        found = practices(session, ids)
        blocked = {one.row.id: tuple(sentences(one.blocks)) for one in found if one.blocks}
        signed = [one for one in found if not one.blocks]
        now = clock.now()
        for one in signed:
            row = rows[one.row.id]
            row.student_name = one.row.student
            row.signed_name = one.row.head or who.name
            row.signed_by_id = who.user_id
            row.signed_at = now
        session.commit()
    return Signed(tuple(one.row.id for one in signed), blocked)
