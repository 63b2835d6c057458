"""Changes of the timetable as tests make them, and what they leave."""

from sqlalchemy import select

from access.principal import current_principal
from domain.enums import ChangeKind
from models import Lesson
from services.timetable_changes import Wanted, apply_changes, undo_change
from tests.services.timetable_lessons import TOMORROW

GROUND = "Приказ № 7"


def changed(cast, kind, book="", day=TOMORROW, pair=1, **more):
    """Return what is asked for about a lesson of the cast: tomorrow's first, unless named."""
    return Wanted(cast[f"teaching_assignment{book}"], day, pair, ChangeKind(kind), **more)


def do(act_as, *wanted, ground=GROUND):
    """Apply changes as the timetabler; return what was done."""
    with act_as("timetabler", writes=True) as session:
        return apply_changes(session, current_principal(), wanted, ground)


def undo(act_as, key):
    """Undo a change as the timetabler."""
    with act_as("timetabler", writes=True) as session:
        return undo_change(session, current_principal(), key)


def lessons(act_as, cast, book="gradebook"):
    """Return day, pair, hours, room and topic of a journal's lessons of the timetable."""
    with act_as("system") as session:
        rows = select(Lesson).where(Lesson.gradebook_id == cast[book], Lesson.is_scheduled)
        return [
            (one.held_on, one.pair, one.hours, one.room_id, one.topic)
            for one in session.scalars(rows.order_by(Lesson.held_on, Lesson.pair))
        ]
