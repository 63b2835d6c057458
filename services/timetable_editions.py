"""The edition of a timetable grows with whatever publishing would carry into lessons."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from models import Semester, Timetable


def touch(session: Session, *timetable_ids: int) -> None:
    """Raise the edition of these timetables: a pair of theirs was changed."""
    if timetable_ids:
        _raise(session, Timetable.id.in_(timetable_ids))


def touch_all(session: Session) -> None:
    """Raise the edition of what is published and not over: days or practices were changed."""
    ahead = select(Semester.id).where(Semester.ends_on >= clock.today())
    published = Timetable.published_edition.is_not(None)
    _raise(session, published & Timetable.semester_id.in_(ahead))


def _raise(session: Session, which: ColumnElement[bool]) -> None:
    system_write(session, update(Timetable).where(which).values(edition=Timetable.edition + 1))
