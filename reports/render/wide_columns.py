"""How a wide table is parted over pages: the names stay at the left of each part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from reports.dataset import Column, Kind
from reports.render.foot import FONT_BOLD
from reports.render.wrapping import width_of, wrapped

SIZE, LEADING, PADDING = 6.8, 7.6, 1.4  # points of the letters of a table
UPRIGHT_HEIGHT: Final = 34 * mm  # at most, of a heading that stands upright
MOST_LINES: Final = 3  # of a heading that lies


@dataclass(frozen=True, slots=True)
class Part:
    """The columns of one part of the table, by index, with their widths in points."""

    indexes: tuple[int, ...]
    widths: tuple[float, ...]


def fixed(columns: Sequence[Column]) -> int:
    """Return how many columns stand at the left of each part: up to the first text column."""
    for index, column in enumerate(columns):
        if column.kind is Kind.text:
            return index + 1
    return 0


def parts(columns: Sequence[Column], width: float) -> list[Part]:
    """Return the parts of a table that together hold all columns, each at most `width` points.

    Neighbours with a heading above them stay together where a part has room for them all.
    """
    held = fixed(columns)
    names = tuple(range(held))
    taken = sum(columns[index].width * mm for index in names)
    found: list[list[int]] = [[]]
    room = width - taken
    for block in _blocks(columns, held):
        for piece in [block] if _wide(columns, block) <= width - taken else [[i] for i in block]:
            needed = _wide(columns, piece)
            if needed > room and found[-1]:
                found.append([])
                room = width - taken
            found[-1] += piece
            room -= needed
    return [
        Part(indexes, tuple(columns[index].width * mm for index in indexes))
        for indexes in ((*names, *part) for part in found)
    ]


def _wide(columns: Sequence[Column], indexes: Sequence[int]) -> float:
    return float(sum(columns[index].width * mm for index in indexes))


def _blocks(columns: Sequence[Column], start: int) -> Iterator[list[int]]:
    """Yield the columns that stay together: those of a narrow group, else each for itself."""
    while start < len(columns):
        group, end = columns[start].group, start + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        yield list(range(start, end))
        start = end


def stands_upright(title: str, width: float) -> bool:
    """Return whether a heading has no room across a column of `width` points."""
    room = width - 2 * PADDING
    if any(width_of(word, FONT_BOLD, SIZE) > room for word in title.split()):
        return True
    return len(wrapped(title, room, FONT_BOLD, SIZE)) > MOST_LINES
