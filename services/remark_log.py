"""The log of a remark: what happened to it is only added to."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import system_write
from domain.clock import clock
from domain.enums import RemarkEvent
from models import RemarkEntry

_ADD: Final = insert(RemarkEntry.__table__)


def add_entries(
    session: Session,
    who: Principal | None,
    event: RemarkEvent,
    remarks: Iterable[tuple[int, int]],
    text: str = "",
) -> None:
    """Say of each (remark, journal) what happened; `who` None: the system did it.

    In the caller's writing unit. Nobody writes entries by hand: they follow from what is done.
    """
    rows: list[dict[str, Any]] = [
        {
            "remark_id": remark_id,
            "gradebook_id": gradebook_id,
            "event": event,
            "text": text or None,
            "at": clock.now(),
            "author_id": None if who is None else who.user_id,
            "author_name": "" if who is None else who.name,
        }
        for remark_id, gradebook_id in remarks
    ]
    if rows:
        system_write(session, _ADD, rows)
