"""One sheet of a workbook while it is written, top to bottom."""

from collections.abc import Callable
from math import ceil
from typing import Any, Final

from flask_babel import gettext
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.dataset import Cell, Dataset, Kind, Layout, Row, Tone, capped
from reports.render.xlsx_charts import Charts

PER_MILLIMETRE: Final = 0.55  # width of a column in characters
NARROWEST: Final = 4.3  # characters: «4нп*» in one line
LEADING: Final = 1.35  # height of a line to the size of its letters
MAX_CELL: Final = 4000  # characters
NO_TABLE: Final = 90.0  # characters of a sheet that has words and pictures alone
OFTEN: Final = 500  # rows between two words about how far it is
A4: Final = 9
COLOURS: Final = {Tone.off: "#E3E7EC", Tone.alert: "#FBEEDE"}


class Page:
    """The sheet while it is written, top to bottom."""

    def __init__(self, book: Workbook, sheet: Worksheet, data: Dataset, made_on: str) -> None:
        self.book, self.sheet, self.data, self.made_on = book, sheet, data, made_on
        self.line = 0
        self.last = max(len(data.columns) - 1, 0)
        self.widths = [
            max(column.width * PER_MILLIMETRE, NARROWEST) for column in data.columns
        ] or [NO_TABLE]
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        for index, width in enumerate(self.widths):
            sheet.set_column(index, index, width)

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
            self.sheet.write_string(row, column, capped(value, MAX_CELL), look)
        else:
            self.sheet.write_number(row, column, value, look)

    def paragraph(self, text: str, size: int = 10, **look: Any) -> None:
        """Write a text over the whole width, in as many lines as it needs."""
        look |= {"font_size": size, "text_wrap": True, "valign": "top"}
        if self.last:
            self.sheet.merge_range(self.line, 0, self.line, self.last, "", self.format(**look))
        self.write(self.line, 0, text, self.format(**look))
        lines = _lines(text, sum(self.widths) * 10 / size)
        self.sheet.set_row(self.line, lines * size * LEADING + 3)
        self.line += 1

    def head(self) -> None:
        """Write the organisation, the title, the facts."""
        if self.data.organisation:
            self.paragraph(self.data.organisation)
        self.paragraph(self.data.title, 14, bold=True)
        if self.data.facts:
            facts = (f"{fact.label}: {fact.value}" for fact in self.data.facts)
            self.paragraph(" · ".join(facts))
        self.line += 1

    def table(self, step: Callable[[int], None]) -> None:
        """Write the headings, the rows, the totals; `step` is told how many are written."""
        if not self.data.columns:
            return
        top = self.line
        self._headings()
        # Panes: only the table's own heading and its first text column stay.
        texts = [i for i, column in enumerate(self.data.columns) if column.kind is Kind.text]
        self.sheet.freeze_panes(self.line, texts[0] + 1 if texts else 0)
        self.sheet.repeat_rows(top, self.line - 1)
        everything = (*self.data.rows, *self.data.totals)
        for number, row in enumerate(everything):
            self._row(row, bold=number >= len(self.data.rows))
            if number % OFTEN == 0:
                step(min(number, len(self.data.rows)))

    def _headings(self) -> None:
        grouped = any(column.group for column in self.data.columns)
        bottom = self.line + grouped
        for heading, start, span in self.data.headings():
            if heading:
                look = self._heading(Tone.plain)
                end = start + span - 1
                if span > 1:
                    self.sheet.merge_range(self.line, start, self.line, end, heading, look)
                else:
                    self.write(self.line, start, heading, look)
            elif grouped:
                column = self.data.columns[start]
                look = self._heading(column.tone)
                self.sheet.merge_range(self.line, start, bottom, start, column.title, look)
        for index, column in enumerate(self.data.columns):
            if column.group or not grouped:
                self.write(bottom, index, column.title, self._heading(column.tone))
        self.sheet.set_row(bottom, 3 * 9 * LEADING)
        self.line = bottom + 1

    def _heading(self, tone: Tone) -> Any:
        look = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "font_size": 9}
        return self.format(**look, valign="vcenter", bg_color=COLOURS.get(tone, "#F0F3F7"))

    def _row(self, row: Row, *, bold: bool) -> None:
        for index, (value, column) in enumerate(zip(row.cells, self.data.columns, strict=True)):
            tone = row.tone(index)
            look: dict[str, Any] = {"border": 1, "valign": "vcenter", "font_size": 9}
            if isinstance(value, str):
                look |= {"text_wrap": True, "num_format": "@"}
            if column.centred:
                look |= {"align": "center"}
            if row.kind(column) is Kind.percent:
                look |= {"num_format": "0.0"}
            elif isinstance(value, float):
                look |= {"num_format": "0.00"}
            if bold or tone in (Tone.strong, Tone.alert):
                look |= {"bold": True}
            if tone in COLOURS:
                look |= {"bg_color": COLOURS[tone]}
            self.write(self.line, index, value, self.format(**look))
        lines = max(
            _lines(value, width) for value, width in zip(row.cells, self.widths, strict=True)
        )
        self.sheet.set_row(self.line, lines * 9 * LEADING + 3)
        self.line += 1

    def foot(self) -> None:
        """Write the legend, the notes, the places to sign, when it was made."""
        self.line += 1
        if self.data.legend:
            legend = (f"{fact.label} — {fact.value}" for fact in self.data.legend)
            self.paragraph("; ".join(legend), 9)
        for note in self.data.notes:
            self.paragraph(note, 9)
        for place in self.data.signatures:
            self.line += 1
            self.paragraph(
                f"{place.position}{f' ({place.deed})' if place.deed else ''}: "
                f"____________________  {place.name}  "
                f"{place.signed_on or '«____» ______________ 20____'}"
            )
        if self.made_on:
            self.line += 1
            self.paragraph(self.made_on, 8, font_color="#667382")

    def charts(self, charts: Charts) -> None:
        """Put the pictures below: above the table they would leave no room for its rows."""
        for picture in self.data.pictures:
            self.line = charts.put(self.sheet, self.line + 1, picture)

    def print_setup(self) -> None:
        """Set A4, the orientation, one page in width, the number of the page."""
        self.sheet.set_paper(A4)
        if self.data.layout is Layout.landscape:
            self.sheet.set_landscape()
        self.sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        page = gettext("page %(number)s of %(total)s", number="&P", total="&N")
        self.sheet.set_footer(f"&R{page}")


def _lines(value: Cell, width: float) -> int:
    """Return how many lines of `width` characters a cell takes."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, ceil(len(part) / max(width, 1))) for part in value.split("\n"))
