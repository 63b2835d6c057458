"""The left page of a spread: students down the side, lessons and works across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask_babel import gettext as _

from domain.lesson_state import LessonState
from reports.journals.cells import Cell, Column, Place
from reports.journals.heading import draw_heading
from reports.journals.pen import ALERT, GREY, INK, LINE, MUTED, PALE, POINT, Pen, lines_of, wide
from reports.journals.sheets import BODY, BOTTOM, Sheet
from reports.journals.words import Words, is_absence, term_words
from services.grid_shapes import GridStudent
from services.journal_book_shapes import Book, BookTerm

NUMBER, NAME, COLUMN = 7.0, 47.0, 6.6  # millimetres
MONTH, DAY, PAIR, KIND = 4.2, 4.4, 3.6, 4.2  # heights of the lines of the heading
HEAD: Final = MONTH + DAY + PAIR + KIND
LEGEND: Final = 9.0  # under the table
LEAST, MOST = 4.9, 7.4  # heights of a row
FINAL: Final = 9.0
FINAL_COLUMNS: Final = 6  # of lessons, that the four of the results take
SIZE: Final = 7.5


def room_for_columns() -> int:
    """Return how many columns have room beside the names."""
    return int((BODY - NUMBER - NAME) / COLUMN + 1e-6)


def rows_on_page(top: float) -> int:
    """Return how many students have room below a heading that ends at `top`."""
    return int((BOTTOM - LEGEND - top - HEAD) / LEAST)


@dataclass(frozen=True, slots=True)
class MarkPage:
    """The marks of some lessons of some students; `before` of them stand on earlier pages."""

    book: Book
    term: BookTerm
    columns: Sequence[Column]
    students: Sequence[GridStudent]
    before: int
    cells: Mapping[Place, Cell]
    say: Words

    def draw(self, pen: Pen, sheet: Sheet, *, is_last: bool) -> None:
        """Draw the page; the last one of a semester has its results."""
        what = term_words(self.term.grid.semester.number)
        top = draw_heading(pen, sheet, self.book, what)
        count = max(len(self.students), 1)
        high = min(MOST, (BOTTOM - LEGEND - top - HEAD) / count)
        xs = self._edges(sheet.left, is_last=is_last)
        ys = [top + HEAD + high * number for number in range(count + 1)]
        pen.box(xs[0], top, xs[-1] - xs[0], HEAD, PALE)
        for number, student in enumerate(self.students):
            self._row(pen, xs, ys[number], high, self.before + number + 1, student)
        if is_last:
            self._results(pen, xs[-5:], top, ys, high)
        self._head(pen, xs, top, is_last=is_last)
        pen.grid(xs, ys)
        self._rules(pen, xs, top, ys, is_last=is_last)
        self._legend(pen, sheet, ys[-1])

    def _edges(self, left: float, *, is_last: bool) -> list[float]:
        """Return the upright lines: number, name, columns (free ones too), results."""
        start = left + NUMBER + NAME
        count = room_for_columns() - (FINAL_COLUMNS if is_last else 0)
        found = [left, left + NUMBER, *(start + COLUMN * n for n in range(count + 1))]
        if is_last:
            found[-1] = left + BODY - 4 * FINAL
            found += [found[-1] + FINAL * n for n in range(1, 5)]
        else:
            found[-1] = left + BODY
        return found

    def _row(
        self, pen: Pen, xs: Sequence[float], y: float, high: float, number: int, one: GridStudent
    ) -> None:
        middle = y + high / 2 + SIZE * POINT * 0.35
        pen.text(xs[1] - 1, middle, str(number), SIZE, align="right")
        self._name(pen, xs[1] + 1, y, high, one)
        for at, column in enumerate(self.columns, 2):
            x, width = xs[at], xs[at + 1] - xs[at]
            if not one.attends(column.day):
                pen.box(x, y, width, high, GREY)
            work = column.work.id if column.work else 0
            cell = self.cells.get((column.lesson.id, one.id, work))
            if cell is not None:
                draw_cell(pen, x, y, width, high, cell)

    def _name(self, pen: Pen, x: float, y: float, high: float, one: GridStudent) -> None:
        """Write the whole name, in two smaller lines where it is long or there is a note."""
        term = self.term.grid.semester
        notes = []
        if one.since > term.starts_on:
            notes.append(_("from %(day)s", day=f"{one.since:%d.%m}"))
        if one.until is not None and one.until < term.ends_on:
            notes.append(_("until %(day)s", day=f"{one.until:%d.%m}"))
        note = ", ".join(notes)
        room = NAME - 2
        if not note and wide(one.name, SIZE) <= room:
            pen.text(x, y + high / 2 + SIZE * POINT * 0.35, one.name, SIZE)
            return
        lines = lines_of(one.name, room, 6.2)
        if len(lines) + bool(note) > 2:
            lines = lines_of(one.short_name, room, 6.2)[:1]
        shown = [(line, INK) for line in lines] + ([(note, MUTED)] if note else [])
        step = min(high / len(shown), 2.5)
        low = y + (high - step * len(shown)) / 2 + step * 0.82
        for number, (line, colour) in enumerate(shown):
            pen.text(x, low + number * step, line, 6.2, colour=colour)

    def _results(
        self, pen: Pen, xs: Sequence[float], top: float, ys: Sequence[float], high: float
    ) -> None:
        """Write average, count of marks, hours missed and the mark of the semester."""
        titles = (_("Average"), _("Marks"), _("Missed, h"), _("Semester mark"))
        for x, title in zip(xs, titles, strict=False):
            lines = lines_of(title, FINAL - 0.8, 5.8)
            step = 2.4
            low = top + (HEAD - step * len(lines)) / 2 + step * 0.8
            for number, line in enumerate(lines):
                pen.text(x + FINAL / 2, low + number * step, line, 5.8, align="centre")
        codes = self._codes()
        for y, one in zip(ys, self.students, strict=False):
            low = y + high / 2 + SIZE * POINT * 0.35
            said = (
                self.say.average(one.average),
                str(one.marks or ""),
                str(one.missed_hours or ""),
                codes.get(one.id, ""),
            )
            for x, text in zip(xs, said, strict=False):
                bold = text is said[-1]
                pen.text(x + FINAL / 2, low, text, SIZE, align="centre", bold=bold)

    def _codes(self) -> dict[int, str]:
        """Return the marks of this semester in this journal, or the item's other one."""
        number = self.term.grid.semester.number
        year = self.book.year
        if number not in year.taught:
            return {}
        at = year.taught.index(number)
        return {one.student_id: one.codes[at] or "" for one in year.students}

    def _head(self, pen: Pen, xs: Sequence[float], top: float, *, is_last: bool) -> None:
        middle = top + HEAD / 2
        pen.text(xs[0] + NUMBER / 2, middle + 0.9, _("No."), 7, bold=True, align="centre")
        title = _("Last name, first name, patronymic of the student")
        lines = lines_of(title, NAME - 12, 7, bold=True)
        low = middle - len(lines) * 1.45 + 2.2
        for number, line in enumerate(lines):
            pen.text(xs[1] + 1, low + number * 2.9, line, 7, bold=True)
        sides = ((_("month"), MONTH), (_("day"), DAY), (_("pair"), PAIR), (_("kind"), KIND))
        y = top
        for word, high in sides:
            pen.text(xs[2] - 0.8, y + high - 1.2, word, 5.5, align="right", colour=MUTED)
            y += high
        self._months(pen, xs, top)
        for at, column in enumerate(self.columns, 2):
            x = (xs[at] + xs[at + 1]) / 2
            self._column(pen, x, top, column)

    def _months(self, pen: Pen, xs: Sequence[float], top: float) -> None:
        """Write the month over its columns, in three letters where there are few."""
        at = 2
        for (_year, month), columns in groupby(
            self.columns, key=lambda one: (one.day.year, one.day.month)
        ):
            count = len(list(columns))
            room = xs[at + count] - xs[at]
            name = self.say.months[month]
            if wide(name, 7) > room - 0.6:
                name = name[:3]
            pen.text(xs[at] + room / 2, top + MONTH - 1.2, name, 7, align="centre")
            at += count
            if at <= len(self.columns) + 2:
                pen.rules([(xs[at], top, xs[at], top + MONTH)], LINE)

    def _column(self, pen: Pen, x: float, top: float, column: Column) -> None:
        lesson, work = column.lesson, column.work
        y = top + MONTH
        is_open = lesson.state is LessonState.open and work is None
        day = f"{lesson.held_on:%d}" + ("°" if is_open else "")
        pen.text(x, y + DAY - 1.2, day, SIZE, bold=True, align="centre")
        y += DAY
        if work is None:
            pen.text(x, y + PAIR - 0.9, str(lesson.pair or ""), 6.2, align="centre", colour=MUTED)
        y += PAIR
        sign = self.say.work_letters[work.kind] if work else self.say.letters[lesson.kind]
        size = 6.2 if wide(sign, 6.2) <= COLUMN - 0.4 else 5.0
        pen.text(x, y + KIND - 1.3, sign, size, align="centre", bold=work is not None)

    def _rules(
        self, pen: Pen, xs: Sequence[float], top: float, ys: Sequence[float], *, is_last: bool
    ) -> None:
        """Draw the lines of the heading, and the thicker ones around table and names."""
        end = xs[-5] if is_last else xs[-1]
        lying = [top + MONTH, top + MONTH + DAY, top + MONTH + DAY + PAIR]
        pen.rules([(xs[2], y, end, y) for y in lying])
        pen.rules([(x, top + MONTH, x, top + HEAD) for x in xs[3:]])
        pen.rules([(xs[1], top, xs[1], top + HEAD)])
        results = [xs[-5]] if is_last else []
        if is_last:
            pen.rules([(x, top, x, top + HEAD) for x in xs[-5:]])
        pen.grid([xs[0], xs[2], *results, xs[-1]], [top, ys[0], ys[-1]], INK, 0.7)
        fives = [y for number, y in enumerate(ys) if number % 5 == 0]
        pen.rules([(xs[0], y, xs[-1], y) for y in fives], MUTED, 0.6)

    def _legend(self, pen: Pen, sheet: Sheet, y: float) -> None:
        parts = [
            _("* entered after the day"),
            _("° attendance is not recorded"),
            _("grey: not in the group on that day"),
        ]
        if self.book.audited:
            parts.insert(0, _("4 struck through, 5¹: corrected, the number is in the list"))
        pen.paragraph(sheet.left, y + 1, "; ".join(parts) + ".", BODY, 6.5, colour=MUTED)


def draw_cell(pen: Pen, x: float, y: float, width: float, high: float, cell: Cell) -> None:
    """Draw a cell: what it says; above it, struck through, what a correction replaced."""
    if is_absence(cell.text):
        pen.box(x + 0.15, y + 0.15, width - 0.3, high - 0.3, ALERT)
    middle = x + width / 2
    sign = ",".join(map(str, cell.numbers)) if cell.numbers else "*" if cell.is_late else ""
    if cell.struck:
        pen.struck(middle, y + high * 0.42, cell.struck, 5.2)
        _with_sign(pen, middle, y + high * 0.9, cell.text or "—", sign, 6.4, width)
        return
    low = y + high / 2 + SIZE * POINT * 0.35
    room = width - 0.5 - (wide(sign, 4.6) if sign else 0)
    for size in (SIZE, 6.6):
        if wide(cell.text, size) <= room:
            _with_sign(pen, middle, low, cell.text, sign, size, width)
            return
    first, slash, rest = cell.text.partition("/")
    if not slash:
        _with_sign(pen, middle, low, cell.text, sign, 5.4, width)
        return
    pen.text(middle, y + high * 0.45, first + slash, 5.4, align="centre")
    _with_sign(pen, middle, y + high * 0.9, rest, sign, 5.4, width)


def _with_sign(
    pen: Pen, middle: float, low: float, text: str, sign: str, size: float, width: float
) -> None:
    """Write a text and a small sign after it, both within the cell."""
    if not sign:
        pen.text(middle, low, text, size, align="centre")
        return
    small = 4.6
    while small > 3.4 and wide(text, size) + wide(sign, small) > width - 0.4:
        small -= 0.3
    both = wide(text, size) + wide(sign, small)
    pen.text(middle - both / 2, low, text, size)
    pen.text(middle + both / 2, low - size * POINT * 0.35, sign, small, align="right")
