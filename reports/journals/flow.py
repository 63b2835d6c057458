"""Tables of texts that go on from page to page: every text is wrapped, none is cut."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from reportlab.lib.units import mm

from reports.journals.pen import HIGH, INK, LINE, MUTED, PALE, POINT, Pen, lines_of, wide
from reports.journals.sheets import BODY, BOTTOM, Sheet, mark

PADDING: Final = 1.0  # millimetres, left and right in a cell
ABOVE: Final = 0.9  # and above and below
HEAD_SIZE: Final = 7.0


@dataclass(frozen=True, slots=True)
class Field:
    """A column of such a table; widths are shares of the page."""

    title: str
    share: float
    align: str = "left"
    size: float = 7.5
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: texts, and which of them are struck through, muted, or link to a page."""

    cells: tuple[str, ...]
    struck: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    strong: bool = False
    to: Sheet | None = None  # its number stands in the last cell, which is empty


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines of a wrapped row, as many as stand on one page."""

    row: Line
    cells: tuple[tuple[str, ...], ...]
    height: float


@dataclass(slots=True)
class Table:
    """Wraps rows to the widths of its columns and draws them."""

    fields: Sequence[Field]
    width: float = BODY
    least: float = 5.0  # height of a row
    widths: list[float] = field(init=False)
    head: float = field(init=False)

    def __post_init__(self) -> None:
        whole = sum(one.share for one in self.fields)
        self.widths = [self.width * one.share / whole for one in self.fields]
        step = HEAD_SIZE * POINT * 1.15
        lines = max(
            len(lines_of(one.title, room - 2 * PADDING, HEAD_SIZE, bold=True))
            for one, room in zip(self.fields, self.widths, strict=True)
        )
        self.head = lines * step + 2 * ABOVE if any(one.title for one in self.fields) else 0.0

    def blocks(self, row: Line, room: float) -> list[Block]:
        """Return `row` wrapped, in parts of at most `room` millimetres."""
        cells = [
            lines_of(text, room_of - 2 * PADDING, one.size, bold=one.bold or row.strong)
            for text, one, room_of in zip(row.cells, self.fields, self.widths, strict=True)
        ]
        most = [max(1, int((room - 2 * ABOVE) / self._step(one))) for one in self.fields]
        parts = []
        while True:
            taken = [lines[:limit] for lines, limit in zip(cells, most, strict=True)]
            cells = [lines[limit:] for lines, limit in zip(cells, most, strict=True)]
            parts.append(Block(row, tuple(map(tuple, taken)), self._height(taken)))
            if not any(cells):
                return parts

    @staticmethod
    def _step(one: Field) -> float:
        return one.size * POINT * 1.17

    def _height(self, cells: Sequence[Sequence[str]]) -> float:
        tall = max(
            len(lines) * self._step(one) for lines, one in zip(cells, self.fields, strict=True)
        )
        return max(self.least, tall + 2 * ABOVE)

    def edges(self, left: float) -> list[float]:
        """Return where the upright lines stand."""
        found = [left]
        for one in self.widths:
            found.append(found[-1] + one)
        return found

    def draw_head(self, pen: Pen, left: float, y: float) -> float:
        """Draw the heading; return where it ends."""
        if not self.head:
            return y
        pen.box(left, y, self.width, self.head, PALE)
        step = HEAD_SIZE * POINT * 1.15
        for x, one, room in zip(self.edges(left), self.fields, self.widths, strict=False):
            lines = lines_of(one.title, room - 2 * PADDING, HEAD_SIZE, bold=True)
            at = y + (self.head - len(lines) * step) / 2 + step * 0.78
            for number, line in enumerate(lines):
                pen.text(
                    x + room / 2, at + number * step, line, HEAD_SIZE, bold=True, align="centre"
                )
        pen.grid(self.edges(left), [y, y + self.head])
        return y + self.head

    def draw(self, pen: Pen, left: float, y: float, blocks: Iterable[Block]) -> float:
        """Draw rows below `y`; return where they end."""
        ys = [y]
        for block in blocks:
            self._draw_block(pen, left, ys[-1], block)
            ys.append(ys[-1] + block.height)
        if len(ys) > 1:
            pen.grid(self.edges(left), ys, LINE)
        return ys[-1]

    def _draw_block(self, pen: Pen, left: float, y: float, block: Block) -> None:
        row = block.row
        for index, (x, one, room, lines) in enumerate(
            zip(self.edges(left), self.fields, self.widths, block.cells, strict=False)
        ):
            step = self._step(one)
            at = y + ABOVE + step * 0.8
            if len(lines) == 1:  # alone it stands in the middle
                at = y + block.height / 2 + one.size * POINT * 0.35
            x, align = _place(x, room, one.align)
            colour = MUTED if index in row.muted else INK
            for number, line in enumerate(lines):
                low = at + number * step
                if index in row.struck and line:
                    pen.struck(_centre(x, line, one, align), low, line, one.size)
                else:
                    bold = one.bold or row.strong
                    pen.text(x, low, line, one.size, bold=bold, align=align, colour=colour)
        if row.to is not None:
            self._draw_link(pen, left, y, block)

    def _draw_link(self, pen: Pen, left: float, y: float, block: Block) -> None:
        link_to(pen, block.row.to, left, y, self.width, block.height)
        one = self.fields[-1]
        at = y + block.height / 2 + one.size * POINT * 0.35
        number = str(block.row.to.number) if block.row.to else ""
        pen.text(left + self.width - PADDING, at, number, one.size, align="right")


def _place(x: float, room: float, align: str) -> tuple[float, str]:
    if align == "centre":
        return x + room / 2, align
    if align == "right":
        return x + room - PADDING, align
    return x + PADDING, align


def _centre(x: float, line: str, one: Field, align: str) -> float:
    """Return the middle of a line that stands at `x`."""
    half = wide(line, one.size) / 2
    return {"left": x + half, "right": x - half}.get(align, x)


def link_to(pen: Pen, sheet: Sheet | None, x: float, y: float, width: float, height: float) -> None:
    """Let a click on a rectangle open a page of the book."""
    if sheet is not None:
        box = (x * mm, (HIGH - y - height) * mm, (x + width) * mm, (HIGH - y) * mm)
        pen.canvas.linkAbsolute("", mark(sheet), box)


Heading = Callable[[Pen, Sheet], float]  # draws what stands above; returns where it ends
Item = Callable[[Pen, Sheet, float], float]  # draws something at a height; returns where it ends


class Flow:
    """Puts tables and paragraphs below each other, on as many pages as they need.

    `heading` stands on every page and ends at `top` at the lowest.
    """

    def __init__(self, heading: Heading, top: float, bottom: float = BOTTOM) -> None:
        self._heading, self._top, self._bottom = heading, top, bottom
        self._pages: list[list[Item]] = [[]]
        self._y = top

    def sheets(self, title: str = "", level: int = 1) -> list[Sheet]:
        """Return the pages; the first stands in the contents under `title`."""
        found = [Sheet(self._drawer(items), level=level) for items in self._pages]
        found[0].title = title
        return found

    def _drawer(self, items: Sequence[Item]) -> Callable[[Pen, Sheet], None]:
        heading = self._heading

        def draw(pen: Pen, sheet: Sheet) -> None:
            y = heading(pen, sheet)
            for item in items:
                y = item(pen, sheet, y)

        return draw

    def room(self, height: float) -> None:
        """Go on to the next page where `height` millimetres are not left on this one."""
        if self._y + height > self._bottom and self._pages[-1]:
            self._pages.append([])
            self._y = self._top

    def item(self, height: float, draw: Item) -> None:
        """Add something of a known height that stands on one page."""
        self.room(height)
        self._pages[-1].append(draw)
        self._y += height

    def space(self, height: float) -> None:
        """Leave room, but not at the top of a page."""
        if self._pages[-1]:
            self.item(height, lambda _pen, _sheet, y: y + height)

    def paragraph(
        self, text: str, size: float = 8.0, *, bold: bool = False, follows: float = 0.0
    ) -> None:
        """Add a text over the whole width; `follows`: room that must be left below it."""
        lines = lines_of(text, BODY, size, bold=bold)
        step = size * POINT * 1.25
        self.room(len(lines) * step + follows)
        for line in lines:
            self.item(step, _line_drawer(line, size, step, bold=bold))

    def table(self, table: Table, rows: Iterable[Line]) -> None:
        """Add a table; its heading stands above its rows on every page."""
        room = self._bottom - self._top - table.head
        waiting: list[Block] = []
        for block in (block for row in rows for block in table.blocks(row, room)):
            head = 0.0 if waiting else table.head
            if self._y + head + block.height > self._bottom:
                self._put(table, waiting)
                waiting, head = [], table.head
                self.room(self._bottom)
            waiting.append(block)
            self._y += head + block.height
        self._put(table, waiting)

    def _put(self, table: Table, blocks: Sequence[Block]) -> None:
        if not blocks:
            return

        def draw(pen: Pen, sheet: Sheet, y: float) -> float:
            y = table.draw_head(pen, sheet.left, y)
            return table.draw(pen, sheet.left, y, blocks)

        self._pages[-1].append(draw)


def _line_drawer(line: str, size: float, step: float, *, bold: bool) -> Item:
    def draw(pen: Pen, sheet: Sheet, y: float) -> float:
        pen.text(sheet.left, y + step * 0.8, line, size, bold=bold)
        return y + step

    return draw


__all__ = ["Block", "Field", "Flow", "Heading", "Line", "Table"]
