"""Opening a workbook that somebody sent: what cannot be read is refused in words, as a whole."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from python_calamine import CalamineWorkbook

from exchange.lesson_plan_xlsx.header import header_of
from exchange.lesson_plan_xlsx.package import MOST_BYTES, check_package, damaged
from exchange.lesson_plan_xlsx.shapes import Grid
from exchange.unreadable import UnreadableError

MOST_SHEETS: Final = 30
MOST_ROWS: Final = 3000
MOST_COLUMNS: Final = 60


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook: its sheets by name, the chosen one and its cells."""

    sheets: tuple[str, ...]
    sheet: str
    grid: Grid


def open_book(content: bytes, sheet: str | None = None) -> Book:
    """Return the workbook in `content` with `sheet` chosen, else the first that holds a plan.

    Raise UnreadableError with a sentence about what is wrong with the file.
    """
    check_package(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = tuple(book.sheet_names)
        if len(names) > MOST_SHEETS:
            raise UnreadableError(
                _(
                    "The workbook has %(count)s sheets, at most %(most)s are taken. "
                    "Keep the sheet with the plan alone.",
                    count=len(names),
                    most=MOST_SHEETS,
                )
            )
        if sheet is not None and sheet not in names:
            raise UnreadableError(_("The workbook has no sheet «%(name)s».", name=sheet[:100]))
        chosen, grid = _chosen(book, names if sheet is None else (sheet,))
    except UnreadableError:
        raise
    except Exception as trouble:  # a library of another language: whatever it says about a file
        raise UnreadableError(damaged()) from trouble
    return Book(names, chosen, grid)


def _chosen(book: Any, names: Sequence[str]) -> tuple[str, Grid]:
    """Return the first of the sheets that names the columns of a plan, else the first filled."""
    filled: tuple[str, Grid] | None = None
    for name in names:
        grid = _grid(book.get_sheet_by_name(name))
        if grid and header_of(grid) is not None:
            return name, grid
        if grid and filled is None:
            filled = (name, grid)
    if filled is None:
        raise UnreadableError(_("The workbook is empty: no sheet holds anything."))
    return filled


def _grid(sheet: Any) -> Grid:
    """Return the cells of a sheet as text; an empty tuple for a sheet with nothing in it."""
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise UnreadableError(
            _(
                "The sheet has %(rows)s rows and %(columns)s columns; a plan has at most "
                "%(most_rows)s and %(most_columns)s.",
                rows=sheet.total_height,
                columns=sheet.total_width,
                most_rows=MOST_ROWS,
                most_columns=MOST_COLUMNS,
            )
        )
    rows = [tuple(_text(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False)]
    width = max((len(row) for row in rows), default=0)
    whole = tuple((*row, *("",) * (width - len(row))) for row in rows)
    return whole if any(any(row) for row in whole) else ()


def _text(cell: Any) -> str:
    """Return a cell as a person sees it: 1.0 is «1»."""
    if isinstance(cell, bool):
        return "+" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date | time | timedelta):
        return cell.isoformat() if not isinstance(cell, timedelta) else str(cell)
    return str(cell).replace("\0", "").replace("_x000D_", " ").strip()


__all__ = ["MOST_BYTES", "Book", "open_book"]
