"""The cells behind a grid: one statement, and what it says by lesson, work and student."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import String, bindparam, case, func, literal, select, type_coerce, union_all
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.cells import MOST_MARKS, Cell
from domain.enough_marks import WorkClass, class_of_work
from domain.enums import AbsenceKind
from domain.terms import Term
from models import Absence, AuditEntry, Lesson, Mark
from models.audit import CELL
from services.grid_head import Head
from services.grid_shapes import GridWork

Place = tuple[int, int]  # lesson and student, or work and student
_WHY: Final = "the journal was found visible, whole, through a role that reads cells"
_MARK, _ABSENCE, _LATE, _LATE_OF_WORK = 1, 2, 3, 4
_KINDS: Final = {kind.value: kind for kind in AbsenceKind}


@dataclass(frozen=True, slots=True)
class WorkCells:
    """The same of the cells of works; a place is that of its work: (work, student)."""

    texts: dict[Place, str] = field(default_factory=dict)
    late: dict[Place, list[str]] = field(default_factory=dict)
    # By student (code, weight - 1): what a mark weighs beside the one that every mark does.
    heavier: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class CellRows:
    """What the cells hold: their texts by place, and what averages and hours are counted from."""

    texts: dict[Place, str] = field(default_factory=dict)  # of cells that hold something
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # by student
    missed: list[tuple[Place, AbsenceKind]] = field(default_factory=list)
    late: dict[Place, list[str]] = field(default_factory=dict)  # texts replaced late, in order
    of_works: WorkCells = field(default_factory=WorkCells)
    classes: dict[int, set[WorkClass]] = field(default_factory=lambda: defaultdict(set))


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
    case((AuditEntry.entity_id.is_(None), _LATE), else_=_LATE_OF_WORK),
    func.coalesce(AuditEntry.entity_id, AuditEntry.lesson_id),
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


def read_cells(
    session: Session,
    head: Head,
    term: Term,
    works: Mapping[tuple[int, int], GridWork],
    classes: Mapping[int, WorkClass],
) -> CellRows:
    """Return what the cells of a term hold, and what the audit says about late entries.

    `works` are those of the term's lessons, `classes` what marks for a lesson speak for.
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
    absences: list[Any] = []
    late: list[Any] = []
    late_of_works: list[Any] = []
    others = {_ABSENCE: absences, _LATE: late, _LATE_OF_WORK: late_of_works}
    for what, lesson_id, student_id, ordinal, code in rows:
        if what != _MARK:
            others[what].append((what, lesson_id, student_id, ordinal, code))
            continue
        if ordinal > MOST_MARKS:
            work = works.get((lesson_id, ordinal))
            if work is not None:  # else it was added since the works were read
                codes[student_id].append(code)
                _add_work_mark(found, work, student_id, code)
            continue
        codes[student_id].append(code)
        place = lesson_id, student_id
        beside = texts.get(place)
        if beside is not None:  # a second mark
            code = f"{beside}/{code}" if ordinal else f"{code}/{beside}"
        texts[place] = code
    if classes:
        for lesson_id, student_id in texts:
            if (speaks_for := classes.get(lesson_id)) is not None:
                found.classes[student_id].add(speaks_for)
    _add_absences(found, absences)
    _add_changes(found.late, late)
    _add_changes(found.of_works.late, late_of_works)
    return found


def _add_work_mark(found: CellRows, work: GridWork, student_id: int, code: str) -> None:
    found.of_works.texts[work.id, student_id] = code
    if work.weight > 1:
        found.of_works.heavier[student_id].append((code, work.weight - 1))
    if (speaks_for := class_of_work(work.kind)) is not None:
        found.classes[student_id].add(speaks_for)


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


def _add_changes(late: dict[Place, list[str]], rows: Iterable[Any]) -> None:
    for _what, of, student_id, _key, old in sorted(rows, key=lambda row: row[3]):
        late.setdefault((of, student_id), []).append(old or "")
