"""The job that puts the PDF of a signed analytic note into the archive (clause 4.5)."""

from typing import Any, Final, cast

from flask_babel import get_locale
from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.session import system_write
from jobs import queue
from jobs.keeping import keep_report
from jobs.units import look
from models import AnalyticNote

LOCALE: Final = "ru"
_one: Final = PlainSelect(
    "a signed note, to archive its PDF in the name of who wrote it",
    select(AnalyticNote.author_id, AnalyticNote.archived_id).where(
        AnalyticNote.id == bindparam("key"), AnalyticNote.signed_at.is_not(None)
    ),
)
_lost: Final = PlainSelect(
    "signed notes whose PDF is not in the archive yet",
    select(AnalyticNote.id).where(
        AnalyticNote.signed_at.is_not(None), AnalyticNote.archived_id.is_(None)
    ),
)


def keep_note(note_id: int) -> bool:
    """Put the archiving of a signed note into the queue; False where the queue is away.

    Commit the signature first. One that could not be put in is found by `keep_lost`.
    """
    locale = str(get_locale() or LOCALE)
    return queue.enqueue(archive_note, note_id, locale, job_id=f"note-{note_id}")


def archive_note(note_id: int, locale: str = LOCALE) -> bool:
    """Build the PDF of a signed note and put it into the archive, once; repeatable."""
    with look() as session:
        row = _one(session, proven=True, key=note_id).first()
    if row is None or row.archived_id is not None:
        return False

    def attach(session: Session, key: int) -> bool:
        table = AnalyticNote.__table__
        done = system_write(
            session,
            update(table)
            .where(table.c.id == note_id, table.c.archived_id.is_(None))
            .values(archived_id=key),
        )
        return bool(cast("CursorResult[Any]", done).rowcount)

    return keep_report("analytic_note", row.author_id, {"note_id": note_id}, locale, attach)


def keep_lost() -> int:
    """Archive the signed notes whose job was lost; return how many were kept."""
    with look() as session:
        lost = list(_lost(session, proven=True).scalars())
    return sum(archive_note(key) for key in lost)
