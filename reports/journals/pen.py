"""What a page of a book is drawn with: millimetres, counted from the upper left corner."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from reports.render.foot import FONT, FONT_BOLD
from reports.render.wrapping import width_of, wrapped

WIDE, HIGH = 210.0, 297.0  # A4 standing, millimetres
POINT: Final = 1 / mm  # a point in millimetres
INK, MUTED, LINE, PALE, GREY, ALERT, ACCENT = (
    (0.11, 0.15, 0.20),
    (0.35, 0.40, 0.46),
    (0.54, 0.59, 0.64),
    (0.94, 0.953, 0.969),
    (0.86, 0.88, 0.90),
    (0.984, 0.933, 0.871),
    (0.122, 0.373, 0.659),
)
Colour = tuple[float, float, float]


class Pen:
    """Draws on one canvas; x runs right, y runs down, both in millimetres."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._font: tuple[str, float] | None = None
        self._fill: Colour | None = None
        self._stroke: tuple[Colour, float] | None = None

    def new_page(self) -> None:
        """Begin a page: the state of the last one is gone."""
        self._font = self._fill = self._stroke = None

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 7.5,
        *,
        bold: bool = False,
        align: str = "left",
        colour: Colour = INK,
    ) -> None:
        """Write one line whose letters stand on `y`."""
        if not text:
            return
        font = FONT_BOLD if bold else FONT
        canvas = self.canvas
        if self._font != (font, size):
            self._font = font, size
            canvas.setFont(font, size)
        if self._fill != colour:
            self._fill = colour
            canvas.setFillColorRGB(*colour)
        at, low = x * mm, (HIGH - y) * mm
        if align == "centre":
            at -= width_of(text, font, size) / 2
        elif align == "right":
            at -= width_of(text, font, size)
        canvas.drawString(at, low, text)

    def struck(self, x: float, y: float, text: str, size: float, colour: Colour = MUTED) -> None:
        """Write one line, struck through, centred on `x`."""
        self.text(x, y, text, size, align="centre", colour=colour)
        half = width_of(text, FONT, size) * POINT / 2 + 0.3
        self._line(colour, 0.5)
        middle = (HIGH - y + size * POINT * 0.28) * mm
        self.canvas.line((x - half) * mm, middle, (x + half) * mm, middle)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle whose upper left corner is (x, y)."""
        if self._fill != colour:
            self._fill = colour
            self.canvas.setFillColorRGB(*colour)
        self.canvas.rect(x * mm, (HIGH - y - height) * mm, width * mm, height * mm, 0, 1)

    def rules(
        self, lines: Iterable[Sequence[float]], colour: Colour = LINE, width: float = 0.4
    ) -> None:
        """Draw straight lines, each given as x1, y1, x2, y2."""
        self._line(colour, width)
        self.canvas.lines(
            [(x1 * mm, (HIGH - y1) * mm, x2 * mm, (HIGH - y2) * mm) for x1, y1, x2, y2 in lines]
        )

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], colour: Colour = LINE, width: float = 0.4
    ) -> None:
        """Draw a table's lines: upright ones at `xs`, lying ones at `ys`, both in order."""
        self.rules([(x, ys[0], x, ys[-1]) for x in xs], colour, width)
        self.rules([(xs[0], y, xs[-1], y) for y in ys], colour, width)

    def _line(self, colour: Colour, width: float) -> None:
        if self._stroke != (colour, width):
            self._stroke = colour, width
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.setLineWidth(width)

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        size: float = 7.5,
        *,
        leading: float = 0.0,
        **look: Any,
    ) -> float:
        """Write `text` in lines of `width`, the first below `y`; return where it ends."""
        step = leading or size * POINT * 1.2
        for line in lines_of(text, width, size, bold=look.get("bold", False)):
            self.text(x, y + step * 0.8, line, size, **look)
            y += step
        return y


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines of at most `width` millimetres."""
    return wrapped(text, width * mm, FONT_BOLD if bold else FONT, size)


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of `text` in millimetres."""
    return width_of(text, FONT_BOLD if bold else FONT, size) * POINT


__all__ = [
    "ACCENT",
    "ALERT",
    "GREY",
    "HIGH",
    "INK",
    "LINE",
    "MUTED",
    "PALE",
    "POINT",
    "WIDE",
    "Pen",
]
