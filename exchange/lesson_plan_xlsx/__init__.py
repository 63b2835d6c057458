"""Lesson plans from other people's XLSX files (clause 4.2): what was understood, row by row.

`understand(grid)` recognises the columns and reads the rows; given `blocks`, it reads them by the
columns that a person has chosen. Nothing is written here, and nothing is passed over in silence.
"""

from collections import Counter
from collections.abc import Sequence

from exchange.lesson_plan_xlsx.finish import finish
from exchange.lesson_plan_xlsx.header import header_of
from exchange.lesson_plan_xlsx.layout import blocks_of
from exchange.lesson_plan_xlsx.mending import Mender
from exchange.lesson_plan_xlsx.shapes import (
    Block,
    Fate,
    Field,
    Grid,
    LessonRead,
    PlanSheet,
    RowRead,
)
from exchange.lesson_plan_xlsx.totals import checks
from exchange.lesson_plan_xlsx.walk import Walk

# Where no row names the columns: as most plans have them.
USUAL = (
    *(Field.number, Field.title, Field.total, Field.kind, Field.equipment, Field.homework),
    *(Field.self_study, Field.level),
)


def recognise(grid: Grid) -> tuple[Block, ...]:
    """Return the blocks of rows of a sheet and what their columns hold."""
    width = max((len(row) for row in grid), default=0)
    found = header_of(grid)
    if found is None:
        columns = (USUAL + (Field.skip,) * width)[:width]
        return blocks_of(grid, 0, len(grid) - 1, columns, is_named=False) if grid else ()
    below, _top, columns = found
    return blocks_of(grid, below, len(grid) - 1, columns) if below < len(grid) else ()


def understand(
    grid: Grid, blocks: Sequence[Block] | None = None, mend_words: bool = True
) -> PlanSheet:
    """Return the plan that a sheet holds.

    `blocks` say what the columns hold, None to recognise them; `mend_words` joins words that a
    conversion tore apart. Every row of the sheet is accounted for in `rows`.
    """
    blocks = tuple(recognise(grid) if blocks is None else blocks)
    walk = Walk(any(Field.number in block.columns for block in blocks))
    found = header_of(grid)
    top = found[1] if found else 0
    start = blocks[0].first - 1 if blocks else len(grid)
    for at in range(start):
        blank = not any(cell.strip() for cell in grid[at])
        outside = Fate.blank if blank else Fate.outside
        walk.rows.append(RowRead(at + 1, Fate.header if at >= top and found else outside))
    for block in blocks:
        walk.block(grid, block)
    finish(walk.lessons, walk.parts, Mender(cell for row in grid for cell in row), mend_words)
    numbers = [one.number for lesson in walk.lessons for one in lesson.numbers]
    counts = Counter(numbers)
    whole = range(min(numbers, default=1), max(numbers, default=0) + 1)
    return PlanSheet(
        blocks=blocks,
        lessons=tuple(walk.lessons),
        rows=tuple(walk.rows),
        totals=checks(grid[:top], walk.totals, walk.lessons),
        hours_in_sheet=walk.hours_in_sheet,
        gaps=tuple(number for number in whole if number not in counts),
        repeated=tuple(sorted(number for number, times in counts.items() if times > 1)),
    )


__all__ = ["Block", "Fate", "Field", "Grid", "LessonRead", "PlanSheet", "recognise", "understand"]
