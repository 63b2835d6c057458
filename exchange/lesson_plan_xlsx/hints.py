"""What the words of a row tell about it: its kind of lesson, the kind of its hours, its level."""

import re
from collections.abc import Sequence
from typing import Final

from domain.enums import LessonKind, PlanRow
from domain.text import fold
from exchange.lesson_plan_xlsx.shapes import PARTS, Field
from models.labels import label_of

_N: Final = r"(?:[\s№.:«“\"(\d]|$)"
# What a topic that begins so is; the first that fits.
BEGINS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (LessonKind.lab, rf"^(?:лаборатор\w*|л\.?/?\s?р\.?|лр|лпз|лз){_N}"),
        (LessonKind.practical, rf"^(?:практич\w*|п\.?/?\s?р\.?|пр|пз){_N}"),
        (
            LessonKind.control,
            rf"^(?:контрольн\w* работ|итогов\w* контрол|к\.?/?\s?р\.?{_N}"
            r"|(?:дифф\w*\.? )?зачет\b|экзамен\b)",
        ),
        (LessonKind.coursework, r"^(?:курсов\w* (?:проект|работ)|кп\b|кр\b)"),
        (LessonKind.seminar, r"^семинар"),
        (LessonKind.consultation, r"^консультаци[яи]\b"),
    )
)
# What the column of the kind says.
SAYS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (LessonKind.practice_day, "день практик|(учебная|производств\\w*) практик"),
        (LessonKind.lab, "лаборат"),
        (LessonKind.control, "контрол|зачет|экзамен"),
        (LessonKind.coursework, "курсов"),
        (LessonKind.practical, "практ"),
        (LessonKind.seminar, "семинар"),
        (LessonKind.consultation, "консульт"),
        (LessonKind.lecture, "лекц|комбинир|урок|изучени|обобщ|закрепл|беседа"),
    )
)
HANDS: Final = (LessonKind.lab, LessonKind.practical, LessonKind.coursework)
LEAN: Final = 1.0
SECTION: Final = re.compile(r"^(?:раздел|модуль|глава|часть|пм\b|мдк\b|[ivxіх]+\.\s)")
THEME: Final = re.compile(r"^тема\b")
TOTALS: Final = re.compile(r"^(?:итого|всего|в том числе|из них|курс$|максимальн)")
_ORDINALS: Final = {"1": 1, "i": 1, "і": 1, "перв": 1, "2": 2, "ii": 2, "іі": 2, "втор": 2}
SEMESTER: Final = re.compile(
    r"(?:(\d|i{1,2}|і{1,2}|перв|втор)\w*[\s-]*(?:й\s*)?семестр"
    r"|(?:семестр|sемеsтеr)\w*\s*№?\s*(\d|i{1,2}|і{1,2})\b)"
)


def kind_of(title: str, said: str, hours: dict[Field, int]) -> LessonKind:
    """Return the kind of a lesson: from its topic, else its column, else its kind of hours."""
    if (begun := begins_as(title)) is not None:
        return begun
    text = fold(said)
    for kind in LessonKind:
        if text == fold(str(label_of(kind))):
            return kind
    for kind, pattern in SAYS:
        if pattern.search(text):
            return kind
    if hours.get(Field.lab):
        return LessonKind.lab
    return LessonKind.practical if hours.get(Field.practice) else LessonKind.lecture


def begins_as(title: str) -> LessonKind | None:
    """Return the kind of lesson that a topic begins with, None where it names none."""
    folded = fold(title)
    return next((kind for kind, pattern in BEGINS if pattern.search(folded)), None)


def hours_lean(row: Sequence[str]) -> dict[Field, float]:
    """Return which kind of hours the words of a row speak for, in points."""
    words = [cell for cell in row if len(cell) > 4]
    kinds = {begins_as(cell) for cell in words}
    if not words or not kinds - {None}:
        return {Field.theory: LEAN, **dict.fromkeys(PARTS[1:], -LEAN)} if words else {}
    if kinds & set(HANDS):
        return {Field.theory: -LEAN, **dict.fromkeys(PARTS[1:], LEAN)}
    return {}


def level_of(text: str) -> PlanRow | None:
    """Return whether a heading says that it is a section or a theme; None where it does not."""
    folded = fold(text)
    if THEME.search(folded):
        return PlanRow.theme
    return PlanRow.section if SECTION.search(folded) else None


def semester_of(text: str) -> int | None:
    """Return the semester within the year that a heading names."""
    found = SEMESTER.search(fold(text))
    return _ORDINALS.get(found[1] or found[2]) if found else None
