"""Analytic notes: sections, and sentences whose figures nobody edits (clause 4.5).

A text names its figures as «{held}». The head words it as they like, but every figure of a drafted
sentence stays in it, and no figure is there that was not computed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

MOST_TEXT: Final = 4000  # characters of a paragraph
MOST_PARAGRAPHS: Final = 100  # of a note: more is no note
_PLACE: Final = re.compile(r"\{([^{}]*)\}")
# From what share of lessons recorded in time on journals are kept well, or with remarks. The
# regulation names no share: one lesson of twenty is a slip, one of seven a habit.
GOOD: Final = 95.0
FAIR: Final = 85.0

Figure = int | float | str


class Section(StrEnum):
    """The sections of a note, in their order."""

    general = auto()
    completeness = auto()
    timeliness = auto()
    delivery = auto()
    objectivity = auto()
    control_works = auto()
    remarks = auto()
    attendance = auto()
    performance = auto()
    conclusions = auto()
    proposals = auto()


class Standing(StrEnum):
    """How the journals of a department are kept, in one word."""

    good = auto()
    fair = auto()
    poor = auto()


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a text: places that no figure fills, figures without a place."""

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    broken: bool = False  # a brace without its other one

    def __bool__(self) -> bool:
        return bool(self.unknown or self.missing or self.broken)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: words, or a figure (`name` is not empty)."""

    text: str
    name: str = ""


def places(text: str) -> tuple[str, ...]:
    """Return the names between braces in `text`, in order, each once."""
    return tuple(dict.fromkeys(found.strip() for found in _PLACE.findall(text)))


def check(text: str, figures: Iterable[str]) -> Faults:
    """Return what is wrong with `text` where exactly `figures` belong into it."""
    named, known = places(text), tuple(figures)
    rest = _PLACE.sub("", text)
    return Faults(
        tuple(one for one in named if one not in known),
        tuple(one for one in known if one not in named),
        "{" in rest or "}" in rest,
    )


def pieces(text: str, figures: Mapping[str, Figure]) -> tuple[Piece, ...]:
    """Return `text` in pieces, figures put in; a place without a figure stays as it is written."""
    found: list[Piece] = []
    for number, part in enumerate(_PLACE.split(text)):
        name = part.strip()
        if number % 2 and name in figures:
            found.append(Piece(shown(figures[name]), name))
        elif number % 2:
            found.append(Piece("{" + part + "}"))
        elif part:
            found.append(Piece(part))
    return tuple(found)


def filled(text: str, figures: Mapping[str, Figure]) -> str:
    """Return `text` with its figures put in."""
    return "".join(piece.text for piece in pieces(text, figures))


def shown(figure: Figure) -> str:
    """Return a figure as people read it: a decimal comma, one digit after it."""
    if isinstance(figure, float):
        return f"{figure:.1f}".removesuffix(".0").replace(".", ",")
    return str(figure)


def standing(on_time_share: float) -> Standing:
    """Return how journals are kept of which so many percent of lessons are recorded in time."""
    if on_time_share >= GOOD:
        return Standing.good
    return Standing.fair if on_time_share >= FAIR else Standing.poor


def moved(order: Sequence[int], key: int, by: int) -> list[int]:
    """Return `order` with `key` moved `by` places, as far as there is room."""
    rest = [one for one in order if one != key]
    place = min(max(order.index(key) + by, 0), len(rest))
    return [*rest[:place], key, *rest[place:]]
