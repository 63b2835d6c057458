"""From what was read of a sheet to the rows of a plan, ready to be written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from flask_babel import gettext as _

from domain.enums import LessonKind, PlanRow, TaskKind
from domain.text import fold
from exchange.lesson_plan_xlsx.shapes import Field, LessonRead
from models.labels import label_of
from services.plan_lines import PlanLine

MOST_TEXT: Final = 2000
MOST_COMPETENCES: Final = 250
MOST_HOURS: Final = 999


@dataclass(frozen=True, slots=True)
class LineRead:
    """A row of the plan and the lesson of the sheet that it comes from."""

    line: PlanLine
    lesson: LessonRead
    self_hours: Fraction  # as the sheet says it; the row holds whole hours
    is_cut: bool  # a text was too long


def lines_of(
    lessons: Iterable[LessonRead], semesters: Callable[[list[PlanLine]], tuple[int, ...]]
) -> list[LineRead]:
    """Return the rows of a plan; `semesters` tells the semester of each.

    Half hours of self-study are carried over to the next row that has some, so that the sum stays.
    """
    found: list[LineRead] = []
    told, written = Fraction(0), 0
    for lesson in lessons:
        told += lesson.self_hours
        whole = round_half_up(told) - written
        written += whole
        for at, (kind, hours) in enumerate(_parts(lesson)):
            line, is_cut = _line(lesson, kind, hours, whole if at == 0 else 0)
            share = lesson.self_hours if at == 0 else Fraction(0)
            found.append(LineRead(line, lesson, share, is_cut))
    numbers = semesters([one.line for one in found])
    return [
        LineRead(
            _in(one.line, one.lesson.semester or number), one.lesson, one.self_hours, one.is_cut
        )
        for one, number in zip(found, numbers, strict=True)
    ]


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number, the greater of two that are as near."""
    return int((value + Fraction(1, 2)) // 1)


def _parts(lesson: LessonRead) -> list[tuple[LessonKind, int]]:
    """Return the kinds of a lesson with their hours: two rows where it has both of two columns."""
    theory = lesson.hours.get(Field.theory, 0)
    rest = lesson.all_hours - theory
    if not (theory and rest):
        return [(lesson.kind, min(lesson.all_hours, MOST_HOURS))]
    hands = lesson.kind
    if hands not in (LessonKind.lab, LessonKind.practical, LessonKind.coursework):
        hands = LessonKind.lab if lesson.hours.get(Field.lab) else LessonKind.practical
    return [(LessonKind.lecture, theory), (hands, rest)]


def _line(lesson: LessonRead, kind: LessonKind, hours: int, own: int) -> tuple[PlanLine, bool]:
    texts = {name: lesson.texts.get(name, "") for name in Field}
    level = texts[Field.level]
    competences = texts[Field.competences]
    if level:
        level = _("level of mastery %(level)s", level=level)
        competences = f"{competences}; {level}" if competences else level
    is_cut = any(len(text) > MOST_TEXT for text in texts.values())
    line = PlanLine(
        level=lesson.level,
        title=texts[Field.title][:MOST_TEXT],
        hours=hours if lesson.level is PlanRow.lesson else 0,
        kind=kind,
        tasks=texts[Field.tasks][:MOST_TEXT],
        task_kind=task_kind_of(texts[Field.task_kind]),
        homework=texts[Field.homework][:MOST_TEXT],
        self_study=texts[Field.self_study][:MOST_TEXT],
        self_study_hours=own,
        competences=competences[:MOST_COMPETENCES],
        equipment=texts[Field.equipment][:MOST_TEXT],
    )
    return line, is_cut or len(competences) > MOST_COMPETENCES


def task_kind_of(text: str) -> TaskKind | None:
    """Return the kind of tasks that a cell names by its word or its label."""
    words = fold(text)
    named = (one for one in TaskKind if words in (one.value, fold(str(label_of(one)))))
    return next(named, None) if words else None


def _in(line: PlanLine, semester: int) -> PlanLine:
    values = {name: getattr(line, name) for name in PlanLine.__dataclass_fields__}
    return PlanLine(**values | {"semester_number": semester})
