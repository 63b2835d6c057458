"""A teacher's semester: each own journal with its hours, records, works, debts, marks (3.7)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Date, Integer, bindparam, case, func, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.delivery import DeliveryHours
from domain.monitor import Counts
from domain.performance import mean
from models import Debt, Gradebook, Lesson, Mark, Work
from services.delivery import DeliveryAsked, Level, delivery
from services.journal_rights import Need
from services.monitor import By as FillBy
from services.monitor import Filters, fill
from services.performance import By, Performance, Period, performance_of

_NEEDS: Final[tuple[Need, ...]] = ((Resource.teacher_report, Action.read),)
_NONE: Final = DeliveryHours()
_WHY: Final = "counts of journals that were found visible through a role that reports on teachers"
_BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
_FIRST: Final = bindparam("first", type_=Date())
_LAST: Final = bindparam("last", type_=Date())
_IN_PERIOD: Final = (Lesson.gradebook_id.in_(_BOOKS), Lesson.held_on.between(_FIRST, _LAST))

_marks: Final = PlainSelect(
    _WHY,
    select(Lesson.gradebook_id, Mark.code, func.count())
    .join(Mark, Mark.lesson_id == Lesson.id)
    .where(*_IN_PERIOD)
    .group_by(Lesson.gradebook_id, Mark.code),
)
_works: Final = PlainSelect(
    _WHY,
    select(Lesson.gradebook_id, func.count())
    .join(Work, Work.lesson_id == Lesson.id)
    .where(*_IN_PERIOD)
    .group_by(Lesson.gradebook_id),
)
_debts: Final = PlainSelect(
    _WHY,
    select(
        Debt.gradebook_id,
        func.sum(case((Debt.closed_on.is_(None), 1), else_=0)),
        func.count(Debt.closed_on),
    )
    .where(Debt.gradebook_id.in_(_BOOKS), Debt.opened_on.between(_FIRST, _LAST))
    .group_by(Debt.gradebook_id),
)


@dataclass(frozen=True, slots=True)
class TeacherLine:
    """A journal of the teacher in a semester."""

    performance: Performance  # final marks of the semester; name and key of the journal
    hours: DeliveryHours
    fill: Counts
    marks: int  # current marks in figures, and credits
    average: Decimal | None  # of the current marks in figures
    works: int
    debts_open: int  # of those opened in the semester
    debts_closed: int


@dataclass(frozen=True, slots=True)
class TeacherReport:
    """All journals of a teacher in a semester, and their final marks in one line."""

    lines: tuple[TeacherLine, ...]
    whole: Performance | None


def journals_of_teacher(session: Session, teacher_id: int, year_id: int) -> Sequence[int]:
    """Return the visible journals of a year that a teacher keeps."""
    query = select(Gradebook.id).where(
        Gradebook.teacher_id == teacher_id, Gradebook.academic_year_id == year_id
    )
    return session.scalars(query).all()


def teacher_report(session: Session, teacher_id: int, period: Period) -> TeacherReport:
    """Return what a teacher's visible journals hold of a semester, in the journals' order."""
    books = journals_of_teacher(session, teacher_id, period.year_id)
    if not books:
        return TeacherReport((), None)
    results = performance_of(session, period, By.gradebook, also_empty=True, gradebook_ids=books)
    asked = DeliveryAsked(Level.journal, period.year_id, period.number or 0, teacher_id=teacher_id)
    found = delivery(session, current_principal(), asked).lines
    hours = {line.key: line.hours for line in found}
    filters = Filters(gradebook_ids=books)
    filled = fill(session, period.first, period.last, FillBy.gradebook, filters, needs=_NEEDS)
    fills = {line.key: line.counts for line in filled}
    marks, works, debts = _counts(session, books, period.first, min(period.last, clock.today()))
    lines = tuple(
        TeacherLine(
            performance=one,
            hours=hours.get(int(one.key), _NONE),
            fill=fills.get(int(one.key), Counts()),
            marks=sum(marks[int(one.key)].values()),
            average=mean(marks[int(one.key)]),
            works=works.get(int(one.key), 0),
            debts_open=debts.get(int(one.key), (0, 0))[0],
            debts_closed=debts.get(int(one.key), (0, 0))[1],
        )
        for one in results
        if one.quality.total or one.quality.blank or hours.get(int(one.key), _NONE).load
    )
    whole = performance_of(session, period, By.college, gradebook_ids=books)
    return TeacherReport(lines, whole[0] if whole else None)


def _counts(
    session: Session, books: Collection[int], first: date, last: date
) -> tuple[Mapping[int, Counter[str | None]], Mapping[int, int], Mapping[int, tuple[int, int]]]:
    """Return by journal the current marks by code, the works, the debts open and closed."""
    keys: dict[str, Any] = {"books": sorted(books), "first": first, "last": last}
    marks: dict[int, Counter[str | None]] = defaultdict(Counter)
    for book_id, code, number in _marks(session, proven=True, **keys):
        marks[book_id][code] = number
    works = {row[0]: row[1] for row in _works(session, proven=True, **keys)}
    debts = {
        book_id: (int(is_open or 0), closed)
        for book_id, is_open, closed in _debts(session, proven=True, **keys)
    }
    return marks, works, debts
