"""The lessons of the journals that a person keeps: today's, and those nobody confirmed."""

from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.clock import clock
from domain.lesson_state import state_of
from models import Gradebook, Lesson
from services.journal_columns import COLUMNS, COUNT, journal_name, with_journal, year_begun
from services.journal_lists import LessonLine, LessonPage

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
)


def lessons_of_today(session: Session, day: date | None = None) -> list[LessonLine]:
    """Return the lessons that the principal teaches today, or on `day`, by pair."""
    query = _own(select(*_COLUMNS)).where(Lesson.held_on == (day or clock.today()))
    return _lines(session, query.order_by(Lesson.pair, Lesson.id))


def lessons_not_filled(session: Session, limit: int = 20) -> LessonPage:
    """Return the principal's lessons of this year before today that nobody confirmed (5.5.4).

    The latest first, at most `limit`, with how many there are in all.
    """
    today = clock.today()
    year = year_begun(session, today)
    if year is None:
        return LessonPage((), 0)
    open_ones = (
        Lesson.held_on >= year.starts_on,
        Lesson.held_on < today,
        Lesson.confirmed_at.is_(None),
    )
    query = _own(select(*_COLUMNS)).where(*open_ones)
    latest = query.order_by(Lesson.held_on.desc(), Lesson.pair.desc(), Lesson.id.desc())
    lines = _lines(session, latest.limit(limit))
    total = len(lines)
    if total == limit:
        counted = select(func.count()).select_from(Gradebook)
        counted = counted.join(Lesson, Lesson.gradebook_id == Gradebook.id)
        total = session.execute(counted.where(_is_own(), *open_ones)).scalar_one()
    return LessonPage(tuple(lines), total)


def _is_own() -> Any:
    return Gradebook.teacher_id == (current_principal().employee_id or 0)


def _own(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    joined = query.select_from(Gradebook).join(Lesson, Lesson.gradebook_id == Gradebook.id)
    return with_journal(joined).where(_is_own())


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> list[LessonLine]:
    today = clock.today()
    return [_line(row, today) for row in session.execute(query)]


def _line(row: Any, today: date) -> LessonLine:
    name = journal_name(row)
    key, held_on, pair, hours, kind, topic, homework, confirmed_at = row[COUNT:]
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
    )
