"""Reading the workbook of a curriculum: every wrong row is told, with its number and sheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from flask_babel import gettext as _
from python_calamine import CalamineWorkbook

from domain.curriculum_plan import CurriculumPlan
from domain.item_index import one_line
from exchange.curriculum_reading import Reading
from exchange.curriculum_xlsx.form import (
    CYCLE_FIELDS,
    CYCLES,
    HEAD,
    HEAD_FIELDS,
    ROW_FIELDS,
    ROWS,
    field_names,
    plain,
    sheet_named,
)
from exchange.curriculum_xlsx.rows import Cells, CycleRows, ItemRows, WrongRowError
from exchange.lesson_plan_xlsx.package import check_package
from exchange.plx_hours import whole
from exchange.unreadable import UnreadableError

MOST_ROWS: Final = 5000
MOST_ERRORS: Final = 200
Lines = list[tuple[int, Cells]]


def read_curriculum_xlsx(content: bytes) -> Reading:
    """Return the curriculum in a workbook of the template's form, and what is wrong row by row.

    Raise UnreadableError for what is no such workbook at all.
    """
    check_package(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = {name: _grid(book, name) for name in book.sheet_names[:10]}
    except UnreadableError:
        raise
    except Exception:  # a library of another language: whatever it says about a file
        raise UnreadableError(
            _("The workbook is damaged and cannot be opened. Save it anew in a spreadsheet.")
        ) from None
    errors: list[str] = []
    plan = _head(sheets, errors)
    cycles, items = CycleRows(), ItemRows()
    _collect(_table(sheets, CYCLES, CYCLE_FIELDS), CYCLES, cycles.take, errors)
    _collect(_table(sheets, ROWS, ROW_FIELDS), ROWS, items.take, errors)
    errors += [*cycles.loose(), *items.loose(cycles.found)]
    if not errors and not any(item.total for item in items.found.values()):
        errors.append(_("The workbook holds no hours."))
    whole_plan = replace(
        plan, cycles=tuple(cycles.found.values()), items=tuple(items.found.values())
    )
    programmes = ((plan.code, plan.name),) if plan.code or plan.name else ()
    return Reading(plan=whole_plan, programmes=programmes, errors=tuple(errors[:MOST_ERRORS]))


def _grid(book: Any, name: str) -> list[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS or sheet.total_width > 200:
        raise UnreadableError(_("The workbook holds more rows than any curriculum."))
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return one_line(str(cell).replace("\0", ""))


def _sheet(sheets: Mapping[str, list[list[str]]], title: Any) -> list[list[str]]:
    name = sheet_named(sheets, title)
    if name is None:
        sentence = _("The workbook has no sheet «%(name)s»: fill in our template.", name=title)
        raise UnreadableError(sentence)
    return sheets[name]


def _head(sheets: Mapping[str, list[list[str]]], errors: list[str]) -> CurriculumPlan:
    names, told = field_names(HEAD_FIELDS), {}
    for row in _sheet(sheets, HEAD):
        if len(row) > 1 and (name := names.get(plain(row[0]))):
            told[name] = row[1]
    numbers = {}
    for name in ("intake_year", "months"):
        number = whole(told.get(name))
        if number is None and told.get(name):
            label = HEAD_FIELDS[name]
            errors.append(_("%(field)s: a whole number is needed.", field=label))
        numbers[name] = number
    return CurriculumPlan(
        code=told.get("code", "")[:40],
        name=told.get("name", "")[:250],
        qualification=told.get("qualification", "")[:250],
        intake_year=numbers["intake_year"] or 0,
        months=numbers["months"] or None,
    )


def _table(sheets: Mapping[str, list[list[str]]], title: Any, fields: Mapping[str, Any]) -> Lines:
    """Return the filled rows of a sheet by field, with their numbers in the spreadsheet."""
    grid, names = _sheet(sheets, title), field_names(fields)
    columns = [names.get(plain(cell)) for cell in grid[0]] if grid else []
    for name, label in fields.items():
        if name not in columns:
            raise UnreadableError(
                _("The sheet «%(sheet)s» has no column «%(column)s».", sheet=title, column=label)
            )
    return [
        (number, {name: cell for name, cell in zip(columns, row, strict=False) if name})
        for number, row in enumerate(grid[1:], 2)
        if any(row)
    ]


def _collect(lines: Lines, title: Any, take: Callable[[Cells], None], errors: list[str]) -> None:
    """Give each row to `take`, and keep what it says is wrong, with the sheet and the row."""
    for number, cells in lines:
        try:
            take(cells)
        except WrongRowError as wrong:
            where = _("Sheet «%(sheet)s», row %(row)s", sheet=title, row=number)
            errors.append(f"{where}: {wrong}")
