"""One row of the sheet, its cells sorted by what their columns hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.enums import PlanRow
from domain.text import fold, squeeze
from exchange.lesson_plan_xlsx.cells import DASH, HOURS, NUMBER
from exchange.lesson_plan_xlsx.hints import TOTALS
from exchange.lesson_plan_xlsx.shapes import HOURS as HOUR_FIELDS
from exchange.lesson_plan_xlsx.shapes import PARTS, Field
from models.labels import label_of

# Where a dash stands for nothing.
DASHED = (Field.homework, Field.self_study, Field.kind, Field.equipment, Field.tasks, Field.level)


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says, before it is known what it belongs to."""

    at: int  # as a spreadsheet numbers it
    numbers: tuple[int, ...]
    hours: dict[Field, int]
    texts: dict[Field, str]
    unclear: tuple[str, ...]  # cells of hours that are no whole number
    level: PlanRow | None  # what stands for a number in our own template: «раздел», «тема»
    first: str  # the first text of the row
    alone: bool  # nothing else stands in it

    @property
    def title(self) -> str:
        """Return what stands in the column of topics."""
        return self.texts.get(Field.title, "")

    @property
    def heading(self) -> str:
        """Return the text that could be a heading: alone, among topics or in the numbers."""
        return self.first if self.alone and not self.numbers else ""

    @property
    def is_totals(self) -> bool:
        """Return whether the row sums up."""
        return bool(TOTALS.search(fold(self.first)))


def sorted_row(at: int, cells: Sequence[str], columns: Sequence[Field]) -> Row:
    """Return the row `at` with its cells by field."""
    texts: dict[Field, str] = {}
    hours: dict[Field, int] = {}
    unclear: list[str] = []
    numbers: tuple[int, ...] = ()
    mark: PlanRow | None = None
    filled = [squeeze(cell) for cell in cells if cell.strip()]
    for cell, name in zip(cells, columns, strict=False):
        text = squeeze(cell)
        if not text or name is Field.skip:
            continue
        if name is Field.number and (found := _numbers(text)):
            numbers = found
        elif name is Field.number and (level := _mark(text)):
            mark = level
        elif name in HOUR_FIELDS:
            _hours(text, name, hours, unclear)
        elif not (name in DASHED and DASH.match(text)):
            kept = Field.title if name is Field.number else name
            texts[kept] = squeeze(f"{texts.get(kept, '')} {text}")
    if any(name in hours for name in PARTS):
        hours.pop(Field.total, None)  # the parts say it too
    first = next((one for one in filled if any(letter.isalpha() for letter in one)), "")
    alone = len(filled) == 1 and Field.title in texts
    return Row(at, numbers, hours, texts, tuple(unclear), mark, first, alone)


def _hours(text: str, name: Field, hours: dict[Field, int], unclear: list[str]) -> None:
    """Add the hours that a cell tells; keep it where it tells none."""
    found = HOURS.match(text)
    if found and int(found[1]):
        hours[name] = hours.get(name, 0) + int(found[1])
    elif not found and not DASH.match(text):
        unclear.append(text)


def _mark(text: str) -> PlanRow | None:
    """Return the level that the form names where a lesson has its number."""
    words = fold(text)
    levels = (PlanRow.section, PlanRow.theme)
    return next((one for one in levels if words == fold(str(label_of(one)))), None)


def _numbers(text: str) -> tuple[int, ...]:
    found = NUMBER.match(text)
    if found is None:
        return ()
    first, last = int(found[1]), int(found[2] or found[1])
    return tuple(range(first, last + 1)) if first <= last < first + 20 else (first,)
