"""Writing the workbook of a curriculum, and the template with an example to fill in."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from flask_babel import force_locale
from flask_babel import gettext as _

from domain.curriculum_plan import CurriculumPlan, CyclePlan, ItemPlan, SemesterPlan
from domain.enums import AttestationForm, ItemKind
from exchange.curriculum_xlsx.form import (
    CYCLE_FIELDS,
    CYCLES,
    HEAD,
    HEAD_FIELDS,
    HOUR_FIELDS,
    ITEM_FIELDS,
    ROW_FIELDS,
    ROWS,
)
from models.labels import label_of

WIDTHS: Final[Mapping[str, int]] = {"index": 14, "name": 48, "kind": 28, "attestation": 22}
EXAMPLE: Final = CurriculumPlan(
    code="09.02.07",
    name="Информационные системы и программирование",
    qualification="программист",
    intake_year=2026,
    months=46,
    cycles=(
        CyclePlan("ПП", "Профессиональная подготовка"),
        CyclePlan("ПЦ", "Профессиональный цикл", "ПП"),
    ),
    items=(
        ItemPlan("ПМ.01", "Разработка модулей", ItemKind.module, "ПЦ"),
        ItemPlan(
            "МДК.01.01",
            "Разработка программных модулей",
            ItemKind.course,
            "ПЦ",
            "ПМ.01",
            (
                SemesterPlan(3, theory=40, practice=40, self_study=10, practical_training=40),
                SemesterPlan(4, theory=30, lab=20, attestation=AttestationForm.exam),
            ),
        ),
    ),
)


def template_workbook() -> bytes:
    """Return the template: the form with an example in it."""
    return curriculum_workbook(EXAMPLE)


def curriculum_workbook(plan: CurriculumPlan) -> bytes:
    """Return the workbook of `plan`; `read_curriculum_xlsx` reads it back the same."""
    target = BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, settings)
    with force_locale("ru"):
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        _head(book.add_worksheet(str(HEAD)), plan, book.add_format({"bold": True}))
        cycles = ([c.code, c.name, c.parent or ""] for c in plan.cycles)
        _table(book.add_worksheet(str(CYCLES)), CYCLE_FIELDS, cycles, bold)
        _table(book.add_worksheet(str(ROWS)), ROW_FIELDS, _rows(plan), bold)
        book.close()
    return target.getvalue()


def _head(sheet: Any, plan: CurriculumPlan, bold: Any) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 60)
    for line, (name, label) in enumerate(HEAD_FIELDS.items()):
        sheet.write_string(line, 0, str(label), bold)
        value = getattr(plan, name)
        if isinstance(value, int) and value:
            sheet.write_number(line, 1, value)
        else:
            sheet.write_string(line, 1, str(value or ""))
    hint = _("One line for each semester of a row. Hours of practical training are part of others.")
    sheet.write_string(len(HEAD_FIELDS) + 1, 0, hint)


def _table(sheet: Any, fields: Mapping[str, Any], rows: Iterator[list[Any]], bold: Any) -> None:
    for column, (name, label) in enumerate(fields.items()):
        sheet.set_column(column, column, WIDTHS.get(name, 14))
        sheet.write_string(0, column, str(label), bold)
    sheet.freeze_panes(1, 2 if fields is ROW_FIELDS else 0)
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value)


def _rows(plan: CurriculumPlan) -> Iterator[list[Any]]:
    for item in plan.items:
        kind = str(label_of(item.kind))
        own = [item.index, item.name, kind, item.cycle or "", item.parent or ""]
        if not item.semesters:
            yield own
        for number, one in enumerate(item.semesters):
            yield [
                *(own if not number else [item.index, *[""] * (len(ITEM_FIELDS) - 1)]),
                *_of(one),
            ]


def _of(one: SemesterPlan) -> Iterator[Any]:
    for name in HOUR_FIELDS:
        value = getattr(one, name)
        if isinstance(value, AttestationForm):
            yield "" if value is AttestationForm.none else str(label_of(value))
        else:
            yield value or ""
