"""What recording cells has to know, in one statement whatever the batch holds."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.attendance_sheet import Period
from domain.cells import EMPTY, Cell
from domain.enums import AbsenceKind
from models import Absence, Enrolment, Lesson, Mark, SubgroupMember, Work
from services.cell_shapes import Place
from services.journal_lock import LockedJournal

Columns = tuple[Any, ...]
_LESSON, _WORK, _IN_GROUP, _IN_SUBGROUP, _MARK, _ABSENCE = range(6)
PENDING: Final = "pending"
_LESSONS: Final = bindparam("lessons", expanding=True, type_=Integer())
_STUDENTS: Final = bindparam("students", expanding=True, type_=Integer())
_WHY: Final = "the journal is the person's to write, found so in the same unit of work"


def _row(what: int, **columns: Any) -> Select[*Columns]:
    """Return a select whose columns are those of all rows of the union, NULL where not given."""
    types: dict[str, Any] = {
        "id": Integer(),
        "lesson_id": Integer(),
        "student_id": Integer(),
        "work_id": Integer(),
        "number": Integer(),
        "code": String(),
        "starts_on": Date(),
        "ends_on": Date(),
    }
    return select(
        literal(what).label("what"),
        *(
            columns[name].label(name) if name in columns else cast(null(), of).label(name)
            for name, of in types.items()
        ),
    )


_MARKS: Final = _row(
    _MARK,
    id=Mark.id,
    lesson_id=Mark.lesson_id,
    student_id=Mark.student_id,
    work_id=Mark.work_id,
    number=Mark.ordinal,
    code=Mark.code,
)
_ABSENCES: Final = _row(
    _ABSENCE,
    id=Absence.id,
    lesson_id=Absence.lesson_id,
    student_id=Absence.student_id,
    number=Absence.minutes,
    code=type_coerce(Absence.kind, String()),
)
_facts = PlainSelect(
    _WHY,
    union_all(
        _row(_LESSON, id=Lesson.id, starts_on=Lesson.held_on).where(
            Lesson.gradebook_id == bindparam("gradebook"), Lesson.id.in_(_LESSONS)
        ),
        # Of lessons of another journal too: what is read of those is refused with the lesson.
        _row(
            _WORK,
            id=Work.id,
            lesson_id=Work.lesson_id,
            number=Work.ordinal,
            code=case((Work.results_at.is_(None), PENDING)),
            ends_on=Work.due_on,
        ).where(Work.lesson_id.in_(_LESSONS)),
        _row(
            _IN_GROUP,
            student_id=Enrolment.student_id,
            starts_on=Enrolment.starts_on,
            ends_on=Enrolment.ends_on,
        ).where(Enrolment.group_id == bindparam("group"), Enrolment.student_id.in_(_STUDENTS)),
        _row(
            _IN_SUBGROUP,
            student_id=SubgroupMember.student_id,
            starts_on=SubgroupMember.starts_on,
            ends_on=SubgroupMember.ends_on,
        ).where(
            SubgroupMember.subgroup_id == bindparam("subgroup"),
            SubgroupMember.student_id.in_(_STUDENTS),
        ),
        _MARKS.where(Mark.lesson_id.in_(_LESSONS), Mark.student_id.in_(_STUDENTS)),
        _ABSENCES.where(Absence.lesson_id.in_(_LESSONS), Absence.student_id.in_(_STUDENTS)),
    ),
)
_of_lesson = PlainSelect(
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


class WorkFact(NamedTuple):
    """A work of a lesson that a batch names."""

    lesson_id: int
    ordinal: int
    due_on: date
    is_pending: bool  # results are still missing, and always were


@dataclass(frozen=True, slots=True)
class Facts:
    """Lessons, their works and students that a batch names, and what their cells hold."""

    lessons: dict[int, date]  # of this journal only
    works: dict[int, WorkFact]
    in_group: dict[int, list[Period]]
    in_subgroup: dict[int, list[Period]] | None  # None: the whole group is taught
    present: dict[Place, Present]

    def work_of(self, place: Place) -> WorkFact | None:
        """Return the work that a place is of; None for the lesson's own cell, or a wrong work."""
        work = self.works.get(place[2])
        return work if work is not None and work.lesson_id == place[0] else None

    def attends(self, student_id: int, day: date) -> bool:
        """Return whether the student is in the group, and the subgroup taught, on `day`."""
        places = [self.in_group] if self.in_subgroup is None else [self.in_group, self.in_subgroup]
        return all(
            any(period.covers(day) for period in periods.get(student_id, ())) for periods in places
        )


def read_facts(session: Session, journal: LockedJournal, places: Iterable[Place]) -> Facts:
    """Return the facts about `places` of a journal that is the person's to write."""
    lesson_ids, student_ids, _works = (sorted(set(ids)) for ids in zip(*places, strict=True))
    rows = _facts(
        session,
        proven=True,
        gradebook=journal.id,
        group=journal.group_id,
        subgroup=journal.subgroup_id or 0,
        lessons=lesson_ids,
        students=student_ids,
    ).all()
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.what].append(row)
    return Facts(
        {row.id: row.starts_on for row in found[_LESSON]},
        {
            row.id: WorkFact(row.lesson_id, row.number, row.ends_on, row.code == PENDING)
            for row in found[_WORK]
        },
        _periods(found[_IN_GROUP]),
        None if journal.subgroup_id is None else _periods(found[_IN_SUBGROUP]),
        _cells(found[_MARK], found[_ABSENCE]),
    )


def read_present_of_lesson(session: Session, lesson_id: int) -> dict[Place, Present]:
    """Return all cells of a lesson, and of its works, that hold something, of an own journal."""
    rows = _of_lesson(session, proven=True, lesson=lesson_id).all()
    return _cells(
        [row for row in rows if row.what == _MARK], [row for row in rows if row.what == _ABSENCE]
    )


def _cells(marks: Iterable[Any], absences: Iterable[Any]) -> dict[Place, Present]:
    held: dict[Place, list[Any]] = defaultdict(list)
    for row in marks:
        held[row.lesson_id, row.student_id, row.work_id or 0].append(row)
    missed = {(row.lesson_id, row.student_id, 0): row for row in absences}
    found = {}
    for place in held.keys() | missed.keys():
        ordered = sorted(held.get(place, ()), key=lambda row: row.number)
        absence = missed.get(place)
        cell = Cell(
            absence and AbsenceKind(absence.code),
            absence and absence.number,
            tuple(row.code for row in ordered),
        )
        found[place] = Present(cell, tuple(row.id for row in ordered), absence and absence.id)
    return found


def _periods(rows: Iterable[Any]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    for row in rows:
        found[row.student_id].append(Period(row.starts_on, row.ends_on))
    return found
