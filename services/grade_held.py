"""What the lessons of a term and their cells say of each student: two statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from domain.enums import AbsenceKind, LessonKind, TaskKind
from services import final_statements as statements
from services.final_shapes import ClosingTerm
from services.grid_head import Head

# What a mark for the lesson itself was given for, where the lesson names no kind of tasks.
_KIND_OF_LESSON: Final = {
    LessonKind.practical: TaskKind.practical,
    LessonKind.lab: TaskKind.lab,
    LessonKind.control: TaskKind.control,
}
_ABSENCES: Final = {kind.value: kind for kind in AbsenceKind}


@dataclass(slots=True)
class Held:
    """The lessons of a term and what their cells hold, by student."""

    lessons: list[tuple[date, int]] = field(default_factory=list)  # recorded: day, hours
    hours: int = 0  # of all lessons up to today
    last: date | None = None  # of those up to today
    latest: date | None = None
    unrecorded: int = 0
    to_come: int = 0
    codes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    weights: dict[int, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[int, dict[TaskKind, int]] = field(default_factory=lambda: defaultdict(dict))
    missed: dict[int, list[tuple[AbsenceKind, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    debts: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def read_held(session: Session, head: Head, term: ClosingTerm, today: date) -> Held:
    """Return the term's lessons and cells of a journal that was found visible, whole."""
    span = {"gradebook": head.id, "first": term.starts_on, "last": term.ends_on}
    lessons = {row.id: row for row in statements.lessons(session, proven=True, **span)}
    held = Held()
    for row in lessons.values():
        held.latest = row.held_on
        if row.held_on > today:
            held.to_come += 1
            continue
        held.hours, held.last = held.hours + row.hours, row.held_on
        if row.confirmed_at is None:
            held.unrecorded += row.held_on < today
        else:
            held.lessons.append((row.held_on, row.hours))
    kinds = {key: _kind(row) for key, row in lessons.items()}
    # A cell's marks in their order, the cells in the order of the lessons.
    place = {key: index for index, key in enumerate(lessons)}
    cells = statements.cells.bare(session, proven=True, **span)
    for cell in sorted(cells, key=lambda one: (place[one[1]], one[3] or 0)):
        _add(held, cell, lessons, kinds)
    return held


def _add(
    held: Held, row: Sequence[Any], lessons: Mapping[int, Any], kinds: Mapping[int, TaskKind]
) -> None:
    what, lesson_id, student_id, _number, text, kind, weight = row
    if what == statements.MARK:
        held.codes[student_id].append(text)
        held.weights[student_id].append((text, weight or 1))
        known = TaskKind(kind) if kind else kinds[lesson_id]
        of = held.kinds[student_id]
        of[known] = of.get(known, 0) + 1
    elif what == statements.ABSENCE:
        if lessons[lesson_id].confirmed_at is not None:
            held.missed[student_id].append((_ABSENCES[text], lessons[lesson_id].hours))
    else:
        held.debts[student_id] += 1


def _kind(lesson: Any) -> TaskKind:
    if lesson.task_kind:
        return TaskKind(lesson.task_kind)
    return _KIND_OF_LESSON.get(LessonKind(lesson.kind), TaskKind.answer)
