"""Text in lines of a width that is known: between words, and within one that is too long."""

from functools import lru_cache
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth

WIDTHS_KEPT: Final = 20_000


@lru_cache(maxsize=WIDTHS_KEPT)
def width_of(text: str, font: str, size: float) -> float:
    """Return the width of `text` in points."""
    return float(stringWidth(text, font, size))


def wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    """Return `text` in lines of at most `width` points; none is lost, one line at least.

    A word that is wider than a line is broken where the line ends.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, width, font, size)
    return lines


def _paragraph(text: str, width: float, font: str, size: float) -> list[str]:
    if width_of(text, font, size) <= width:
        return [text]
    space = width_of(" ", font, size)
    lines: list[str] = []
    line, taken = "", 0.0
    for word in text.split():
        wide = width_of(word, font, size)
        if line and taken + space + wide <= width:
            line, taken = f"{line} {word}", taken + space + wide
            continue
        if line:
            lines.append(line)
        while wide > width and len(word) > 1:
            kept = _fits(word, width, font, size)
            lines.append(word[:kept])
            word = word[kept:]
            wide = width_of(word, font, size)
        line, taken = word, wide
    return [*lines, line] if line or not lines else lines


def _fits(word: str, width: float, font: str, size: float) -> int:
    """Return how many letters of `word` fit, one at least; after a hyphen or a slash if it can."""
    taken, count = 0.0, 0
    for letter in word:
        taken += width_of(letter, font, size)
        if taken > width:
            break
        count += 1
    count = max(count, 1)
    soft = max((word.rfind(sign, 0, count) + 1 for sign in "-/"), default=0)
    return soft if soft > count // 2 else count
