"""Workbooks of the tests: made cell by cell, and broken ones."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import xlsxwriter

Cells = Sequence[Sequence[object]]


def workbook(cells: Cells, name: str = "Лист1", more: Iterable[str] = ()) -> bytes:
    """Return a workbook with `cells` on its first sheet; strings that begin with = are formulas."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(row, column, cell, None, "")
            elif cell is not None and cell != "":
                sheet.write(row, column, cell)
    for other in more:
        book.add_worksheet(other)
    book.close()
    return target.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP archive with `parts`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


HEAD = ("№ п/п", "Наименование разделов и тем", "Кол-во часов", "Вид занятия", "Домашнее задание")
SIMPLE: Cells = (
    HEAD,
    ("", "Раздел 1. Основы"),
    (1, "Введение в дисциплину", 2, "лекция", "[1], стр. 5"),
    (2, "Практическая работа № 1", 4, "практическое занятие", "Отчёт"),
    (3, "Зачёт", 2, "зачёт", ""),
)
