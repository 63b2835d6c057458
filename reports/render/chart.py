"""The pictures of a dataset, drawn for print: calm, and told apart without colour."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Group, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable

from reports.dataset import Form, Picture
from reports.render.foot import FONT, FONT_BOLD, fitted, register_fonts
from reports.render.hatch import GRID, INK, MUTED, filled, look, marker
from reports.render.scale import ticks, words
from reports.render.wrapping import wrapped

HEIGHT: Final = 62 * mm
BETWEEN: Final = 5 * mm
WIDE_ENOUGH: Final = 250 * mm  # room for two beside each other
FEW: Final = 8  # labels that fit half a wide page
SMALL, USUAL, TITLE = 6.5, 7.5, 9.0  # points
LEGEND_LINE: Final = 11.0
SLANTED: Final = 62.0  # points of a label that stands upright, at most


class Strip(Flowable):
    """One or two pictures side by side."""

    def __init__(self, drawings: Sequence[Drawing], width: float) -> None:
        super().__init__()
        self.drawings, self.strip_width = drawings, width
        self.strip_height = max(one.height for one in drawings) + 3 * mm

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return the room that it takes."""
        return self.strip_width, self.strip_height

    def draw(self) -> None:
        """Draw the pictures from left to right."""
        at = 0.0
        for one in self.drawings:
            renderPDF.draw(one, self.canv, at, 2 * mm)
            at += one.width + BETWEEN


def strips(pictures: Sequence[Picture], width: float) -> list[Strip]:
    """Return the pictures as they stand across a page of `width` points between its margins."""
    register_fonts()
    found, waiting = [], list(pictures)
    while waiting:
        pair = waiting[:2]
        both = width >= WIDE_ENOUGH and len(pair) == 2 and all(len(p.labels) <= FEW for p in pair)
        taken = pair if both else pair[:1]
        each = (width - BETWEEN) / 2 if both else width
        found.append(Strip([draw(one, each) for one in taken], width))
        del waiting[: len(taken)]
    return found


def draw(picture: Picture, width: float, height: float = HEIGHT) -> Drawing:
    """Return one picture as a drawing of `width` × `height` points."""
    return _Chart(picture, width, height).drawing


class _Chart:
    """A chart while it is drawn."""

    def __init__(self, picture: Picture, width: float, height: float) -> None:
        self.picture = picture
        self.drawing = Drawing(width, height)
        self.marks = ticks(self._extremes())
        top = self._title(height)
        top = self._legend(top, width)
        self.left = 4 + max(stringWidth(self._said(one), FONT, SMALL) for one in self.marks)
        self.right, self.top = width - 2, top - 12
        self.slot = (self.right - self.left) / max(len(picture.labels), 1)
        self.bottom = self._labels()
        self._axis()
        match picture.form:
            case Form.lines:
                self._draw_lines()
            case Form.stacked:
                self._stack()
            case _:
                self._bars()

    def _extremes(self) -> list[float]:
        series = self.picture.series
        if self.picture.form is not Form.stacked:
            return [value for one in series for value in one.values if value is not None]
        columns = zip(*(one.values for one in series), strict=True)
        return [sum(value or 0 for value in column) for column in columns]

    def _said(self, value: float) -> str:
        return words(value) + self.picture.unit

    def _text(self, x: float, y: float, text: str, **look: Any) -> None:
        usual = {"fontName": FONT, "fontSize": SMALL, "fillColor": INK}
        self.drawing.add(String(x, y, text, **(usual | look)))

    def _title(self, height: float) -> float:
        y = height
        for line in wrapped(self.picture.title, self.drawing.width, FONT_BOLD, TITLE)[:2]:
            y -= TITLE + 1.5
            self._text(0, y, line, fontName=FONT_BOLD, fontSize=TITLE)
        return y

    def _legend(self, top: float, width: float) -> float:
        if len(self.picture.series) < 2:
            return top
        x, y = 0.0, top - LEGEND_LINE
        for number, one in enumerate(self.picture.series):
            name = fitted(one.name, width - 20, FONT, USUAL)
            taken = 20 + stringWidth(name, FONT, USUAL)
            if x and x + taken > width:
                x, y = 0.0, y - LEGEND_LINE
            self._sample(x, y, number)
            self._text(x + 16, y, name, fontSize=USUAL)
            x += taken + 10
        return y

    def _sample(self, x: float, y: float, number: int) -> None:
        style = look(number)
        if self.picture.form is not Form.lines:
            self.drawing.add(filled(x, y - 0.5, 12, 7, style))
            return
        colour = HexColor(style.colour)
        self.drawing.add(
            Line(x, y + 2.5, x + 13, y + 2.5, strokeColor=colour, strokeDashArray=style.dash)
        )
        self.drawing.add(marker(x + 6.5, y + 2.5, style, 2))

    def _labels(self) -> float:
        """Draw the labels under the axis: in up to three lines, else upright; return its height."""
        room = self.slot - 3
        split = [wrapped(one, room, FONT, SMALL) for one in self.picture.labels]
        lines = max((len(one) for one in split), default=1)
        if lines <= 3 and all(
            stringWidth(word, FONT, SMALL) <= room
            for label in self.picture.labels
            for word in label.split()
        ):
            bottom = lines * (SMALL + 1) + 5
            for number, parts in enumerate(split):
                for at, part in enumerate(parts):
                    y = bottom - 3 - (at + 1) * (SMALL + 1) + 1
                    self._text(self._middle(number), y, part, textAnchor="middle")
            return bottom
        every = max(1, round((SMALL + 1.5) / self.slot + 0.49))
        cut = [fitted(one, SLANTED, FONT, SMALL) for one in self.picture.labels]
        bottom = max(stringWidth(one, FONT, SMALL) for one in cut) + 5
        for number in range(0, len(cut), every):
            self._upright(self._middle(number), bottom - 3, cut[number])
        return bottom

    def _upright(self, x: float, top: float, text: str) -> None:
        word = String(0, 0, text, fontName=FONT, fontSize=SMALL, fillColor=INK, textAnchor="end")
        turned = self._group((0, 1, -1, 0, x + SMALL / 3, top))
        turned.add(word)

    def _group(self, transform: tuple[float, ...]) -> Any:
        group = Group(transform=transform)
        self.drawing.add(group)
        return group

    def _middle(self, number: int) -> float:
        return self.left + (number + 0.5) * self.slot

    def _y(self, value: float) -> float:
        low, high = self.marks[0], self.marks[-1]
        return self.bottom + (self.top - self.bottom) * (value - low) / (high - low)

    def _axis(self) -> None:
        for one in self.marks:
            y = self._y(one)
            colour = MUTED if one == 0 else GRID
            self.drawing.add(Line(self.left, y, self.right, y, strokeColor=colour, strokeWidth=0.5))
            said = self._said(one)
            self._text(self.left - 3, y - 2.2, said, textAnchor="end", fillColor=MUTED)

    def _bars(self) -> None:
        count = len(self.picture.series)
        wide = min(self.slot * 0.76 / max(count, 1), 16 * mm)
        for label, number, value in self._values():
            x = self._middle(label) + (number - count / 2) * wide
            y, zero = self._y(value), self._y(0)
            self.drawing.add(filled(x, min(y, zero), wide * 0.92, abs(y - zero), look(number)))
            if stringWidth(self._said(value), FONT, SMALL) <= wide + 1:
                above = y + 1.8 if value >= 0 else y - SMALL
                self._text(x + wide * 0.46, above, self._said(value), textAnchor="middle")

    def _stack(self) -> None:
        wide = min(self.slot * 0.7, 20 * mm)
        reached = [0.0] * len(self.picture.labels)
        for label, number, value in self._values():
            x, y = self._middle(label) - wide / 2, self._y(reached[label])
            tall = self._y(reached[label] + value) - y
            reached[label] += value
            style = look(number)
            self.drawing.add(filled(x, y, wide, tall, style))
            said = self._said(value)
            if tall > SMALL + 2 and stringWidth(said, FONT, SMALL) + 4 <= wide:
                self._in_bar(self._middle(label), y + tall / 2, said)

    def _in_bar(self, x: float, y: float, said: str) -> None:
        """Write a number on a bar, on a ground of its own so that a hatch does not cross it."""
        wide = stringWidth(said, FONT, SMALL) + 3
        ground = HexColor("#ffffff")
        self.drawing.add(
            Rect(x - wide / 2, y - SMALL / 2, wide, SMALL + 0.5, fillColor=ground, strokeColor=None)
        )
        self._text(x, y - SMALL / 2 + 1.3, said, textAnchor="middle")

    def _values(self) -> Iterator[tuple[int, int, float]]:
        """Yield (label, series, value) of what there is, series by series."""
        for number, one in enumerate(self.picture.series):
            for label, value in enumerate(one.values):
                if value is not None:
                    yield label, number, value

    def _draw_lines(self) -> None:
        runs: dict[int, list[list[float]]] = {}
        before: dict[int, int] = {}
        for label, number, value in self._values():
            of = runs.setdefault(number, [])
            if before.get(number) != label - 1 or not of:
                of.append([])
            of[-1] += [self._middle(label), self._y(value)]
            before[number] = label
        for number, parts in runs.items():
            style = look(number)
            for points in parts:
                if len(points) > 2:
                    self.drawing.add(
                        PolyLine(
                            points,
                            strokeColor=HexColor(style.colour),
                            strokeWidth=1.2,
                            strokeDashArray=style.dash,
                        )
                    )
        for label, number, value in self._values():
            self.drawing.add(marker(self._middle(label), self._y(value), look(number), 2))
            alone = len(self.picture.series) == 1
            if alone and stringWidth(self._said(value), FONT, SMALL) < self.slot:
                x, y = self._middle(label), self._y(value) + 4
                self._text(x, y, self._said(value), textAnchor="middle")
