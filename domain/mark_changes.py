"""What a change of a cell did to the marks in it: up, down, taken away (clauses 3.6, 7.3)."""

from decimal import Decimal
from enum import StrEnum, auto
from typing import Final, NamedTuple

from domain.cells import EXEMPT, FAILED, NOT_ATTESTED, NUMERIC, PASSED, CellError, parse

# Credits stand beside the marks that say the same; «осв» says nothing of knowledge.
_WORTH: Final = {
    **{code: int(code) for code in NUMERIC},
    PASSED: 3,
    FAILED: 2,
    NOT_ATTESTED: 1,
}


class Direction(StrEnum):
    """Where a changed mark went."""

    upward = auto()
    downward = auto()
    removed = auto()
    other = auto()  # such as «осв» for a mark, or back


class MarkChange(NamedTuple):
    """The marks of a cell before and after, as texts."""

    old: str
    new: str
    direction: Direction


def mark_change(old: str, new: str) -> MarkChange | None:
    """Return what became of the marks of a cell; None where no mark that stood was changed.

    `old`, `new` are texts of cells. A further mark beside one that stays changes nothing; nor
    does an absence.
    """
    before, after = _marks(old), _marks(new)
    if not before or after[: len(before)] == before:
        return None
    return MarkChange("/".join(before), "/".join(after), _direction(before, after))


def _direction(before: tuple[str, ...], after: tuple[str, ...]) -> Direction:
    if not after:
        return Direction.removed
    if EXEMPT in before or EXEMPT in after:
        return Direction.other
    was, became = _worth(before), _worth(after)
    if was == became:
        return Direction.other
    return Direction.upward if became > was else Direction.downward


def _worth(codes: tuple[str, ...]) -> Decimal:
    return Decimal(sum(_WORTH[code] for code in codes)) / len(codes)


def _marks(text: str) -> tuple[str, ...]:
    try:
        return parse(text).marks
    except CellError:  # the trail keeps what an earlier grammar took
        return ()
