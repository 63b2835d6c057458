"""The filtered list as XLSX: the columns of the list, days as days, text never as a formula."""

from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.clock import clock
from views.register.columns import Column
from views.register.query import Asked, statement
from views.register.register import Register
from views.register.values import EMPTY, read_value, shown_value

MOST_ROWS: Final = 20_000
CHUNK: Final = 1000
OLDEST: Final = date(1900, 3, 1)  # a spreadsheet counts days from about there
WIDTH: Final = (8, 48)  # characters


def as_xlsx(session: Session, register: Register, asked: Asked) -> bytes:
    """Return the whole filtered list, at most MOST_ROWS rows, as a workbook.

    Where there are more, the last line says so. Memory does not grow with the rows.
    """
    output = BytesIO()
    settings = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(output, settings)
    bold = book.add_format({"bold": True, "bottom": 1})
    formats = {
        "day": book.add_format({"num_format": "dd.mm.yyyy"}),
        "instant": book.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
    }
    sheet = book.add_worksheet(str(register.title)[:31].replace("'", "’"))
    columns = register.list_columns
    for at, column in enumerate(columns):
        sheet.set_column(at, at, min(max(len(str(column.label)) + 4, WIDTH[0], 14), WIDTH[1]))
        sheet.write_string(0, at, str(column.label), bold)
    sheet.freeze_panes(1, 0)
    line = _write_rows(sheet, formats, columns, _rows(session, register, asked))
    if line > MOST_ROWS:
        sentence = _("Only the first %(count)s rows. Narrow the search.", count=MOST_ROWS)
        sheet.write_string(line, 0, sentence)
    book.close()
    return output.getvalue()


def _rows(session: Session, register: Register, asked: Asked) -> Any:
    query = statement(session, register, asked).options(*register.loads).limit(MOST_ROWS)
    return session.scalars(query.execution_options(yield_per=CHUNK))


def _write_rows(sheet: Any, formats: dict[str, Any], columns: tuple[Column, ...], rows: Any) -> int:
    line = 1
    for row in rows:
        for at, column in enumerate(columns):
            _write(sheet, formats, line, at, read_value(column, row))
        line += 1
    return line


def _write(sheet: Any, formats: dict[str, Any], line: int, at: int, value: Any) -> None:
    if isinstance(value, datetime):
        local = clock.local(value).replace(tzinfo=None)
        sheet.write_datetime(line, at, local, formats["instant"])
    elif isinstance(value, date) and value >= OLDEST:
        sheet.write_datetime(line, at, value, formats["day"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, at, value)
    else:
        text = shown_value(value)
        sheet.write_string(line, at, "" if text == EMPTY else text)
