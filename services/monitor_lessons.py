"""What became of the lessons of a period, by journal and by day: sums made by the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Date, Integer, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.deadlines import WITH_HOMEWORK, homework_punctuality, lesson_punctuality
from domain.monitor import Counts
from models import EmployeeAbsence, Gradebook, JournalTeacher, Lesson
from services.deadlines import judges
from services.journal_keepers import KEEPER_COLUMNS, keeper_terms_in, with_keepers
from services.monitor_limits import Limits, on_time
from services.monitor_shapes import Book

WHY: Final = "counts of journals that were found visible through a role that reads completeness"
BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
FIRST, LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
_RECORD: Final = bindparam("record_until", type_=Date())
_HOMEWORK: Final = bindparam("homework_until", type_=Date())
is_recorded: Final = Lesson.confirmed_at.is_not(None)
is_overdue: Final = and_(~is_recorded, Lesson.held_on <= _RECORD)
lacks_topic: Final = and_(Lesson.topic == "", Lesson.held_on <= _RECORD)
lacks_homework: Final = and_(
    Lesson.homework == "",
    Lesson.kind.in_(sorted(WITH_HOMEWORK, key=str)),
    Lesson.held_on <= _HOMEWORK,
)
is_off_plan: Final = and_(Lesson.topic != "", Lesson.topic_id.is_(None))
of_books: Final = and_(Lesson.gradebook_id.in_(BOOKS), Lesson.held_on.between(FIRST, LAST))


def _number(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


@lru_cache(maxsize=128)
def _by_journal(days: int) -> PlainSelect:
    """Return the sums by journal, for a period of so many days: each has a limit of its own."""
    return PlainSelect(
        WHY,
        select(
            Lesson.gradebook_id,
            func.count(),
            func.count(Lesson.confirmed_at),
            _number(on_time(days)),
            _number(is_overdue),
            _number(lacks_topic),
            _number(lacks_homework),
            _number(is_off_plan),
        )
        .where(of_books)
        .group_by(Lesson.gradebook_id),
    )


@lru_cache(maxsize=128)
def _by_day(days: int) -> PlainSelect:
    return PlainSelect(
        WHY,
        select(
            Lesson.held_on,
            func.count(),
            func.count(Lesson.confirmed_at),
            _number(on_time(days)),
            _number(is_overdue),
        )
        .where(of_books)
        .group_by(Lesson.held_on),
    )


@lru_cache(maxsize=128)
def _by_group(days: int) -> PlainSelect:
    return PlainSelect(
        WHY,
        select(
            Gradebook.group_id,
            Lesson.held_on,
            func.count(),
            func.count(Lesson.confirmed_at),
            _number(on_time(days)),
            _number(is_overdue),
        )
        .select_from(Gradebook)
        .join(Lesson, Lesson.gradebook_id == Gradebook.id)
        .where(of_books)
        .group_by(Gradebook.group_id, Lesson.held_on),
    )


_lesson: Final = select(Lesson.id).join(
    JournalTeacher,
    and_(
        JournalTeacher.gradebook_id == Lesson.gradebook_id,
        JournalTeacher.starts_on <= Lesson.held_on,
        or_(JournalTeacher.ends_on.is_(None), JournalTeacher.ends_on >= Lesson.held_on),
    ),
)
_of_away: Final = PlainSelect(
    "days on which a teacher was away excuse the teacher's deadlines; why is not read",
    with_keepers(
        select(
            Lesson.id,
            Lesson.gradebook_id,
            Gradebook.academic_year_id,
            Lesson.held_on,
            Lesson.pair,
            Lesson.confirmed_at,
            lacks_topic.label("lacks_topic"),
            lacks_homework.label("lacks_homework"),
            *KEEPER_COLUMNS,
        ).join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    ).where(
        Lesson.id.in_(
            _lesson.join(
                EmployeeAbsence, EmployeeAbsence.employee_id == JournalTeacher.teacher_id
            ).where(
                of_books,
                # On a day that is excused itself the limit is a later one, and then who is away.
                or_(
                    Lesson.held_on.between(EmployeeAbsence.starts_on, EmployeeAbsence.ends_on),
                    Lesson.held_on.in_(bindparam("moved", expanding=True, type_=Date())),
                ),
            )
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Excused:
    """A lesson that counts as late or lacking, though its teacher was away: what to take back."""

    lesson_id: int
    gradebook_id: int
    held_on: date
    back: Counts


def excused(session: Session, books: Sequence[Book], bounds: Limits) -> list[Excused]:
    """Return what the absences of teachers excuse (10.2): two statements at most."""
    if not bounds.days or not books:
        return []
    rows: dict[int, list[Any]] = defaultdict(list)
    moved = list(bounds.moved) or [date.min]
    for row in _of_away(session, proven=True, moved=moved, **_span(books, bounds)):
        rows[row.id].append(row)
    lessons = []
    for found in rows.values():
        keeper = keeper_terms_in(found).on(found[0].held_on, found[0].pair)
        if keeper is not None:
            lessons.append((found[0], keeper.teacher_id))
    return list(_judged(session, lessons, bounds)) if lessons else []


def _judged(
    session: Session, lessons: Sequence[tuple[Any, int]], bounds: Limits
) -> Iterable[Excused]:
    teachers = {teacher for _row, teacher in lessons}
    years = {row.academic_year_id for row, _teacher in lessons}
    made = {year: judges(session, year, teachers, bounds.days[0]) for year in years}
    ends = dict(zip(bounds.days, bounds.ends, strict=True))
    for row, teacher in lessons:
        by = made[row.academic_year_id].of(row.held_on, teacher)
        limit = lesson_punctuality(row.held_on, None, by).facts["due"]
        in_time = limit >= bounds.today
        late = row.confirmed_at is not None and row.confirmed_at >= ends[row.held_on]
        homework = homework_punctuality(row.held_on, None, by).facts["due"] >= bounds.today
        back = Counts(
            late=-int(late and clock.day_of(row.confirmed_at) <= limit),
            overdue=-int(
                row.confirmed_at is None and row.held_on <= bounds.record_until and in_time
            ),
            no_topic=-int(bool(row.lacks_topic) and in_time),
            no_homework=-int(bool(row.lacks_homework) and homework),
        )
        if back != Counts():
            yield Excused(row.id, row.gradebook_id, row.held_on, back)


def count_lessons(
    session: Session, books: Sequence[Book], bounds: Limits, back: Iterable[Excused]
) -> tuple[dict[int, Counts], dict[int, int]]:
    """Return the counts of lessons by journal, and how many name no row of the plan."""
    if not bounds.days or not books:
        return {}, {}
    found, off_plan = {}, {}
    rows = _by_journal(len(bounds.days))(
        session, proven=True, **_span(books, bounds), **bounds.binds()
    )
    for key, held, recorded, on_time_, overdue, topic, homework, off in rows:
        found[key] = Counts(
            held=held,
            recorded=recorded,
            late=recorded - on_time_,
            overdue=overdue,
            no_topic=topic,
            no_homework=homework,
        )
        off_plan[key] = off
    for one in back:
        found[one.gradebook_id] += one.back
    return found, off_plan


def by_day(
    session: Session, books: Sequence[Book], bounds: Limits, back: Iterable[Excused]
) -> list[tuple[date, Counts]]:
    """Return held, recorded, late and overdue lessons of each day that has any."""
    if not bounds.days or not books:
        return []
    rows = _by_day(len(bounds.days))(session, proven=True, **_span(books, bounds), **bounds.binds())
    days = [
        (day, Counts(held=held, recorded=recorded, late=recorded - on_time_, overdue=overdue))
        for day, held, recorded, on_time_, overdue in rows
    ]
    days += [(one.held_on, one.back) for one in back]
    return days


def by_group_and_day(
    session: Session, books: Sequence[Book], bounds: Limits, back: Iterable[Excused]
) -> list[tuple[int, date, Counts]]:
    """Return the same as `by_day` for each group and day: one statement."""
    if not bounds.days or not books:
        return []
    rows = _by_group(len(bounds.days))(
        session, proven=True, **_span(books, bounds), **bounds.binds()
    )
    found = [
        (group, day, Counts(held=held, recorded=recorded, late=recorded - good, overdue=overdue))
        for group, day, held, recorded, good, overdue in rows
    ]
    groups = {book.id: book.group_id for book in books}
    found += [(groups[one.gradebook_id], one.held_on, one.back) for one in back]
    return found


def _span(books: Sequence[Book], bounds: Limits) -> dict[str, Any]:
    return {
        "books": [book.id for book in books],
        "first": bounds.days[0],
        "last": bounds.days[-1],
        "record_until": bounds.record_until,
        "homework_until": bounds.homework_until,
    }


__all__ = ["Excused", "by_day", "by_group_and_day", "count_lessons", "excused"]
