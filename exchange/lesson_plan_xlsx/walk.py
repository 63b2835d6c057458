"""The way through the rows: which begin a lesson, which go on with one, which are something else.

A numbered row with a topic begins a lesson; numbered rows without one belong to it (a double
lesson is one filled row and a blank one with the next number); so do rows without a number that a
page break tore off. Headings stand alone. Nothing is passed over in silence.
"""

from domain.enums import PlanRow
from exchange.lesson_plan_xlsx.header import NUMBERING, is_header, names_of, numbering
from exchange.lesson_plan_xlsx.hints import level_of, semester_of
from exchange.lesson_plan_xlsx.rows import Row, sorted_row
from exchange.lesson_plan_xlsx.shapes import (
    HOURS,
    Block,
    Fate,
    Field,
    Grid,
    LessonRead,
    NumberRead,
    RowRead,
    Why,
)

LOWER_OPEN = (",", "-", "–", "(", "«", "“")
QUOTES = (("«", "»"), ("“", "”"), ("(", ")"))


class Walk:
    """Reads rows one after another; `lessons`, `rows` and `totals` hold what came of them."""

    def __init__(self, numbered: bool) -> None:
        """Begin; `numbered` where the sheet has a column of numbers."""
        self.numbered = numbered
        self.lessons: list[LessonRead] = []
        self.rows: list[RowRead] = []
        self.totals: list[Row] = []
        self.parts: dict[int, list[tuple[Row, int]]] = {}  # lesson's row → rows, numbers before
        self.hours_in_sheet = 0
        self.last = 0  # the latest number
        self.is_over = False  # totals were read, and no lesson since
        self.in_header = False
        self.section = self.theme = ""
        self.semester: int | None = None

    def block(self, grid: Grid, block: Block) -> None:
        """Read the rows of a block."""
        for at in range(block.first, block.last + 1):
            cells = grid[at - 1]
            if not any(cell.strip() for cell in cells):
                self._note(at, Fate.blank)
            elif self._names_columns(cells):
                self._note(at, Fate.header)
            else:
                self._read(sorted_row(at, cells, block.columns))

    def _names_columns(self, cells: tuple[str, ...]) -> bool:
        """Return whether a row repeats the names of columns, as every page of a document does."""
        filled = [cell for cell in cells if cell.strip()]
        below = self.in_header and len(filled) > 1 and len(names_of(cells)) == len(filled)
        counted = numbering(cells) and len(filled) >= NUMBERING
        self.in_header = is_header(cells) or counted or below
        return self.in_header

    def _read(self, row: Row) -> None:
        if row.is_totals and not row.numbers:
            self._total(row)
        elif self.is_over and not self._begins_anew(row):
            self._note(row.at, Fate.outside)
        elif row.level:
            self._heading(row, row.title)
        elif row.numbers:
            self._numbered(row)
        elif row.hours or row.unclear:
            self._hours_alone(row)
        else:
            self._text_alone(row)

    def _begins_anew(self, row: Row) -> bool:
        """Return whether the plan goes on after totals: with the next number or a heading."""
        next_number = bool(row.numbers) and row.numbers[0] == self.last + 1 and bool(row.title)
        if next_number or (row.heading and (level_of(row.heading) or semester_of(row.heading))):
            self.is_over = False
        return not self.is_over

    def _total(self, row: Row) -> None:
        self.totals.append(row)
        self.is_over = True
        if ended := semester_of(row.first):
            self.semester = ended + 1
        self._note(row.at, Fate.totals)

    def _numbered(self, row: Row) -> None:
        self.last = row.numbers[-1]
        current = self._current()
        if current is None or (row.title and not _goes_on(self._text_of(current), row.title)):
            self._begin(row)
        else:
            self._join(current, row)

    def _hours_alone(self, row: Row) -> None:
        """Read a row with hours and no number."""
        current = self._current()
        if row.title and level_of(row.title):  # a heading with the sum of what stands below it
            self.totals.append(row)
            self._heading(row, row.title)
        elif row.title and not (current and _goes_on(self._text_of(current), row.title)):
            self._begin(row)
        elif current is None:
            self._note(row.at, Fate.unread, Why.hours_without_lesson, row.first)
            self.hours_in_sheet += sum(row.hours.values())
        else:
            self._join(current, row)

    def _text_alone(self, row: Row) -> None:
        """Read a row with neither number nor hours."""
        current, title = self._current(), row.heading or row.title
        if semester_of(title) and row.alone:
            self.semester = semester_of(title)
            self._note(row.at, Fate.heading)
        elif title and (level_of(title) or (row.alone and not self._continues(current, title))):
            self._heading(row, title)
        elif not self.numbered and row.title and not self._continues(current, title):
            self._begin(row)
        elif current is not None:
            self._join(current, row)
        else:
            self._note(row.at, Fate.unread, Why.nothing_known, row.first)

    def _continues(self, current: LessonRead | None, title: str) -> bool:
        return current is not None and _goes_on(self._text_of(current), title)

    def _current(self) -> LessonRead | None:
        """Return the lesson that rows may go on with; a heading ends it."""
        last = self.lessons[-1] if self.lessons else None
        return last if last and last.level is PlanRow.lesson else None

    def _text_of(self, lesson: LessonRead) -> str:
        return " ".join(row.title for row, _before in self.parts[lesson.row])

    def _heading(self, row: Row, title: str) -> None:
        level = row.level or level_of(title) or (PlanRow.theme if self.section else PlanRow.section)
        if level is PlanRow.section:
            self.section, self.theme = title, ""
        else:
            self.theme = title
        lesson = LessonRead(row.at, level, semester=self.semester)
        lesson.texts[Field.title] = title
        self.lessons.append(lesson)
        self._note(row.at, Fate.heading)

    def _begin(self, row: Row) -> None:
        lesson = LessonRead(row.at, section=self.section, theme=self.theme, semester=self.semester)
        self.lessons.append(lesson)
        self.parts[row.at] = []
        self._take(lesson, row, Fate.lesson)

    def _join(self, lesson: LessonRead, row: Row) -> None:
        self._take(lesson, row, Fate.joined)

    def _take(self, lesson: LessonRead, row: Row, fate: Fate) -> None:
        lesson.numbers += [NumberRead(number, row.at) for number in row.numbers]
        self.parts[lesson.row].append((row, len(lesson.numbers)))
        self.hours_in_sheet += sum(row.hours.get(name, 0) for name in HOURS)
        if row.unclear:
            self._note(row.at, fate, Why.hours_unclear, "; ".join(row.unclear))
        else:
            self._note(row.at, fate)

    def _note(self, at: int, fate: Fate, why: Why | None = None, text: str = "") -> None:
        self.rows.append(RowRead(at, fate, why, text))


def _goes_on(text: str, more: str) -> bool:
    """Return whether `more` continues `text`: in lower case, or within open quotes."""
    if not text or not more:
        return False
    if any(text.count(left) > text.count(right) for left, right in QUOTES):
        return True
    return more[0].islower() or text.endswith(LOWER_OPEN)
