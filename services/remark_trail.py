"""The trail of a remark: what was told about it stays, and the remark with it."""

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RemarkEntry
from services.errors import ConflictError


def require_untold(session: Session, remark_ids: Collection[int]) -> None:
    """Raise ConflictError where something was recorded about one of the remarks already."""
    query = select(RemarkEntry.id).where(RemarkEntry.remark_id.in_(remark_ids)).limit(1)
    if session.scalar(query) is not None:
        raise ConflictError(_("What was recorded here is only added to, never changed."))
