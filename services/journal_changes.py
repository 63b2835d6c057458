"""The changes of the timetable that touch given journals: where a lesson was, and where it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.enums import ChangeKind
from domain.text import short_name
from models import EmployeeLabel, Gradebook, Semester, TeachingAssignment, TimetableChange
from services.held_lessons import same_journal

Spot = tuple[int, date, int | None]  # journal, day, pair


@dataclass(frozen=True, slots=True)
class BookChange:
    """A change of a lesson of journal `book`; `result` is where there is a lesson because of it."""

    book: int
    day: date
    pair: int
    kind: ChangeKind
    result: Spot | None
    substitute_id: int | None
    substitute: str
    created_at: datetime


_semester, _other_semester = (aliased(Semester, name=f"jc_{n}_semester") for n in ("own", "other"))
_other_load = aliased(TeachingAssignment, name="jc_other_load")
_other = aliased(Gradebook, name="jc_other")
_changes: Final = PlainSelect(
    "changes of the timetable that touch journals of a calendar feed",
    select(
        Gradebook.id.label("book"),
        _other.id.label("other"),
        TimetableChange.held_on,
        TimetableChange.pair,
        TimetableChange.kind,
        TimetableChange.new_day,
        TimetableChange.new_pair,
        TimetableChange.teacher_id,
        TimetableChange.created_at,
        EmployeeLabel.last_name,
        EmployeeLabel.first_name,
        EmployeeLabel.patronymic,
    )
    .select_from(TimetableChange)
    .join(TeachingAssignment, TeachingAssignment.id == TimetableChange.assignment_id)
    .join(_semester, _semester.id == TeachingAssignment.semester_id)
    .join(Gradebook, same_journal(TeachingAssignment, _semester))
    .outerjoin(_other_load, _other_load.id == TimetableChange.instead_id)
    .outerjoin(_other_semester, _other_semester.id == _other_load.semester_id)
    .outerjoin(
        _other,
        and_(_other_load.id.is_not(None), same_journal(_other_load, _other_semester, _other)),
    )
    .outerjoin(EmployeeLabel, EmployeeLabel.id == TimetableChange.teacher_id)
    .where(
        or_(
            Gradebook.id.in_(bindparam("books", expanding=True)),
            _other.id.in_(bindparam("books", expanding=True)),
        ),
        or_(
            TimetableChange.held_on.between(bindparam("first"), bindparam("last")),
            TimetableChange.new_day.between(bindparam("first"), bindparam("last")),
        ),
    )
    .order_by(TimetableChange.id),
)


def changes_of_books(
    session: Session, books: Sequence[int], first: date, last: date
) -> list[BookChange]:
    """Return the changes of the journals from `first` to `last`, in the order they were made.

    The caller has found the journals visible. A lesson that is held instead of one of a foreign
    journal comes with that journal's key, which is not among `books`.
    """
    if not books:
        return []
    values = {"books": list(books), "first": first, "last": last}
    return [_change(row) for row in _changes(session, proven=True, **values)]


def _change(row: Any) -> BookChange:
    result: Spot | None = None
    if row.kind is ChangeKind.instead:
        result = (row.other, row.held_on, row.pair) if row.other is not None else None
    elif row.kind is not ChangeKind.cancel:
        result = (row.book, row.new_day or row.held_on, row.new_pair or row.pair)
    name = ""
    if row.teacher_id is not None:
        name = short_name(row.last_name, row.first_name, row.patronymic)
    return BookChange(
        row.book,
        row.held_on,
        row.pair,
        row.kind,
        result,
        row.teacher_id,
        name,
        row.created_at,
    )


__all__ = ["BookChange", "Spot", "changes_of_books"]
