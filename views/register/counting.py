"""A count that stays cheap as the table grows: it stops at a thousand."""

from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

CAP: Final = 1000


def capped_count(session: Session, ids: Any) -> int:
    """Return how many rows the select `ids` has, at most CAP + 1, which reads as «1000+»."""
    within = ids.order_by(None).limit(CAP + 1).subquery()
    return int(session.scalar(select(func.count()).select_from(within)) or 0)


def said(count: int) -> str:
    """Return a capped count as people read it."""
    return f"{CAP}+" if count > CAP else str(count)
