"""The lessons of a week with who holds them, and what was changed, past the journal's scope.

The caller has found out that the person may look at this timetable: services/timetable_subjects.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.text import short_name
from models import (
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    JournalTeacher,
    Lesson,
    PracticePeriod,
    Room,
    Semester,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
    TimetableChange,
)
from services.journal_keepers import KEEPER_COLUMNS, KeeperTerms, keeper_terms_in, with_keepers
from services.timetable_shapes import Change, Practice
from services.timetable_subjects import Subject, SubjectKind

_WHY: Final = "the timetable hangs on the wall; the view checked whose may be looked at"
_KEPT: Final = select(JournalTeacher.gradebook_id).where(
    JournalTeacher.teacher_id == bindparam("key")
)
_other = aliased(Gradebook, name="other_book")
_other_item = aliased(CurriculumItem, name="other_item")
_load = aliased(TeachingAssignment, name="changed")
_other_load = aliased(TeachingAssignment, name="taken")
_usual = aliased(EmployeeLabel, name="usual")


def _lessons() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Lesson.id,
            Lesson.held_on,
            Lesson.pair,
            Lesson.hours,
            Lesson.kind,
            Lesson.gradebook_id,
            Gradebook.group_id,
            StudyGroup.name.label("group"),
            Subgroup.name.label("subgroup"),
            CurriculumItem.index_code,
            CurriculumItem.name,
            Lesson.room_id,
            Room.name.label("room"),
        )
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .outerjoin(Room, Room.id == Lesson.room_id)
        .where(Lesson.held_on.between(bindparam("first"), bindparam("last")))
        .order_by(Lesson.held_on, Lesson.pair, StudyGroup.name, Subgroup.name, Lesson.id)
    )


def _book_of(load: Any, book: Any) -> Any:
    """Return the criterion that the journal `book` records the assignment `load`."""
    year = select(Semester.academic_year_id).where(Semester.id == load.semester_id)
    return and_(
        book.academic_year_id == year.scalar_subquery(),
        book.group_id == load.group_id,
        book.subgroup_id.is_not_distinct_from(load.subgroup_id),
        book.item_id == load.item_id,
        book.part == load.part,
    )


def _changes() -> Select[*tuple[Any, ...]]:
    day = TimetableChange
    span: tuple[Any, Any] = (bindparam("first"), bindparam("last"))
    return (
        select(
            day.held_on, day.pair, day.kind, day.ground, day.new_day, day.new_pair,
            day.teacher_id,
            Gradebook.id.label("book"),
            StudyGroup.name.label("group"),
            Subgroup.name.label("subgroup"),
            CurriculumItem.index_code, CurriculumItem.name,
            _other.id.label("other"), _other_item.index_code.label("other_code"),
            EmployeeLabel.last_name, EmployeeLabel.first_name, EmployeeLabel.patronymic,
        )
        .join(_load, _load.id == day.assignment_id)
        .join(Gradebook, _book_of(_load, Gradebook))
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .outerjoin(_other_load, _other_load.id == day.instead_id)
        .outerjoin(_other, _book_of(_other_load, _other))
        .outerjoin(_other_item, _other_item.id == _other.item_id)
        .outerjoin(EmployeeLabel, EmployeeLabel.id == day.teacher_id)
        .where(or_(day.held_on.between(*span), day.new_day.between(*span)))
        .order_by(day.held_on, day.pair, day.id)
    )  # fmt: skip


def _practices() -> Select[*tuple[Any, ...]]:
    return (
        select(
            PracticePeriod.group_id,
            StudyGroup.name.label("group"),
            CurriculumItem.index_code,
            CurriculumItem.name,
            PracticePeriod.note,
            PracticePeriod.starts_on,
            PracticePeriod.ends_on,
            _usual.last_name,
            _usual.first_name,
            _usual.patronymic,
        )
        .join(StudyGroup, StudyGroup.id == PracticePeriod.group_id)
        .outerjoin(_load, _load.id == PracticePeriod.assignment_id)
        .outerjoin(CurriculumItem, CurriculumItem.id == _load.item_id)
        .outerjoin(_usual, _usual.id == _load.teacher_id)
        .where(
            PracticePeriod.starts_on <= bindparam("last"),
            PracticePeriod.ends_on >= bindparam("first"),
        )
        .order_by(PracticePeriod.starts_on, StudyGroup.name)
    )


_KEY: Final[Any] = bindparam("key")
_LESSONS_OF: Final = {
    SubjectKind.group: PlainSelect(_WHY, _lessons().where(Gradebook.group_id == _KEY)),
    SubjectKind.teacher: PlainSelect(_WHY, _lessons().where(Lesson.gradebook_id.in_(_KEPT))),
    SubjectKind.room: PlainSelect(_WHY, _lessons().where(Lesson.room_id == _KEY)),
}
_CHANGES_OF: Final = {
    SubjectKind.group: PlainSelect(_WHY, _changes().where(Gradebook.group_id == _KEY)),
    SubjectKind.teacher: PlainSelect(
        _WHY,
        _changes().where(
            or_(
                Gradebook.id.in_(_KEPT),
                _other.id.in_(_KEPT),
                TimetableChange.teacher_id == _KEY,
            )
        ),
    ),
    SubjectKind.room: PlainSelect(
        _WHY, _changes().where(Gradebook.id.in_(bindparam("books", expanding=True)))
    ),
}
_PRACTICES_OF: Final = {
    SubjectKind.group: PlainSelect(_WHY, _practices().where(PracticePeriod.group_id == _KEY)),
    SubjectKind.teacher: PlainSelect(_WHY, _practices().where(_load.teacher_id == _KEY)),
}
_keepers: Final = PlainSelect(
    _WHY,
    with_keepers(select(Gradebook.id, *KEEPER_COLUMNS))
    .where(Gradebook.id.in_(bindparam("books", expanding=True)))
    .order_by(Gradebook.id),
)


def lessons_between(session: Session, subject: Subject, first: date, last: date) -> list[Any]:
    """Return the lessons of the days from `first` to `last` in the subject's journals or room."""
    found = _LESSONS_OF[subject.kind]
    return list(found(session, proven=True, key=subject.id, first=first, last=last))


def keepers_of_books(session: Session, books: Iterable[int]) -> dict[int, KeeperTerms]:
    """Return who writes when in each of the journals `books`."""
    rows = _keepers(session, proven=True, books=sorted(books)).all()
    return {key: keeper_terms_in(some) for key, some in groupby(rows, key=lambda row: row[0])}


def changes_between(
    session: Session, subject: Subject, first: date, last: date, books: Iterable[int]
) -> list[Change]:
    """Return the changes of days from `first` to `last`; for a room those of `books`."""
    values: dict[str, Any] = {"first": first, "last": last}
    of_room = subject.kind is SubjectKind.room
    values |= {"books": sorted(books)} if of_room else {"key": subject.id}
    rows = _CHANGES_OF[subject.kind](session, proven=True, **values)
    return [_change(row) for row in rows]


def _change(row: Any) -> Change:
    return Change(
        gradebook_id=row.book,
        held_on=row.held_on,
        pair=row.pair,
        kind=row.kind,
        ground=row.ground,
        group=row.group,
        subgroup=row.subgroup,
        code=row.index_code,
        title=row.name,
        teacher_id=row.teacher_id,
        teacher=_name(row),
        new_day=row.new_day,
        new_pair=row.new_pair,
        instead_id=row.other,
        instead=row.other_code or "",
    )


def practices_between(
    session: Session, subject: Subject, first: date, last: date
) -> list[Practice]:
    """Return the practice periods that share a day with the days from `first` to `last`."""
    if subject.kind not in _PRACTICES_OF:
        return []
    found = _PRACTICES_OF[subject.kind]
    rows = found(session, proven=True, key=subject.id, first=first, last=last)
    return [
        Practice(
            row.group_id,
            row.group,
            f"{row.index_code} {row.name}" if row.index_code else row.note or "",
            _name(row),
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]


def _name(row: Any) -> str:
    if row.last_name is None:
        return ""
    return short_name(row.last_name, row.first_name, row.patronymic)
