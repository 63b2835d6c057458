"""Holds on printed documents: while one stands, no act disposes of the document (10.7)."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.typed import is_storable
from models import DocumentHold
from services.errors import ConflictError, FieldsError
from services.printed import locked, require_here

MOST_REASON: Final = 500
LEAST_REASON: Final = 5


def holds_of(session: Session, key: int) -> Sequence[DocumentHold]:
    """Return the holds of a document that the person may see, the latest first."""
    query = select(DocumentHold).where(DocumentHold.document_id == key)
    return session.scalars(query.order_by(DocumentHold.id.desc())).all()


def place_hold(session: Session, who: Principal, key: int, reason: str) -> None:
    """Forbid to dispose of a document, and commit. Raises NotFoundError, FieldsError."""
    reason = _reason(reason, "reason")
    with writing():
        (document,) = locked(session, [key])
        require_here([document])
        if session.scalar(_standing(key)) is not None:
            raise ConflictError(_("A hold stands on the document already."))
        session.add(
            DocumentHold(
                document_id=key, reason=reason, placed_at=clock.now(), placed_name=who.name
            )
        )
        session.commit()


def lift_hold(session: Session, who: Principal, key: int, reason: str) -> None:
    """Lift the hold that stands on a document, and commit. Raises the same as `place_hold`."""
    reason = _reason(reason, "lift_reason")
    with writing():
        locked(session, [key])
        hold = session.scalar(_standing(key))
        if hold is None:
            raise ConflictError(_("No hold stands on the document."))
        hold.lifted_at, hold.lifted_name, hold.lift_reason = clock.now(), who.name, reason
        session.commit()


def _standing(key: int) -> Select[DocumentHold]:
    return select(DocumentHold).where(
        DocumentHold.document_id == key, DocumentHold.lifted_at.is_(None)
    )


def _reason(text: str, field: str) -> str:
    text = text.strip()
    if len(text) < LEAST_REASON:
        raise FieldsError({field: _("Say why, in a few words.")})
    if len(text) > MOST_REASON or not is_storable(text):
        raise FieldsError({field: _("At most %(most)s characters, please.", most=MOST_REASON)})
    return text
