"""Lessons as the timetable gives them, for tests of what is changed about them."""

from datetime import date

from sqlalchemy.orm import Session

from models import Lesson
from tests.cast import Cast
from tests.company import TODAY

TOMORROW = date(2026, 10, 15)
FRIDAY = date(2026, 10, 16)


def scheduled(
    session: Session, cast: Cast, book: str, day: date = TOMORROW, pair: int = 1, **more: object
) -> int:
    """Add an empty lesson of the timetable to a journal of the cast; return its key."""
    more.setdefault("room_id", cast.room)
    lesson = Lesson(
        gradebook_id=cast[book], held_on=day, pair=pair, hours=2, is_scheduled=True, **more
    )
    session.add(lesson)
    session.commit()
    return lesson.id


__all__ = ["FRIDAY", "TODAY", "TOMORROW", "scheduled"]
