"""The job that puts the PDF of a signed disposal act into the archive (10.7)."""

from typing import Any, Final, cast

from flask_babel import get_locale
from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.session import system_write
from jobs import queue
from jobs.keeping import keep_report
from jobs.units import look
from models import DisposalAct

LOCALE: Final = "ru"
CODE: Final = "disposal_act"
_one: Final = PlainSelect(
    "a signed disposal act, to archive its PDF in the name of who drafted it",
    select(DisposalAct.author_id, DisposalAct.archived_id).where(
        DisposalAct.id == bindparam("key"), DisposalAct.signed_at.is_not(None)
    ),
)
_lost: Final = PlainSelect(
    "signed disposal acts whose PDF is not in the archive yet",
    select(DisposalAct.id).where(
        DisposalAct.signed_at.is_not(None), DisposalAct.archived_id.is_(None)
    ),
)


def keep_act(act_id: int) -> bool:
    """Put the archiving of a signed act into the queue; False where the queue is away.

    Commit the signature first. One that could not be put in is found by `keep_lost`.
    """
    locale = str(get_locale() or LOCALE)
    return queue.enqueue(archive_act, act_id, locale, job_id=f"disposal-act-{act_id}")


def archive_act(act_id: int, locale: str = LOCALE) -> bool:
    """Build the PDF of a signed act and put it into the archive, once; repeatable."""
    with look() as session:
        row = _one(session, proven=True, key=act_id).first()
    if row is None or row.archived_id is not None:
        return False

    def attach(session: Session, key: int) -> bool:
        table = DisposalAct.__table__
        done = system_write(
            session,
            update(table)
            .where(table.c.id == act_id, table.c.archived_id.is_(None))
            .values(archived_id=key),
        )
        return bool(cast("CursorResult[Any]", done).rowcount)

    return keep_report(CODE, row.author_id, {"act_id": act_id}, locale, attach)


def keep_lost() -> int:
    """Archive the signed acts whose job was lost; return how many were kept."""
    with look() as session:
        lost = list(_lost(session, proven=True).scalars())
    return sum(archive_act(key) for key in lost)
