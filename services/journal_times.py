"""What opens and closes the days of a journal, as columns of the statement that finds it (3.6).

A signed semester closes its days, a granted window opens some for the teacher who asked for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Date,
    DateTime,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)

from access.principal import Principal
from domain.enums import RequestState
from domain.journal_open import JournalTimes, SignedTerm, Window
from models import CorrectionWindow, Gradebook, GradeClosing, Semester, YearClosing

_SIGNED, _WINDOW, _REQUEST, _ARCHIVED = 1, 2, 3, 4
# Core alias: the journal itself was found visible by the statement that this is joined to.
_book: Final = Gradebook.__table__.alias("book_of_times")
_TYPES: Final[dict[str, Any]] = {
    "key": Integer(),
    "teacher_id": Integer(),
    "starts_on": Date(),
    "ends_on": Date(),
    "closes_at": DateTime(),
    "reason": String(),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A window that was asked for and not decided on yet."""

    id: int
    lessons_from: date
    lessons_to: date


@dataclass(frozen=True, slots=True)
class Times(JournalTimes):
    """What opens and closes the days of a journal for one person; `always`: no day grows old."""

    requests: tuple[Request, ...] = ()
    always: bool = False  # the system's own work is bound by signed semesters alone


def _row(what: int, book: Any, **columns: Any) -> Select[*tuple[Any, ...]]:
    return select(
        book.label("book"),
        literal(what).label("what"),
        *(
            columns[name].label(f"{name}_of_time")
            if name in columns
            else cast(null(), of).label(f"{name}_of_time")
            for name, of in _TYPES.items()
        ),
    ).where(book == bindparam("gradebook"))


def _windows(what: int, *states: Any) -> Select[*tuple[Any, ...]]:
    return _row(
        what,
        CorrectionWindow.gradebook_id,
        key=CorrectionWindow.id,
        teacher_id=CorrectionWindow.teacher_id,
        starts_on=CorrectionWindow.lessons_from,
        ends_on=CorrectionWindow.lessons_to,
        closes_at=CorrectionWindow.closes_at,
        reason=cast(CorrectionWindow.reason, String()),
    ).where(*states)


_times: Final = union_all(
    _row(
        _SIGNED,
        GradeClosing.gradebook_id,
        key=Semester.number,
        starts_on=Semester.starts_on,
        ends_on=Semester.ends_on,
    )
    .join(Semester, Semester.id == GradeClosing.semester_id)
    .where(GradeClosing.reopened_at.is_(None)),
    _windows(
        _WINDOW,
        CorrectionWindow.state == RequestState.granted,
        CorrectionWindow.closes_at > bindparam("now", type_=DateTime()),
    ),
    _windows(_REQUEST, CorrectionWindow.state == RequestState.requested),
    _row(_ARCHIVED, _book.c.id)
    .join(YearClosing, YearClosing.academic_year_id == _book.c.academic_year_id)
    .where(YearClosing.frozen_at.is_not(None)),
).subquery("times_of_journal")
TIME_COLUMNS: Final = tuple(column for column in _times.c if column.name != "book")


def with_times(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return `query`, which reads one Gradebook, joined to what TIME_COLUMNS name.

    It has the binds `gradebook` and `now` (naive UTC) then, and gives its rows once for each.
    """
    return query.outerjoin(_times, _times.c.book == Gradebook.id)


def times_in(rows: Iterable[Any], who: Principal) -> Times:
    """Return what `rows`, which name TIME_COLUMNS, say of the days as `who` may use them."""
    signed, windows, requests, archived = set(), set(), set(), False
    for row in rows:
        archived = archived or row.what == _ARCHIVED
        if row.what == _SIGNED:
            signed.add(SignedTerm(row.key_of_time, *_span(row)))
        elif row.what in (_WINDOW, _REQUEST) and row.teacher_id_of_time == who.employee_id:
            if row.what == _WINDOW:
                closes_at: datetime = row.closes_at_of_time
                more = closes_at, row.reason_of_time
                windows.add(Window(row.key_of_time, *_span(row), *more))
            else:
                requests.add(Request(row.key_of_time, *_span(row)))
    return Times(
        tuple(sorted(signed, key=lambda one: one.number)),
        tuple(sorted(windows, key=lambda one: one.id)),
        archived,
        tuple(sorted(requests, key=lambda one: one.id)),
        who.is_system,
    )


def _span(row: Any) -> tuple[date, date]:
    return row.starts_on_of_time, row.ends_on_of_time
