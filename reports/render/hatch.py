"""How the series of a chart look: colour and hatch, told apart in black and white as well."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reportlab.graphics.shapes import Circle, Group, Line, Polygon, Rect, Shape
from reportlab.lib.colors import HexColor, white

INK, MUTED, GRID = HexColor("#1d2733"), HexColor("#667382"), HexColor("#dfe5ec")
GAP: Final = 3.0  # points between the lines of a hatch


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a series: its colour, ground, hatch («/», «-», «x» …), marker and dashes."""

    colour: str
    ground: str
    hatch: str
    marker: str
    dash: tuple[int, ...] | None


LOOKS: Final = (
    Look("#1f5fa8", "#1f5fa8", "", "circle", None),
    Look("#b35c00", "#fbeede", "/", "square", (4, 2)),
    Look("#2e7d4f", "#e6f2ea", "-", "triangle", (1, 2)),
    Look("#5b6675", "#c9d0d8", "", "diamond", (6, 2, 1, 2)),
    Look("#8a3b78", "#f5e9f2", "x", "hollow", (8, 3)),
    Look("#1d2733", "#ffffff", "\\", "cross", (2, 2)),
)


def look(number: int) -> Look:
    """Return the look of the series of that number, from 0."""
    return LOOKS[number % len(LOOKS)]


def filled(x: float, y: float, width: float, height: float, style: Look) -> Group:
    """Return a bar of the series' look."""
    colour = HexColor(style.colour)
    ground = HexColor(style.ground)
    bar = Group(Rect(x, y, width, height, fillColor=ground, strokeColor=None))
    for kind in {"/": "/", "\\": "\\", "x": "/\\", "-": "-"}.get(style.hatch, ""):
        for ends in _lines(x, y, width, height, kind):
            bar.add(Line(*ends, strokeColor=colour, strokeWidth=0.5))
    bar.add(Rect(x, y, width, height, fillColor=None, strokeColor=colour, strokeWidth=0.6))
    return bar


def _lines(
    x: float, y: float, width: float, height: float, kind: str
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the lines of a hatch, clipped to the bar."""
    if kind == "-":
        for number in range(1, int(height / GAP) + 1):
            yield x, y + number * GAP, x + width, y + number * GAP
        return
    for number in range(1, int((width + height) / GAP) + 1):
        along = number * GAP  # of the diagonal: u + v = along, from a lower corner
        first, last = max(0.0, along - height), min(width, along)
        if last > first:
            if kind == "\\":
                yield x + first, y + along - first, x + last, y + along - last
            else:
                yield x + width - first, y + along - first, x + width - last, y + along - last


def marker(x: float, y: float, style: Look, size: float = 2.4) -> Shape:
    """Return the mark of a point of a line."""
    colour = HexColor(style.colour)
    of = {"fillColor": colour, "strokeColor": colour, "strokeWidth": 0.8}
    match style.marker:
        case "square":
            return Rect(x - size, y - size, 2 * size, 2 * size, **of)
        case "triangle":
            top, low = y + 1.3 * size, y - size
            return Polygon([x - 1.2 * size, low, x + 1.2 * size, low, x, top], **of)
        case "diamond":
            far = 1.4 * size
            return Polygon([x - far, y, x, y + far, x + far, y, x, y - far], **of)
        case "hollow":
            return Circle(x, y, size, **(of | {"fillColor": white}))
        case "cross":
            both = Group(Line(x - size, y - size, x + size, y + size, strokeColor=colour))
            both.add(Line(x - size, y + size, x + size, y - size, strokeColor=colour))
            return both
        case _:
            return Circle(x, y, size, **of)
