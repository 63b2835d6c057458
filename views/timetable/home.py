"""The timetabler's block of the first page: how the timetable stands and what it lacks."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import TeachingAssignment, TimetableSlot
from views.journal.words import instant
from views.timetable.editor_page import timetable_now


def timetable_block(session: Session) -> dict[str, Any]:
    """Return the present timetable and counts of what is not done; conflicts are the editor's."""
    table = timetable_now(session)
    if table is None:
        return {"table": None}
    mine = TimetableSlot.timetable_id == table.id
    own = select(func.count(TimetableSlot.id)).where(mine)
    loads = select(func.count(TeachingAssignment.id)).where(
        TeachingAssignment.semester_id == table.semester_id,
        TeachingAssignment.id.not_in(select(TimetableSlot.assignment_id).where(mine)),
    )
    return {
        "table": table,
        "published": instant(table.published_at) if table.published_at else "",
        "is_changed": table.published_at is not None and table.edition != table.published_edition,
        "pairs": session.scalar(own) or 0,
        "not_placed": session.scalar(loads) or 0,
        "no_room": session.scalar(own.where(TimetableSlot.room_id.is_(None))) or 0,
    }
