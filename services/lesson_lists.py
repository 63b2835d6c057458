"""The lessons that a person holds: today's and the next days'."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.lesson_state import state_of
from models import Gradebook, Lesson, Room
from services.journal_columns import COLUMNS, COUNT, journal_name, with_journal
from services.journal_keepers import held_by_me
from services.journal_lists import LessonLine

_COLUMNS: Final = (
    *COLUMNS,
    Lesson.id,
    Lesson.held_on,
    Lesson.pair,
    Lesson.hours,
    Lesson.kind,
    Lesson.topic,
    Lesson.homework,
    Lesson.confirmed_at,
    Room.name,
)


_FROM: Final = with_journal(
    select(*_COLUMNS).select_from(Gradebook).join(Lesson, Lesson.gradebook_id == Gradebook.id)
).outerjoin(Room, Room.id == Lesson.room_id)
_DAYS: Final = Lesson.held_on.between(bindparam("first"), bindparam("last"))
_WHY: Final = "lessons of the person's own terms in journals, which is how a teacher sees journals"
_of_days: Final = PlainSelect(
    _WHY, _FROM.where(_DAYS, held_by_me()).order_by(Lesson.held_on, Lesson.pair, Lesson.id)
)


def lessons_of_today(session: Session, day: date | None = None) -> list[LessonLine]:
    """Return the lessons that the principal holds today, or on `day`, by pair.

    Lessons that they stand in for are among them, those that others stand in for are not.
    """
    day = day or clock.today()
    return lessons_of_days(session, day, day)


def lessons_of_days(session: Session, first: date, last: date) -> list[LessonLine]:
    """Return the lessons that the principal holds from `first` to `last`, by day and pair."""
    return _lines(_of_days(session, proven=True, **_mine(first, last)))


def _mine(first: date, last: date) -> dict[str, Any]:
    return {"first": first, "last": last, "me": current_principal().employee_id or 0}


def _lines(rows: Iterable[Any]) -> list[LessonLine]:
    today = clock.today()
    return [_line(row, today) for row in rows]


def _line(row: Any, today: date) -> LessonLine:
    name = journal_name(row)
    key, held_on, pair, hours, kind, topic, homework, confirmed_at, room = row[COUNT:]
    return LessonLine(
        lesson_id=key,
        gradebook_id=name.gradebook_id,
        held_on=held_on,
        pair=pair,
        hours=hours,
        kind=kind,
        title=name.title,
        index_code=name.index_code,
        group=name.group,
        subgroup=name.subgroup,
        teacher=name.teacher,
        topic=topic,
        homework=homework,
        state=state_of(held_on, confirmed_at, today),
        room=room,
    )
