"""What stands in the cells of a wide table: lines of text, headings that stand upright."""

from collections.abc import Sequence
from typing import Any, Final

from flask_babel import format_decimal
from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from reports.dataset import Cell, Column, Kind, Row, Tone, capped
from reports.render.foot import FONT, FONT_BOLD, fitted
from reports.render.hatch import INK
from reports.render.wide_columns import LEADING, PADDING, SIZE, UPRIGHT_HEIGHT
from reports.render.wrapping import width_of, wrapped

GROUNDS: Final = {Tone.off: HexColor("#e3e7ec"), Tone.alert: HexColor("#fbeede")}
_BOLD: Final = frozenset({Tone.strong, Tone.alert})


class Lines(Flowable):
    """Some lines of text in one cell; narrow ones may be centred."""

    def __init__(self, lines: Sequence[str], font: str, *, centred: bool) -> None:
        super().__init__()
        self.lines, self.font, self.centred = list(lines), font, centred
        self.room = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that they take."""
        self.room = width
        return width, LEADING * len(self.lines)

    def draw(self) -> None:
        """Draw them from the top."""
        self.canv.setFont(self.font, SIZE)
        self.canv.setFillColor(INK)
        y = LEADING * len(self.lines) - SIZE + 0.6
        for line in self.lines:
            if self.centred:
                self.canv.drawCentredString(self.room / 2, y, line)
            else:
                self.canv.drawString(0, y, line)
            y -= LEADING


class Upright(Flowable):
    """A heading that reads from the bottom to the top."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self.lines = list(lines)
        self.room = 0.0
        self.length = max(width_of(line, FONT_BOLD, SIZE) for line in self.lines) + 2

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        self.room = width
        return width, self.length

    def draw(self) -> None:
        """Draw its lines beside each other."""
        self.canv.saveState()
        self.canv.rotate(90)
        self.canv.setFont(FONT_BOLD, SIZE)
        self.canv.setFillColor(INK)
        x = (self.room - LEADING * len(self.lines)) / 2 + SIZE - 0.6
        for line in self.lines:
            self.canv.drawString(1, -x, line)
            x += LEADING
        self.canv.restoreState()


def upright(title: str, width: float) -> Upright:
    """Return `title` standing upright in a column of `width` points, cut where it has no room."""
    room = max(1, int((width - 1) // LEADING))
    lines = wrapped(title, UPRIGHT_HEIGHT, FONT_BOLD, SIZE)
    if len(lines) > room:
        kept = lines[: room - 1]
        lines = [*kept, fitted(" ".join(lines[room - 1 :]), UPRIGHT_HEIGHT, FONT_BOLD, SIZE)]
    return Upright(lines)


def lying(title: str, width: float) -> Lines:
    """Return a heading across a column or a group of columns of `width` points."""
    lines = wrapped(title, width - 2 * PADDING, FONT_BOLD, SIZE)
    return Lines(lines, FONT_BOLD, centred=True)


def cell(row: Row, index: int, column: Column, width: float, *, bold: bool) -> Any:
    """Return what stands in a cell, in as many lines as its column needs."""
    text = words(row.cells[index], row.kind(column))
    tone = row.tone(index)
    font = FONT_BOLD if bold or tone in _BOLD else FONT
    return Lines(
        wrapped(text, width - 2 * PADDING, font, SIZE) if text else [""],
        font,
        centred=column.centred,
    )


def words(value: Cell, kind: Kind) -> str:
    """Return the text of a cell as the reader's language writes it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return capped(value)
    if kind is Kind.percent:
        return str(format_decimal(value, "#,##0.0"))
    if isinstance(value, float):
        return str(format_decimal(value, "0.00"))
    return str(value)
