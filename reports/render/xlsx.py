"""A dataset as a workbook of one sheet, ready to print on A4."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from flask_babel import gettext
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.dataset import Cell, Dataset, Kind, Layout, Row, Tone, capped
from reports.render import Rendered, Step, silent

PER_MILLIMETRE = 0.55  # width of a column in characters
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # the same data give the same bytes
SHEET_NAME = 31  # characters that Excel allows
A4 = 9
COLOURS = {Tone.off: "#E3E7EC", Tone.alert: "#FBEEDE"}


def render(data: Dataset, step: Step = silent) -> Rendered:
    """Return `data` as XLSX; the heading of the table stays in sight and is printed again."""
    out = BytesIO()
    # Whatever begins with = + - @ stays text: a name is never a formula.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": data.title, "created": EPOCH.replace(tzinfo=None)})
    sheet = book.add_worksheet(_sheet_name(data.title))
    page = _Page(book, sheet, data)
    step(10)
    page.head()
    page.table(step)
    page.foot()
    page.print_setup()
    book.close()
    return Rendered(out.getvalue(), None)


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in r"[]:*?/\'")[:SHEET_NAME] or "1"


class _Page:
    """The sheet while it is written, top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet, data: Dataset) -> None:
        self.book, self.sheet, self.data = book, sheet, data
        self.line = 0
        self.last = max(len(data.columns) - 1, 0)
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **look: Any) -> Any:
        """Return the format of these properties, made once."""
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "Arial", **look})
        return self.formats[key]

    def write(self, row: int, column: int, value: Cell, look: Any) -> None:
        """Write one value, a text always as a text."""
        if value is None:
            self.sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, capped(value, 2000), look)
        else:
            self.sheet.write_number(row, column, value, look)

    def line_of_text(self, text: str, **look: Any) -> None:
        """Write a text in the first column, over the empty cells at its right."""
        self.write(self.line, 0, text, self.format(**look))
        self.line += 1

    def head(self) -> None:
        """Write the organisation, the title, the facts."""
        if self.data.organisation:
            self.line_of_text(self.data.organisation)
        self.line_of_text(self.data.title, bold=True, font_size=14)
        for fact in self.data.facts:
            self.line_of_text(f"{fact.label}: {fact.value}")
        self.line += 1

    def table(self, step: Step) -> None:
        """Write the headings, the rows, the totals."""
        top = self.line
        if any(column.group for column in self.data.columns):
            self._groups()
        look = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "font_size": 9}
        for index, column in enumerate(self.data.columns):
            ground = COLOURS.get(column.tone, "#F0F3F7")
            self.write(
                self.line,
                index,
                column.title,
                self.format(**look, valign="vcenter", bg_color=ground),
            )
            self.sheet.set_column(index, index, max(column.width * PER_MILLIMETRE, 3.2))
        self.line += 1
        # Panes: only the table's own heading and its first text column stay.
        texts = [i for i, column in enumerate(self.data.columns) if column.kind is Kind.text]
        self.sheet.freeze_panes(self.line, texts[0] + 1 if texts else 0)
        self.sheet.repeat_rows(top, self.line - 1)
        everything = (*self.data.rows, *self.data.totals)
        for number, row in enumerate(everything):
            self._row(row, bold=number >= len(self.data.rows))
            if number % 500 == 0:
                step(10 + round(80 * number / len(everything)))

    def _groups(self) -> None:
        look = self.format(bold=True, border=1, align="center", font_size=9, bg_color="#F0F3F7")
        for heading, start, span in self.data.headings():
            if span > 1:
                self.sheet.merge_range(self.line, start, self.line, start + span - 1, heading, look)
            else:
                self.write(self.line, start, heading or None, look)
        self.line += 1

    def _row(self, row: Row, *, bold: bool) -> None:
        for index, (value, column) in enumerate(zip(row.cells, self.data.columns, strict=True)):
            tone = row.tone(index)
            look: dict[str, Any] = {"border": 1, "valign": "vcenter", "font_size": 9}
            if isinstance(value, str):
                look |= {"text_wrap": True, "num_format": "@"}
            if column.centred:
                look |= {"align": "center"}
            if column.kind is Kind.percent:
                look |= {"num_format": "0.0"}
            if bold or tone in (Tone.strong, Tone.alert):
                look |= {"bold": True}
            if tone in COLOURS:
                look |= {"bg_color": COLOURS[tone]}
            self.write(self.line, index, value, self.format(**look))
        lines = max(
            (cell.count("\n") + 1 for cell in row.cells if isinstance(cell, str)), default=1
        )
        self.sheet.set_row(self.line, 13 * lines + 1)
        self.line += 1

    def foot(self) -> None:
        """Write the legend, the notes, the places to sign, when it was made."""
        self.line += 1
        if self.data.legend:
            self.line_of_text(
                "; ".join(f"{fact.label} — {fact.value}" for fact in self.data.legend), font_size=9
            )
        for note in self.data.notes:
            self.line_of_text(note, font_size=9)
        for place in self.data.signatures:
            self.line += 1
            self.line_of_text(
                f"{place.position} ({place.deed}): ____________________  {place.name}  "
                "«____» ______________ 20____"
            )
        if self.data.made_on:
            self.line += 1
            self.line_of_text(self.data.made_on, font_size=8, font_color="#667382")

    def print_setup(self) -> None:
        """Set A4, the orientation, one page in width, the number of the page."""
        self.sheet.set_paper(A4)
        if self.data.layout is Layout.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        page = gettext("page %(number)s of %(total)s", number="&P", total="&N")
        self.sheet.set_footer(f"&R{page}")
