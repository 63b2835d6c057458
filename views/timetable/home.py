"""The timetabler's block of the first page: how the timetable stands and what it lacks."""

from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import TeachingAssignment, TimetableSlot
from views.journal.words import instant
from views.timetable.editor_page import timetable_now


def timetable_block(session: Session) -> dict[str, Any]:
    """Return the present timetable and counts of what is not done; conflicts are the editor's."""
    table = timetable_now(session)
    if table is None:
        return {"table": None}
    placed = exists().where(
        TimetableSlot.assignment_id == TeachingAssignment.id,
        TimetableSlot.timetable_id == table.id,
    )
    loads = select(func.count()).select_from(TeachingAssignment)
    of_semester = TeachingAssignment.semester_id == table.semester_id
    own = select(func.count()).select_from(TimetableSlot)
    mine = TimetableSlot.timetable_id == table.id
    return {
        "table": table,
        "published": instant(table.published_at) if table.published_at else "",
        "is_changed": table.published_at is not None and table.edition != table.published_edition,
        "pairs": session.scalar(own.where(mine)) or 0,
        "not_placed": session.scalar(loads.where(of_semester, ~placed)) or 0,
        "no_room": session.scalar(own.where(mine, TimetableSlot.room_id.is_(None))) or 0,
    }
