"""The names of columns: recognised forwards, and where a rotated cell is read backwards."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from domain.text import fold
from exchange.lesson_plan_xlsx.form import COLUMNS
from exchange.lesson_plan_xlsx.shapes import HOURS, Field, Grid

# The first pattern that is found names the column. Spaces are gone: letters are spread over lines.
WORDS: Final[tuple[tuple[Field, re.Pattern[str]], ...]] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (Field.homework, "домашн"),
        (Field.self_hours, "(самост|внеаудит)\\w*работ[аы]\\w*,?час"),
        (Field.self_study, "самост|внеаудит|срс"),
        (
            Field.title,
            "наименован|содержание(учебн|заняти|урок)|разделовитем|^темы?$|темыурок|темазан",
        ),
        (Field.kind, "(вид|тип|форма)[/и,ивд]*(вид|тип)?(занят|урок|провед)|занятия?тип"),
        (Field.equipment, "средств|оборудован|нагляд|оснащен|тсо|матер.*обесп"),
        (Field.competences, "компетенц|^ок|кодыок|формируем|результатыобуч"),
        (Field.level, "уров"),
        (Field.task_kind, "видзадан"),
        (Field.tasks, "^задан|вид(ы)?деятельн|(форм|вид)\\w*контрол|вид(ы)?работ"),
        (Field.number, "^[n№](урок|занят|п/?п|$)|номер(урок|занят)|^п/?п$|^[n№]№?п/?п"),
        (Field.skip, "дата|календ|недел|срок|примеч|месяц|факт|отмет"),
        (Field.practice, "практ"),
        (Field.lab, "лаб"),
        (Field.theory, "теор|лекц|наурок|назанят|аудитор"),
        (Field.total, "час|всего|объем|кол-?во|количеств"),
    )
)
_SPACES: Final = re.compile(r"\s+")
NUMBERING: Final = 4  # so many cells 1, 2, 3 … make a row of numbered columns
DEEPEST: Final = 5  # rows of a header


def named(text: str) -> Field | None:
    """Return what a column with the name `text` holds, None where that is not known."""
    whole = _plain(text)
    for name, heading, _width in COLUMNS:
        if whole == _plain(str(heading)):
            return name
    for reading in readings(text):
        for name, pattern in WORDS:
            if pattern.search(reading):
                return name
    return None


def readings(text: str) -> Iterator[str]:
    """Yield `text` without spaces: as it stands, backwards, and backwards word by word.

    A rotated cell comes out backwards («яитяназ №»), a long one in pieces («искаМ аньлам я»).
    """
    folded = fold(text)
    yield _plain(text)
    yield _SPACES.sub("", folded[::-1])
    yield "".join(word[::-1] for word in folded.split())


def _plain(text: str) -> str:
    return _SPACES.sub("", fold(text))


def numbering(row: Sequence[str]) -> bool:
    """Return whether a row only numbers the columns."""
    cells = [cell.strip().rstrip(".") for cell in row if cell.strip()]
    return len(cells) >= NUMBERING and cells == [str(at) for at in range(1, len(cells) + 1)]


def names_of(row: Sequence[str]) -> dict[int, Field]:
    """Return the columns whose names are recognised in a row."""
    found = {at: named(cell) for at, cell in enumerate(row) if cell.strip()}
    return {at: name for at, name in found.items() if name is not None}


def is_header(row: Sequence[str]) -> bool:
    """Return whether a row names the columns of a plan: the topic and two others at least."""
    found = list(names_of(row).values())
    return Field.title in found and len(set(found) - {Field.skip}) > 2


def header_of(grid: Grid) -> tuple[int, int, tuple[Field, ...]] | None:
    """Return the first row after the header, the header's own, and what its columns hold.

    Rows count from 0. None where no row names the columns.
    """
    for top, row in enumerate(grid):
        if is_header(row):
            columns = names_of(row)
            below = top + 1
            while below < min(top + DEEPEST, len(grid)) and _goes_on(grid[below]):
                if not numbering(grid[below]):
                    columns |= _below(columns, names_of(grid[below]))
                below += 1
            width = max(len(one) for one in grid)
            return below, top, tuple(columns.get(at, Field.skip) for at in range(width))
    return None


def _goes_on(row: Sequence[str]) -> bool:
    """Return whether a row below names columns still: it numbers them, or only holds names."""
    filled = [cell for cell in row if cell.strip()]
    if numbering(row):
        return True
    if len(filled) < 2:  # a heading of the plan stands alone in its row
        return False
    return len(names_of(row)) == len(filled) and not any(cell.strip().isdigit() for cell in filled)


def _below(above: dict[int, Field], lower: dict[int, Field]) -> dict[int, Field]:
    """Return the names of a lower row that say more: of hours of which kind."""
    return {
        at: name
        for at, name in lower.items()
        if name in (*HOURS, Field.self_study) or at not in above
    }
