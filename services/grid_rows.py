"""The rows behind a grid: five statements whatever the journal's size."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    String,
    and_,
    bindparam,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from access.predicates import ME_STUDENT, in_ids
from access.proven import PlainSelect
from access.role_sets import own_children
from domain.attendance_sheet import Period
from domain.cells import Cell
from domain.enums import AbsenceKind
from domain.periods import intersection
from domain.terms import Term
from domain.text import short_name
from models import (
    Absence,
    AuditEntry,
    Enrolment,
    Lesson,
    Mark,
    Room,
    Student,
    SubgroupMember,
)
from models.audit import CELL
from services.cell_shapes import Place
from services.grid_head import Head

Columns = tuple[Any, ...]
_WHY: Final = "the journal was found visible, whole, through a role that reads cells"
_MARK, _ABSENCE, _LATE = 1, 2, 3
_KINDS: Final = {kind.value: kind for kind in AbsenceKind}


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student and the days of being taught here."""

    id: int
    name: str
    short_name: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class CellRows:
    """What the cells hold: their texts by place, and what averages and hours are counted from."""

    texts: dict[Place, str] = field(default_factory=dict)  # of cells that hold something
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # by student
    missed: list[tuple[Place, AbsenceKind]] = field(default_factory=list)
    late: dict[Place, list[str]] = field(default_factory=dict)  # texts replaced late, in order


_STUDENTS: Final = (
    select(
        Student.id,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        Enrolment.starts_on,
        Enrolment.ends_on,
        SubgroupMember.starts_on.label("member_from"),
        SubgroupMember.ends_on.label("member_until"),
    )
    .join(Enrolment, Enrolment.student_id == Student.id)
    .outerjoin(
        SubgroupMember,
        and_(
            SubgroupMember.student_id == Student.id,
            SubgroupMember.subgroup_id == bindparam("subgroup"),
        ),
    )
    .where(
        Enrolment.group_id == bindparam("group"),
        Enrolment.starts_on <= bindparam("last"),
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("first")),
    )
    .order_by(Student.sort_name, Student.id, Enrolment.starts_on, SubgroupMember.starts_on)
)
_all_students = PlainSelect(_WHY, _STUDENTS)
_own_students = PlainSelect(
    "never run past the scope",
    _STUDENTS.where(or_(Student.id == ME_STUDENT, in_ids(Student.id, own_children()))),
)


def read_students(session: Session, head: Head, term: Term) -> list[StudentRow]:
    """Return the students taught in a journal on some day of `term`, in the order of names."""
    query = _all_students if head.whole else _own_students
    rows = query(
        session,
        proven=head.whole,
        subgroup=head.subgroup_id or 0,
        group=head.group_id,
        first=term.starts_on,
        last=term.ends_on,
    ).all()
    names: dict[int, tuple[str, str, str | None]] = {}
    periods: dict[int, list[Period]] = defaultdict(list)
    for key, last, first, patronymic, starts_on, ends_on, *member in rows:
        period: Period | None = Period(starts_on, ends_on)
        if head.subgroup_id is not None and period is not None:
            period = (
                intersection(Period(starts_on, ends_on), Period(*member)) if member[0] else None
            )
        if period is not None and period.starts_on <= term.ends_on and _lasts(period, term):
            names[key] = last, first, patronymic
            periods[key].append(period)
    return [
        StudentRow(key, " ".join(filter(None, name)), short_name(*name), tuple(periods[key]))
        for key, name in names.items()
    ]


def _lasts(period: Period, term: Term) -> bool:
    return period.ends_on is None or period.ends_on >= term.starts_on


_lessons = PlainSelect(
    _WHY,
    select(
        Lesson.id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.hours,
        type_coerce(Lesson.kind, String()),
        type_coerce(Lesson.mode, String()),
        Lesson.topic,
        Lesson.homework,
        Lesson.tasks,
        type_coerce(Lesson.task_kind, String()),
        Lesson.practical_hours,
        Lesson.topic_id,
        Room.name,
        Lesson.confirmed_at,
    )
    .outerjoin(Room, Room.id == Lesson.room_id)
    .where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id),
)


def read_lessons(session: Session, head: Head, term: Term) -> Iterable[Any]:
    """Return the rows of the term's lessons, in order."""
    return _lessons(
        session,
        proven=head.whole,
        gradebook=head.id,
        first=term.starts_on,
        last=term.ends_on,
    ).all()


def _of_lessons(model: Any) -> Any:
    """Return that a row is about a lesson of the journal's term."""
    return model.lesson_id.in_(
        select(Lesson.id).where(
            Lesson.gradebook_id == bindparam("gradebook"),
            Lesson.held_on.between(bindparam("first"), bindparam("last")),
        )
    )


_MARKS: Final = select(
    literal(_MARK).label("what"),
    Mark.lesson_id,
    Mark.student_id,
    Mark.ordinal.label("number"),
    Mark.code.label("text"),
).where(_of_lessons(Mark))
_ABSENCES: Final = select(
    literal(_ABSENCE),
    Absence.lesson_id,
    Absence.student_id,
    Absence.minutes,
    type_coerce(Absence.kind, String()),
).where(_of_lessons(Absence))
_CHANGES: Final = select(
    literal(_LATE),
    AuditEntry.lesson_id,
    AuditEntry.student_id,
    AuditEntry.id,
    AuditEntry.old,
).where(
    AuditEntry.gradebook_id == bindparam("gradebook"),
    AuditEntry.field == CELL,
    AuditEntry.is_late,
    _of_lessons(AuditEntry),
)


_with_audit = PlainSelect(_WHY, union_all(_MARKS, _ABSENCES, _CHANGES))
_without_audit = PlainSelect(_WHY, union_all(_MARKS, _ABSENCES))


def read_cells(session: Session, head: Head, term: Term) -> CellRows:
    """Return what the cells of a term hold, and what the audit says about late entries.

    The rows come in any order: sorting them costs more than putting a few in their places.
    """
    query = _with_audit if head.audited else _without_audit
    rows = query.bare(
        session,
        proven=head.whole,
        gradebook=head.id,
        first=term.starts_on,
        last=term.ends_on,
    )
    found = CellRows()
    texts, codes = found.texts, found.codes
    others = []
    for row in rows:
        what, lesson_id, student_id, ordinal, code = row
        if what != _MARK:
            others.append(row)
            continue
        place = lesson_id, student_id
        codes[student_id].append(code)
        beside = texts.get(place)
        if beside is not None:  # a second mark
            code = f"{beside}/{code}" if ordinal else f"{code}/{beside}"
        texts[place] = code
    _add_absences(found, [row for row in others if row[0] == _ABSENCE])
    _add_changes(found, [row for row in others if row[0] == _LATE])
    return found


@lru_cache(maxsize=512)
def _absence_text(kind: AbsenceKind, minutes: int | None) -> str:
    return Cell(kind, minutes).text


def _add_absences(found: CellRows, rows: Iterable[Any]) -> None:
    for _what, lesson_id, student_id, minutes, kind in rows:
        place, absence = (lesson_id, student_id), _KINDS[kind]
        marks = found.texts.get(place)
        text = _absence_text(absence, minutes)
        found.texts[place] = text if marks is None else f"{text}/{marks}"
        found.missed.append((place, absence))


def _add_changes(found: CellRows, rows: Iterable[Any]) -> None:
    for _what, lesson_id, student_id, _key, old in sorted(rows, key=lambda row: row[3]):
        found.late.setdefault((lesson_id, student_id), []).append(old or "")
