"""The jobs of attendance sheets: the PDF of one handed over, reminders, what was lost (4.4)."""

from typing import Any, Final, cast

from flask_babel import get_locale
from sqlalchemy import CursorResult, bindparam, select, update
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.session import system_write
from domain.month import Month
from jobs import queue
from jobs.keeping import keep_report
from jobs.units import look, unit
from models import AttendanceHandover
from services.control_reminders import remind_of_sheets

LOCALE: Final = "ru"
_columns: Final = select(
    AttendanceHandover.group_id,
    AttendanceHandover.month,
    AttendanceHandover.handed_by_id,
    AttendanceHandover.archived_id,
)
_one: Final = PlainSelect(
    "a sheet that its curator handed over, to archive its PDF in the curator's name",
    _columns.where(AttendanceHandover.id == bindparam("key")),
)
_lost: Final = PlainSelect(
    "sheets handed over whose PDF is not in the archive yet",
    select(AttendanceHandover.id).where(
        AttendanceHandover.handed_at.is_not(None),
        AttendanceHandover.handed_by_id.is_not(None),
        AttendanceHandover.archived_id.is_(None),
    ),
)


def keep_sheet(handover_id: int) -> bool:
    """Put the archiving of a sheet into the queue; False where the queue is away.

    Commit the handover first. One that could not be put in is found by the daily task.
    """
    locale = str(get_locale() or LOCALE)
    return queue.enqueue(archive_sheet, handover_id, locale, job_id=f"sheet-{handover_id}")


def archive_sheet(handover_id: int, locale: str = LOCALE) -> bool:
    """Build the PDF of a sheet handed over and put it into the archive, once; repeatable."""
    with look() as session:
        row = _one(session, proven=True, key=handover_id).first()
    if row is None or row.archived_id is not None:
        return False

    def attach(session: Session, key: int) -> bool:
        done = system_write(
            session,
            update(AttendanceHandover.__table__)
            .where(
                AttendanceHandover.__table__.c.id == handover_id,
                AttendanceHandover.__table__.c.archived_id.is_(None),
            )
            .values(archived_id=key),
        )
        return bool(cast("CursorResult[Any]", done).rowcount)

    params = {"group_id": row.group_id, "month": str(Month.of(row.month))}
    return keep_report("attendance_month", row.handed_by_id, params, locale, attach)


def remind() -> int:
    """Remind curators and heads of the sheets of last month; archive what was lost.

    Returns how many were told. Repeated on the same day it tells nobody.
    """
    with look() as session:
        lost = list(_lost(session, proven=True).scalars())
    for key in lost:
        archive_sheet(key)
    with unit() as session:
        return remind_of_sheets(session)
