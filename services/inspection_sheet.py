"""The journal as an inspector sees it: students by lessons, read-only, with what is lacking."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.cells import ABSENCE_CODES, LATE
from domain.inspection import FactKey
from services.inspection_facts import Facts
from services.inspection_reading import Reading

_CODES: Final = {kind.value: code for code, kind in ABSENCE_CODES.items()}
LACKS: Final = (
    FactKey.not_recorded,
    FactKey.late,
    FactKey.no_topic,
    FactKey.no_homework,
    FactKey.late_homework,
    FactKey.off_plan,
    FactKey.no_results,
)


@dataclass(frozen=True, slots=True)
class SheetLesson:
    """A lesson of the period."""

    id: int
    held_on: date
    pair: int | None
    kind: str
    topic: str
    homework: str
    works: tuple[str, ...]
    recorded_on: date | None
    lacks: tuple[FactKey, ...]


@dataclass(frozen=True, slots=True)
class SheetStudent:
    """A student with a cell for each lesson; `lacks`: what is to be asked about them."""

    id: int
    name: str
    cells: tuple[str, ...]
    average: str
    grade: str
    lacks: tuple[FactKey, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lessons of the period and the students, in the order of the journal."""

    lessons: tuple[SheetLesson, ...]
    students: tuple[SheetStudent, ...]


def sheet(reading: Reading, facts: Facts) -> Sheet:
    """Return the sheet of a journal that was read. No statement."""
    lessons = reading.inspected
    of_lessons = {key: set(fact.lessons) for key in LACKS if (fact := facts.fact(key))}
    of_students = {fact.key: set(fact.students) for fact in facts.faults if fact.students}
    return Sheet(
        tuple(
            SheetLesson(
                row.id,
                row.held_on,
                row.pair,
                row.kind,
                row.topic,
                row.homework,
                tuple(work.work or work.work_kind for work in reading.works.get(row.id, ())),
                reading.day_of(row.confirmed_at),
                tuple(key for key, ids in of_lessons.items() if row.id in ids),
            )
            for row in lessons
        ),
        tuple(
            SheetStudent(
                one.student_id,
                one.short_name,
                tuple(_cell(reading, row.id, one.student_id) for row in lessons),
                "" if one.average is None else str(one.average),
                one.given.code if one.given else "",
                tuple(key for key, ids in of_students.items() if one.student_id in ids),
            )
            for one in reading.final.students
        ),
    )


def _cell(reading: Reading, lesson_id: int, student_id: int) -> str:
    place = lesson_id, student_id
    tokens = []
    if (absence := reading.cells.absences.get(place)) is not None:
        code = _CODES[absence[0]]
        tokens.append(f"{LATE}{absence[1]}" if code == LATE and absence[1] else code)
    tokens += [code for _number, code, _work in reading.cells.marks.get(place, ())]
    return "/".join(tokens)
