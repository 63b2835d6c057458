"""Days of journals whose semester is signed: their lessons are left alone, whoever asks (4.6).

For what changes lessons past the journal itself: publishing and changes of the timetable.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.attendance_sheet import Period
from models import Gradebook, GradeClosing, Semester
from services.errors import FieldsError

Signed = Mapping[int, tuple[Period, ...]]  # journal → its signed semesters

_WHY: Final = "lessons of a signed semester are left as they are, whoever changes the timetable"
_columns: Final = (
    select(GradeClosing.gradebook_id, Semester.starts_on, Semester.ends_on)
    .join(Semester, Semester.id == GradeClosing.semester_id)
    .where(GradeClosing.reopened_at.is_(None))
)
_of_year: Final = PlainSelect(
    _WHY,
    _columns.join(Gradebook, Gradebook.id == GradeClosing.gradebook_id).where(
        Gradebook.academic_year_id == bindparam("year")
    ),
)
_of_books: Final = PlainSelect(
    _WHY, _columns.where(GradeClosing.gradebook_id.in_(bindparam("books", expanding=True)))
)
_day: Final[Any] = bindparam("day", type_=Date())
_on_day: Final = PlainSelect(
    _WHY,
    select(GradeClosing.id)
    .join(Semester, Semester.id == GradeClosing.semester_id)
    .where(
        GradeClosing.reopened_at.is_(None),
        GradeClosing.gradebook_id == bindparam("gradebook"),
        Semester.starts_on <= _day,
        Semester.ends_on >= _day,
    ),
)


def signed_of_year(session: Session, year_id: int) -> Signed:
    """Return the signed semesters of the journals of an academic year."""
    return _by_book(_of_year(session, proven=True, year=year_id))


def signed_of_books(session: Session, books: Iterable[int]) -> Signed:
    """Return the signed semesters of some journals, which the caller has locked."""
    return _by_book(_of_books(session, proven=True, books=list(books)))


def require_unsigned(session: Session, gradebook_id: int, *days: date) -> None:
    """Raise FieldsError where one of `days` lies in a signed semester of a locked journal."""
    for day in days:
        if _on_day(session, proven=True, gradebook=gradebook_id, day=day).first() is not None:
            sentence = _(
                "The journal's semester is closed and signed: its lessons of %(day)s stay as they "
                "are. The deputy director can reopen the semester.",
                day=f"{day:%d.%m.%Y}",
            )
            raise FieldsError({"held_on": sentence})


def _by_book(rows: Iterable[Any]) -> Signed:
    found: dict[int, tuple[Period, ...]] = defaultdict(tuple)
    for book, starts_on, ends_on in rows:
        found[book] += (Period(starts_on, ends_on),)
    return found
