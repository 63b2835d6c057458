"""Lessons made whole: torn texts joined and mended, hours placed, kinds told."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from exchange.lesson_plan_xlsx.hints import kind_of
from exchange.lesson_plan_xlsx.mending import Mender
from exchange.lesson_plan_xlsx.rows import Row
from exchange.lesson_plan_xlsx.shapes import HOURS, Field, LessonRead, NumberRead

MARKED: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*ч(?:ас\w*)?\b\.?", re.IGNORECASE)
BARE: Final = re.compile(r"(?<!№)(?<!стр)[\s.;,](\d{1,2}(?:[.,]5)?)\s*\.?$")
REFERS: Final = re.compile(
    r"(?:№|стр\.?|гл\.?|§|задани[ея]|упр\w*|тем[аеы]|п\.|с\.|част\w*)$", re.I
)
MOST_SELF: Final = 30  # hours of self-study for one lesson that are believed


def finish(
    lessons: Iterable[LessonRead],
    parts: dict[int, list[tuple[Row, int]]],
    mender: Mender,
    tidy_spaces: bool,
) -> None:
    """Fill the lessons from their rows, and mend their words where `tidy_spaces` says so."""
    bare = _mostly_bare(parts.values())
    for lesson in lessons:
        rows = parts.get(lesson.row, [])
        for row, _before in rows:
            for name, text in row.texts.items():
                lesson.texts[name] = _joined(name, lesson.texts.get(name, ""), text)
        if tidy_spaces:
            _mend(lesson, mender)
        _place_hours(lesson, rows)
        lesson.kind = kind_of(lesson.title, lesson.texts.get(Field.kind, ""), lesson.hours)
        _self_hours(lesson, bare)


def _joined(name: Field, text: str, more: str) -> str:
    if name is Field.level and text:
        return text if more in text.split(", ") else f"{text}, {more}"
    if text.endswith("-") and text[-2:-1].isdigit():
        return text + more  # a range of pages goes on
    return f"{text} {more}".strip()


def _mend(lesson: LessonRead, mender: Mender) -> None:
    notes: list[str] = []
    for name, text in lesson.texts.items():
        lesson.texts[name], mended = mender.mend(text)
        notes += mended if name in (Field.title, Field.homework, Field.self_study) else ()
    lesson.notes = tuple(notes)


def _place_hours(lesson: LessonRead, rows: list[tuple[Row, int]]) -> None:
    """Sum the hours up, and give those of rows without a number to the number they stand for.

    Numbers count academic hours in such plans: two hours stand for two numbers. So hours that a
    page break tore off belong to the first number that those before do not cover.
    """
    covered = 0
    for row, before in rows:
        for name in HOURS:
            hours = row.hours.get(name, 0)
            if not hours:
                continue
            lesson.hours[name] = lesson.hours.get(name, 0) + hours
            at = before - len(row.numbers) if row.numbers else min(covered, len(lesson.numbers) - 1)
            if 0 <= at < len(lesson.numbers):
                _add(lesson.numbers[at], name, hours)
            covered += hours


def _add(number: NumberRead, name: Field, hours: int) -> None:
    if name in (Field.practice, Field.lab):
        number.practice += hours
    else:
        number.theory += hours


def _mostly_bare(parts: Iterable[list[tuple[Row, int]]]) -> bool:
    """Return whether texts of self-study mostly end in a bare number: then it is their hours."""
    texts = [
        " ".join(row.texts.get(Field.self_study, "") for row, _before in rows) for rows in parts
    ]
    texts = [text.strip() for text in texts if text.strip()]
    return len(texts) > 1 and 2 * sum(bool(BARE.search(text)) for text in texts) > len(texts)


def _self_hours(lesson: LessonRead, bare: bool) -> None:
    """Take the hours of self-study from their column, or from within the words."""
    text = lesson.texts.get(Field.self_study, "")
    if told := lesson.texts.get(Field.self_hours):
        found = re.findall(r"\d+(?:[.,]\d+)?", told)
        words = tuple(found)
    elif marked := list(MARKED.finditer(text)):
        found, words = [one[1] for one in marked], tuple(one[0] for one in marked)
    elif bare and (one := BARE.search(text)) and not REFERS.search(text[: one.start(1)].strip()):
        found, words = [one[1]], (text[one.start(1) :],)
        lesson.texts[Field.self_study] = text[: one.start(1)].rstrip()
    else:
        return
    hours = sum((Fraction(one.replace(",", ".")) for one in found), Fraction(0))
    if hours <= MOST_SELF:
        lesson.self_hours, lesson.self_words = hours, words
