"""What the cells of one student hold in a period, and which works there are for the student."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.cells import Cell
from domain.enums import TaskKind
from models import Absence, Lesson, Mark


@dataclass(frozen=True, slots=True)
class OwnWork:
    """A work of a lesson for one student; no code: no mark yet."""

    title: str
    kind: TaskKind
    is_required: bool
    weight: int
    due_on: date
    code: str | None


def read_own_cells(session: Session, student_id: int, since: date, until: date) -> dict[int, Cell]:
    """Return the student's cells of lessons from `since` to `until`, by lesson."""
    held = Lesson.held_on.between(since, until)
    marks: dict[int, list[str]] = defaultdict(list)
    for lesson_id, code in session.execute(
        select(Mark.lesson_id, Mark.code)
        .join(Lesson, Lesson.id == Mark.lesson_id)
        .where(Mark.student_id == student_id, Mark.work_id.is_(None), held)
        .order_by(Mark.lesson_id, Mark.ordinal)
    ):
        marks[lesson_id].append(code)
    missed = session.execute(
        select(Absence.lesson_id, Absence.kind, Absence.minutes)
        .join(Lesson, Lesson.id == Absence.lesson_id)
        .where(Absence.student_id == student_id, held)
    )
    found = {lesson_id: Cell(marks=tuple(codes)) for lesson_id, codes in marks.items()}
    for lesson_id, kind, minutes in missed:
        found[lesson_id] = Cell(kind, minutes, tuple(marks.get(lesson_id, ())))
    return found
