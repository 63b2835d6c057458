"""Opening a workbook that somebody sent: what cannot be read is refused in words, as a whole."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from python_calamine import CalamineWorkbook

from exchange.lesson_plan_xlsx.header import header_of
from exchange.lesson_plan_xlsx.shapes import Grid
from exchange.unreadable import UnreadableError

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 120 * 1024 * 1024
MOST_SHEETS: Final = 30
MOST_ROWS: Final = 3000
MOST_COLUMNS: Final = 60
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A formula whose value nobody worked out: the cell would read as empty.
_NO_VALUE: Final = re.compile(rb"(?:</f>|<f\b[^>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


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
        raise UnreadableError(_DAMAGED()) from trouble
    return Book(names, chosen, grid)


def _DAMAGED() -> str:  # noqa: N802
    return _("The workbook is damaged and cannot be opened. Save it anew in a spreadsheet.")


def check_package(content: bytes) -> None:
    """Refuse what is no workbook, is locked, would unpack to too much, or holds no values."""
    if len(content) > MOST_BYTES:
        raise UnreadableError(
            _("The file is larger than %(most)s MB.", most=MOST_BYTES // (1024 * 1024))
        )
    if content.startswith(_OLE):
        raise UnreadableError(
            _("The workbook has a password or is of the old kind. Save it as XLSX, without one.")
        )
    if not content.startswith(_ZIP):
        raise UnreadableError(_("This is no XLSX workbook."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_ROWS:
                raise UnreadableError(_("The workbook unpacks to far too much and is not opened."))
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableError(_("The workbook has a password. Save it without one."))
            if "xl/workbook.xml" not in package.namelist():
                raise UnreadableError(_("This is no XLSX workbook."))
            _check_formulas(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as trouble:
        raise UnreadableError(_DAMAGED()) from trouble
    except zipfile.zlib.error as trouble:  # type: ignore[attr-defined]
        raise UnreadableError(_DAMAGED()) from trouble


def _check_formulas(package: zipfile.ZipFile) -> None:
    for name in package.namelist():
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        with package.open(name) as part:  # what a lying header hides past its size is not read
            text = part.read(MOST_UNPACKED)
        if count := len(_NO_VALUE.findall(text)):
            raise UnreadableError(
                _(
                    "%(count)s cells hold formulas whose values were not worked out. Open the "
                    "file in a spreadsheet, save it and send it again.",
                    count=count,
                )
            )


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
