"""Which column holds what, block by block: a document's page breaks shift the columns of a sheet.

The fields of a plan follow each other as the header names them; every cell says how well it fits
each field. For a stretch of rows the best assignment in that order is worked out column by column;
the cheapest way through the rows, from one such layout to another, then tells the blocks.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from exchange.lesson_plan_xlsx.cells import NUMBER, Fits, fits_of
from exchange.lesson_plan_xlsx.hints import hours_lean
from exchange.lesson_plan_xlsx.shapes import Block, Field, Grid

Columns = tuple[Field, ...]
STRETCH: Final = 24  # rows that a layout is worked out from
SWITCH: Final = 9.0  # what a change of the layout costs
KNOWN: Final = 0.4  # what a cell gains in the column that the header names so
MISFIT: Final = -2.0  # a cell that cannot be what its column is named
MOST_MISFITS: Final = 0.1  # rows with such a cell that a header survives
FEWEST_NAMED: Final = 3
MOST_LAYOUTS: Final = 60
Scores = list[dict[int, Fits]]  # row by row: column → how the cell there fits


def blocks_of(
    grid: Grid, first: int, last: int, header: Columns, *, is_named: bool = True
) -> tuple[Block, ...]:
    """Return the blocks of the rows `first`..`last` (from 0, both in), and what they hold.

    `header` is what the names of the columns say, or a guess where not `is_named`. What comes
    after the last numbered row, totals and the like, says nothing about the columns.
    """
    end = _last_numbered(grid, first, last)
    rows = range(first, end + 1)
    scores = [_scores(grid[at], header) for at in rows]
    if is_named and _holds(scores, header):
        return (Block(first + 1, last + 1, header),)
    order = tuple(dict.fromkeys(one for one in header if one is not Field.skip))
    layouts = list(dict.fromkeys([header, *_layouts(scores, order, len(header))]))[:MOST_LAYOUTS]
    way = _way(scores, layouts)
    found: list[Block] = []
    start = 0
    for at in range(1, len(way) + 1):
        if at == len(way) or way[at] != way[start]:
            columns = layouts[way[start]]
            found.append(Block(first + start + 1, first + at, columns))
            start = at
    blocks = _whole(found, scores, order, first)
    return (*blocks[:-1], replace(blocks[-1], last=last + 1))


def _holds(scores: Scores, header: Columns) -> bool:
    """Return whether the header tells the columns of all rows, but for a few odd cells."""
    misfits = sum(
        any(fits[header[at]] < MISFIT for at, fits in row.items() if header[at] is not Field.skip)
        for row in scores
    )
    named = sum(name is not Field.skip for name in header)
    return named >= FEWEST_NAMED and misfits <= max(2, len(scores) * MOST_MISFITS)


def _last_numbered(grid: Grid, first: int, last: int) -> int:
    for at in range(last, first, -1):
        cell = next((one.strip() for one in grid[at] if one.strip()), "")
        if NUMBER.match(cell):
            return at
    return last


def _scores(row: Sequence[str], header: Columns) -> dict[int, Fits]:
    lean = hours_lean(row)
    found = {}
    for at, cell in enumerate(row):
        if not cell.strip():
            continue
        fits = dict(fits_of(cell))
        if cell.strip().isdigit():
            for name, gain in lean.items():
                fits[name] += gain
        if header[at] is not Field.skip:
            fits[header[at]] += KNOWN
        found[at] = fits
    return found


def _layouts(scores: Scores, order: Columns, width: int) -> list[Columns]:
    """Return the layouts that overlapping stretches of rows speak for."""
    step = STRETCH // 2
    starts = range(0, max(len(scores) - step, 1), step)
    return [_best(scores[start : start + STRETCH], order, width) for start in starts]


def _best(scores: Scores, order: Columns, width: int) -> Columns:
    """Return the assignment of columns, in the order of the fields, that fits the rows best.

    Several columns may hold one field; an empty column holds none.
    """
    sums = [dict.fromkeys(order, 0.0) for _column in range(width)]
    used = set()
    for row in scores:
        for at, fits in row.items():
            used.add(at)
            for name in order:
                sums[at][name] += fits[name]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * len(order)
    for at in sorted(used):
        reached: list[tuple[float, tuple[int, ...]]] = []
        for place, name in enumerate(order):
            score, way = max(best[: place + 1], key=lambda one: one[0])
            reached.append((score + sums[at][name], (*way, place)))
        best = reached
    _score, way = max(best, key=lambda one: one[0])
    columns = [Field.skip] * width
    for at, place in zip(sorted(used), way, strict=True):
        columns[at] = order[place]
    return tuple(columns)


def _way(scores: Scores, layouts: list[Columns]) -> list[int]:
    """Return for each row its layout, so that cells fit well and layouts change seldom."""
    reached, steps = [0.0] * len(layouts), []
    for row in scores:
        gains = [_gain(row, columns) for columns in layouts]
        best = max(range(len(layouts)), key=reached.__getitem__)
        step = [at if reached[at] >= reached[best] - SWITCH else best for at in range(len(layouts))]
        reached = [max(reached[at], reached[best] - SWITCH) + gain for at, gain in enumerate(gains)]
        steps.append(step)
    way = [max(range(len(layouts)), key=reached.__getitem__)]
    for step in reversed(steps[1:]):
        way.append(step[way[-1]])
    return way[::-1]


def _gain(row: dict[int, Fits], columns: Columns) -> float:
    return sum(-1.5 if columns[at] is Field.skip else fits[columns[at]] for at, fits in row.items())


def _whole(found: list[Block], scores: Scores, order: Columns, first: int) -> tuple[Block, ...]:
    """Work the layout of each block out from all of its rows; join what then is the same."""
    blocks: list[Block] = []
    for block in found:
        part = scores[block.first - first - 1 : block.last - first]
        columns = _best(part, order, len(block.columns))
        columns = tuple(
            new if new is not Field.skip else old
            for new, old in zip(columns, block.columns, strict=True)
        )
        if blocks and blocks[-1].columns == columns:
            blocks[-1] = Block(blocks[-1].first, block.last, columns)
        else:
            blocks.append(Block(block.first, block.last, columns))
    return tuple(blocks)
