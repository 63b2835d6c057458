"""A lesson plan as XLSX in the form of the template, which `understand` reads back the same.

The plan is a document of a Russian college: its headings are in Russian in every language of the
pages.
"""

import io
from collections.abc import Sequence
from typing import Final

import xlsxwriter
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.enums import LessonKind, PlanRow
from exchange.lesson_plan_xlsx.form import COLUMNS
from models.labels import label_of
from services.plan_lines import PlanLine

SHEET: Final = _l("Lesson plan")
EXAMPLE: Final = (
    PlanLine(level=PlanRow.section, title="Введение"),
    PlanLine(level=PlanRow.theme, title="Основные понятия"),
    PlanLine(
        title="Предмет и задачи дисциплины",
        hours=2,
        homework="[1], стр. 5–12",
        self_study="Составить конспект",
        self_study_hours=1,
        competences="ОК 01",
        equipment="Проектор",
    ),
    PlanLine(title="Практическая работа № 1", hours=4, kind=LessonKind.practical),
)


def plan_workbook(lines: Sequence[PlanLine], title: str = "") -> bytes:
    """Return the workbook of a plan's rows; `title` says which plan it is, above the table."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    with force_locale("ru"):
        sheet = book.add_worksheet(str(SHEET))
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#EEF2F7"}
        )
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        bold = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "bold": True})
        top = 0
        if title:
            sheet.write_string(0, 0, title, book.add_format({"bold": True}))
            top = 1
        for at, (_name, heading, width) in enumerate(COLUMNS):
            sheet.set_column(at, at, width)
            sheet.write_string(top, at, str(heading), head)
        sheet.freeze_panes(top + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        for at, cells in enumerate(_rows(lines), top + 1):
            style = wrapped if cells[2] else bold
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(at, column, cell, style)
                else:
                    sheet.write_string(at, column, cell, style)
    book.close()
    return target.getvalue()


def _rows(lines: Sequence[PlanLine]) -> list[tuple[int | str, ...]]:
    """Return the cells of all rows; a row of its own tells where a semester begins."""
    numbers = {line.semester_number for line in lines}
    found: list[tuple[int | str, ...]] = []
    semester, count = 0, 0
    for line in lines:
        if len(numbers) > 1 and line.semester_number != semester:
            semester = line.semester_number
            told = _("Semester %(number)s", number=semester)
            found.append(("", told, *("",) * (len(COLUMNS) - 2)))
        if line.level is PlanRow.lesson:
            count += 1
            found.append(_lesson(count, line))
        else:
            mark = str(label_of(line.level)).capitalize()
            found.append((mark, line.title, *("",) * (len(COLUMNS) - 2)))
    return found


def _lesson(number: int, line: PlanLine) -> tuple[int | str, ...]:
    return (
        number,
        line.title,
        line.hours or "",
        str(label_of(line.kind)),
        line.tasks,
        str(label_of(line.task_kind)) if line.task_kind else "",
        line.homework,
        line.self_study,
        line.self_study_hours or "",
        line.competences,
        line.equipment,
    )
