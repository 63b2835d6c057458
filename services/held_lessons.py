"""Lessons of given days with who holds them and what was changed: for whoever keeps the timetable.

The timetabler reads no journals. What stands on the wall anyway is read here past their scope:
group, discipline, teacher, room; never a mark, a topic or a name of a student.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Boolean, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.enums import ChangeKind, Standing
from domain.text import short_name
from models import (
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    JournalTeacher,
    Lesson,
    Room,
    Semester,
    StudyGroup,
    Subgroup,
    TeachingAssignment,
    TimetableChange,
)

ANY: Final = 0  # no narrowing by a teacher or a group


@dataclass(frozen=True, slots=True)
class HeldLesson:
    """A lesson that the timetable gave, and who holds it on its day."""

    lesson_id: int
    gradebook_id: int
    assignment_id: int
    held_on: date
    pair: int
    group_id: int
    group: str
    subgroup_id: int | None
    subgroup: str
    item_id: int
    index_code: str
    item: str
    part: int
    room_id: int | None
    room: str
    is_confirmed: bool
    teacher_id: int | None  # who keeps the journal that day; none: a vacancy
    teacher: str
    change_id: int | None = None  # the change that this lesson came out of
    change_kind: ChangeKind | None = None
    substitute_id: int | None = None
    substitute: str = ""

    @property
    def holder_id(self) -> int | None:
        """Return who stands before the group: the substitute, else who keeps the journal."""
        return self.substitute_id or self.teacher_id

    @property
    def title(self) -> str:
        """Return «ОП.01 Операционные системы»."""
        return f"{self.index_code} {self.item}"

    @property
    def whom(self) -> str:
        """Return «ИС-21» or «ИС-21 / 1»."""
        return f"{self.group} / {self.subgroup}" if self.subgroup else self.group


def same_journal(assignment: Any, semester: Any, book: Any = Gradebook) -> Any:
    """Return the criterion that joins an assignment, with its semester, to its gradebook."""
    return and_(
        book.academic_year_id == semester.academic_year_id,
        book.group_id == assignment.group_id,
        book.item_id == assignment.item_id,
        book.part == assignment.part,
        book.subgroup_id.is_not_distinct_from(assignment.subgroup_id),
    )


_keeper = aliased(JournalTeacher, name="held_keeper")
_teacher = aliased(EmployeeLabel, name="held_teacher")
_begins = func.coalesce(TeachingAssignment.starts_on, Semester.starts_on)
_lessons: Final = PlainSelect(
    "lessons of days for who keeps the timetable: group, discipline, teacher and room, no record",
    select(
        Lesson.id,
        Lesson.gradebook_id,
        TeachingAssignment.id.label("assignment_id"),
        Lesson.held_on,
        Lesson.pair,
        Gradebook.group_id,
        StudyGroup.name.label("group"),
        Gradebook.subgroup_id,
        Subgroup.name.label("subgroup"),
        Gradebook.item_id,
        CurriculumItem.index_code,
        CurriculumItem.name.label("item"),
        Gradebook.part,
        Lesson.room_id,
        Room.name.label("room"),
        Lesson.confirmed_at,
        _keeper.teacher_id,
        _teacher.last_name,
        _teacher.first_name,
        _teacher.patronymic,
    )
    .select_from(Lesson)
    .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(
        Semester,
        and_(
            Semester.academic_year_id == Gradebook.academic_year_id,
            Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
        ),
    )
    .join(
        TeachingAssignment,
        and_(
            TeachingAssignment.semester_id == Semester.id,
            same_journal(TeachingAssignment, Semester),
            _begins <= Lesson.held_on,
        ),
    )
    .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
    .outerjoin(Room, Room.id == Lesson.room_id)
    .outerjoin(
        _keeper,
        and_(
            _keeper.gradebook_id == Gradebook.id,
            _keeper.standing == Standing.main,
            _keeper.starts_on <= Lesson.held_on,
            or_(_keeper.ends_on.is_(None), _keeper.ends_on >= Lesson.held_on),
        ),
    )
    .outerjoin(_teacher, _teacher.id == _keeper.teacher_id)
    .where(
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
        Lesson.pair.is_not(None),
        Lesson.is_scheduled.is_(True),
        or_(literal(ANY) == bindparam("group"), Gradebook.group_id == bindparam("group")),
        or_(literal(ANY) == bindparam("at"), Lesson.pair == bindparam("at")),
        or_(
            bindparam("anybody", type_=Boolean),
            _keeper.teacher_id.in_(bindparam("teachers", expanding=True)),
        ),
    )
    .order_by(Lesson.held_on, Lesson.pair, StudyGroup.name, Lesson.id, _begins),
)
_substitute = aliased(EmployeeLabel, name="held_substitute")
_result = aliased(TeachingAssignment, name="held_result")
_day = func.coalesce(TimetableChange.new_day, TimetableChange.held_on)
_pair = func.coalesce(TimetableChange.new_pair, TimetableChange.pair)
_changes: Final = PlainSelect(
    "changes of the timetable beside the lessons that came out of them",
    select(
        TimetableChange.id,
        TimetableChange.kind,
        Gradebook.id.label("gradebook_id"),
        _day.label("day"),
        _pair.label("at"),
        TimetableChange.teacher_id,
        _substitute.last_name,
        _substitute.first_name,
        _substitute.patronymic,
    )
    .select_from(TimetableChange)
    .join(
        _result,
        _result.id == func.coalesce(TimetableChange.instead_id, TimetableChange.assignment_id),
    )
    .join(Semester, Semester.id == _result.semester_id)
    .join(Gradebook, same_journal(_result, Semester))
    .outerjoin(_substitute, _substitute.id == TimetableChange.teacher_id)
    .where(
        _day.between(bindparam("first"), bindparam("last")),
        TimetableChange.id != bindparam("without"),
    )
    .order_by(TimetableChange.id),
)


def held_lessons(
    session: Session,
    first: date,
    last: date,
    teacher_ids: Collection[int] = (),
    group_id: int = ANY,
    pair: int = ANY,
    without: int = 0,
) -> list[HeldLesson]:
    """Return the timetable's lessons from `first` to `last` by day, pair and group.

    Narrowed to journals of `teacher_ids`, to a group or a pair; as if the change `without` were
    not. The caller has checked that the principal keeps the timetable. Two statements.
    """
    values = {"first": first, "last": last}
    narrowed = {
        "group": group_id,
        "at": pair,
        "teachers": list(teacher_ids),
        "anybody": not teacher_ids,
    }
    rows = _lessons(session, proven=True, **values, **narrowed).all()
    changed: dict[tuple[int, date, int], list[Any]] = {}
    for row in _changes(session, proven=True, **values, without=without):
        changed.setdefault((row.gradebook_id, row.day, row.at), []).append(row)
    latest = {row.id: row for row in rows}  # of assignments one after another the last that began
    return [
        _held(row, changed.get((row.gradebook_id, row.held_on, row.pair), ()))
        for row in latest.values()
    ]


def _held(row: Any, changes: Iterable[Any]) -> HeldLesson:
    standing = next((one for one in changes if one.teacher_id is not None), None)
    came_from = next((one for one in changes if one.kind is not ChangeKind.cancel), None)
    return HeldLesson(
        lesson_id=row.id,
        gradebook_id=row.gradebook_id,
        assignment_id=row.assignment_id,
        held_on=row.held_on,
        pair=row.pair,
        group_id=row.group_id,
        group=row.group,
        subgroup_id=row.subgroup_id,
        subgroup=row.subgroup or "",
        item_id=row.item_id,
        index_code=row.index_code,
        item=row.item,
        part=row.part,
        room_id=row.room_id,
        room=row.room or "",
        is_confirmed=row.confirmed_at is not None,
        teacher_id=row.teacher_id,
        teacher=_name(row) if row.teacher_id else "",
        change_id=came_from and came_from.id,
        change_kind=came_from and came_from.kind,
        substitute_id=standing and standing.teacher_id,
        substitute=_name(standing) if standing else "",
    )


def _name(row: Any) -> str:
    return short_name(row.last_name, row.first_name, row.patronymic)


__all__ = ["ANY", "HeldLesson", "held_lessons", "same_journal"]
