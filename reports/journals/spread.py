"""The spreads of a semester: which lessons stand on which, and their two pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask_babel import gettext as _

from reports.journals.cells import Column, cells_of, columns_of
from reports.journals.flow import Block, Field, Line, Table
from reports.journals.heading import draw_heading, heading_height
from reports.journals.marks import FINAL_COLUMNS, MarkPage, room_for_columns, rows_on_page
from reports.journals.pen import MUTED, Pen
from reports.journals.sheets import BOTTOM, TOP, Sheet
from reports.journals.words import Words, day_words, term_words
from services.grid_shapes import GridLesson
from services.journal_book_shapes import Book, BookTerm

SUMMARY: Final = 7.0  # millimetres under the table of topics


@dataclass(frozen=True, slots=True)
class Spread:
    """The lessons of two facing pages: their columns, their rows."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    is_last: bool


def topics_table() -> Table:
    """Return the table of the right page."""
    return Table(
        [
            Field(_("No."), 7, "centre", 7),
            Field(_("Date"), 16, "centre", 7),
            Field(_("Pair"), 9, "centre", 7),
            Field(_("Hours"), 10, "centre", 7),
            Field(_("Kind"), 9, "centre", 7),
            Field(_("Topic of the lesson, tasks, works"), 70, "left", 7.5),
            Field(_("Homework"), 37, "left", 7),
            Field(_("Recorded by, when"), 28, "left", 6.5),
        ],
        least=6.2,
    )


def spreads(
    book: Book, term: BookTerm, numbers: Mapping[int, int], say: Words, *, level: int
) -> list[Sheet]:
    """Return the pages of a semester, left and right by turns; none without lessons."""
    if not term.lessons:
        return []
    table = topics_table()
    top = TOP + heading_height(book)
    room = BOTTOM - SUMMARY - top - table.head
    planned = _plan(term, table, room, say)
    cells = cells_of(term, numbers)
    sheets: list[Sheet] = []
    hours = 0
    students = term.grid.students
    step = rows_on_page(top)
    chunks = [students[at : at + step] for at in range(0, len(students), step)] or [()]
    for number, spread in enumerate(planned, 1):
        held = _hours(spread)
        hours += held
        for at, chunk in enumerate(chunks):
            page = MarkPage(book, term, spread.columns, chunk, at * step, cells, say)
            left = Sheet(partial(page.draw, is_last=spread.is_last), level=level, must_be="left")
            if number == 1 and at == 0:
                left.title = _("Lessons of %(semester)s", semester=term_words(_number(term)))
            sheets.append(left)
            if at == 0:
                said = _said(term, spread, held, hours)
                sheets.append(Sheet(partial(_draw_topics, book, term, table, spread, said)))
    return sheets


def _number(term: BookTerm) -> int:
    return term.grid.semester.number


def _plan(term: BookTerm, table: Table, room: float, say: Words) -> list[Spread]:
    """Return the spreads: as many lessons each as have room on both of its pages."""
    columns = columns_of(term.grid, term.lessons)
    widest = room_for_columns()
    parts: list[tuple[list[GridLesson], list[Block]]] = []
    taken, high = widest, room
    for number, lesson in enumerate(term.lessons, 1):
        for block in table.blocks(_row(number, lesson, term, columns[lesson.id], say), room):
            goes_on = bool(parts and lesson in parts[-1][0])
            wanted = 0 if goes_on else len(columns[lesson.id])
            if taken + wanted > widest or high + block.height > room:
                parts.append(([], []))
                taken, high = 0, 0.0
            if not goes_on:
                parts[-1][0].append(lesson)
            parts[-1][1].append(block)
            taken, high = taken + wanted, high + block.height
    _leave_room_for_results(parts, columns, widest)
    return [
        Spread(
            tuple(column for lesson in lessons for column in columns[lesson.id]),
            tuple(blocks),
            part is parts[-1],
        )
        for part in parts
        for lessons, blocks in (part,)
    ]


def _leave_room_for_results(
    parts: list[tuple[list[GridLesson], list[Block]]],
    columns: Mapping[int, Sequence[Column]],
    widest: int,
) -> None:
    """Take the last lessons to a spread of their own where the results have no room beside them."""
    lessons, blocks = parts[-1]
    if sum(len(columns[one.id]) for one in lessons) <= widest - FINAL_COLUMNS:
        return
    if len(blocks) != len(lessons):  # a lesson of several rows: the results stand alone
        parts.append(([], []))
        return
    keep = len(lessons) // 2
    parts[-1] = (lessons[:keep], blocks[:keep])
    parts.append((lessons[keep:], blocks[keep:]))


def _row(
    number: int, lesson: GridLesson, term: BookTerm, columns: Sequence[Column], say: Words
) -> Line:
    works = [say.work(column.work) for column in columns if column.work is not None]
    tasks = _("Tasks: %(tasks)s", tasks=lesson.tasks) if lesson.tasks else ""
    hours = str(lesson.hours)
    if lesson.practical_hours:
        hours += "\n" + _("pr. %(hours)s", hours=lesson.practical_hours)
    return Line(
        (
            str(number),
            day_words(lesson.held_on),
            str(lesson.pair or ""),
            hours,
            say.letters[lesson.kind],
            "\n".join(filter(None, (lesson.topic or "—", tasks, *works))),
            lesson.homework or "—",
            say.recorded(lesson, term),
        )
    )


def _hours(spread: Spread) -> int:
    return sum(one.lesson.hours for one in spread.columns if one.work is None)


def _said(term: BookTerm, spread: Spread, held: int, hours: int) -> str:
    lessons = sum(1 for one in spread.columns if one.work is None)
    planned = term.grid.hours_planned
    counts = {"lessons": lessons, "held": held, "hours": hours, "planned": planned}
    if not planned:
        return _(
            "On this spread: lessons %(lessons)s, hours %(held)s. Given since the semester "
            "began: %(hours)s h.",
            **counts,
        )
    return _(
        "On this spread: lessons %(lessons)s, hours %(held)s. Given since the semester began: "
        "%(hours)s h of %(planned)s by the curriculum.",
        **counts,
    )


def _draw_topics(
    book: Book,
    term: BookTerm,
    table: Table,
    spread: Spread,
    said: str,
    pen: Pen,
    sheet: Sheet,
) -> None:
    y = draw_heading(pen, sheet, book, term_words(_number(term)))
    y = table.draw_head(pen, sheet.left, y)
    y = table.draw(pen, sheet.left, y, spread.blocks)
    pen.text(sheet.left, y + 4, said, 7.5, colour=MUTED)
