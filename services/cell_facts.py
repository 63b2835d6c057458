"""What recording cells has to know, in a fixed number of queries whatever the batch holds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import Integer, String, bindparam, null, select, type_coerce, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.attendance_sheet import Period
from domain.cells import EMPTY, Cell
from domain.enums import AbsenceKind
from models import Absence, Enrolment, Lesson, Mark, SubgroupMember
from services.cell_shapes import Place
from services.journal_lock import LockedJournal

_LESSONS: Final = bindparam("lessons", expanding=True, type_=Integer())
_STUDENTS: Final = bindparam("students", expanding=True, type_=Integer())
_WHY: Final = "the journal is the person's to write, found so in the same unit of work"

_lessons = PlainSelect(
    _WHY,
    select(Lesson.id, Lesson.held_on).where(
        Lesson.gradebook_id == bindparam("gradebook"), Lesson.id.in_(_LESSONS)
    ),
)
_in_group = PlainSelect(
    _WHY,
    select(Enrolment.student_id, Enrolment.starts_on, Enrolment.ends_on).where(
        Enrolment.group_id == bindparam("group"), Enrolment.student_id.in_(_STUDENTS)
    ),
)
_in_subgroup = PlainSelect(
    _WHY,
    select(SubgroupMember.student_id, SubgroupMember.starts_on, SubgroupMember.ends_on).where(
        SubgroupMember.subgroup_id == bindparam("subgroup"),
        SubgroupMember.student_id.in_(_STUDENTS),
    ),
)
_MARKS: Final = select(
    Mark.id,
    Mark.lesson_id,
    Mark.student_id,
    Mark.ordinal.label("number"),
    Mark.code.label("code"),
    null().label("kind"),
)
_ABSENCES: Final = select(
    Absence.id,
    Absence.lesson_id,
    Absence.student_id,
    Absence.minutes,
    null(),
    type_coerce(Absence.kind, String()),
)
_present = PlainSelect(
    _WHY,
    union_all(
        _MARKS.where(Mark.lesson_id.in_(_LESSONS), Mark.student_id.in_(_STUDENTS)),
        _ABSENCES.where(Absence.lesson_id.in_(_LESSONS), Absence.student_id.in_(_STUDENTS)),
    ),
)
_present_of_lesson = PlainSelect(
    _WHY,
    union_all(
        _MARKS.where(Mark.lesson_id == bindparam("lesson")),
        _ABSENCES.where(Absence.lesson_id == bindparam("lesson")),
    ),
)


@dataclass(frozen=True, slots=True)
class Present:
    """What a cell holds now, and the rows that hold it."""

    cell: Cell = EMPTY
    mark_ids: tuple[int, ...] = ()
    absence_id: int | None = None


NOTHING: Final = Present()


@dataclass(frozen=True, slots=True)
class Facts:
    """Lessons and students that a batch names, and what their cells hold."""

    lessons: dict[int, date]  # of this journal only
    in_group: dict[int, list[Period]]
    in_subgroup: dict[int, list[Period]] | None  # None: the whole group is taught
    present: dict[Place, Present] = field(default_factory=dict)

    def attends(self, student_id: int, day: date) -> bool:
        """Return whether the student is in the group, and the subgroup taught, on `day`."""
        places = [self.in_group] if self.in_subgroup is None else [self.in_group, self.in_subgroup]
        return all(
            any(period.covers(day) for period in periods.get(student_id, ())) for periods in places
        )


def read_facts(session: Session, journal: LockedJournal, places: Iterable[Place]) -> Facts:
    """Return the facts about `places` of a journal that is the person's to write."""
    lesson_ids, student_ids = (sorted(set(ids)) for ids in zip(*places, strict=True))
    rows = _lessons(session, proven=True, gradebook=journal.id, lessons=lesson_ids)
    lessons = {row[0]: row[1] for row in rows}
    in_subgroup = None
    if journal.subgroup_id is not None:
        in_subgroup = _periods(
            _in_subgroup(session, proven=True, subgroup=journal.subgroup_id, students=student_ids)
        )
    return Facts(
        lessons,
        _periods(_in_group(session, proven=True, group=journal.group_id, students=student_ids)),
        in_subgroup,
        read_present(session, list(lessons), student_ids),
    )


def read_present(
    session: Session, lesson_ids: list[int], student_ids: list[int]
) -> dict[Place, Present]:
    """Return the cells of lessons × students that hold something, of a journal that is theirs."""
    return _cells(_present(session, proven=True, lessons=lesson_ids, students=student_ids))


def read_present_of_lesson(session: Session, lesson_id: int) -> dict[Place, Present]:
    """Return all cells of a lesson that hold something, of a journal that is theirs."""
    return _cells(_present_of_lesson(session, proven=True, lesson=lesson_id))


def _cells(rows: Iterable[Any]) -> dict[Place, Present]:
    marks: dict[Place, list[tuple[int, int, str]]] = defaultdict(list)
    absences: dict[Place, tuple[int, AbsenceKind, int | None]] = {}
    for key, lesson_id, student_id, number, code, kind in rows:
        if kind is None:
            marks[lesson_id, student_id].append((number, key, code))
        else:
            absences[lesson_id, student_id] = key, AbsenceKind(kind), number
    found = {}
    for place in marks.keys() | absences.keys():
        ordered = sorted(marks.get(place, ()))
        absence_id, absence, minutes = absences.get(place, (None, None, None))
        cell = Cell(absence, minutes, tuple(code for _number, _key, code in ordered))
        found[place] = Present(cell, tuple(key for _number, key, _code in ordered), absence_id)
    return found


def _periods(rows: Any) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for student_id, starts_on, ends_on in rows:
        found[student_id].append(Period(starts_on, ends_on))
    return found
