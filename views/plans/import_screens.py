"""The pages of a plan's import: choosing the file, and the preview before anything is written."""

from typing import Any, Final

from flask import render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import PlanRow
from exchange.lesson_plan_import import Choice, Understood, account
from exchange.lesson_plan_xlsx import Block, Field, Grid
from exchange.lesson_plan_xlsx.lines import LineRead
from models import Gradebook
from models.labels import label_of
from services.journal_columns import COLUMNS, journal_name, with_journal, year_begun
from services.plan_check import HOUR_WORDS
from services.plan_target import Target
from services.uploads import KeptFile
from views.journal.words import with_subgroup
from views.plans.import_choice import kept_values
from views.plans.import_words import FATES, FIELDS, WHYS, letters, ranges

SAMPLES: Final = 3  # values that a column is shown with
SHOWN: Final = 60  # characters of such a value


def choose_page(
    session: Session, who: Principal, gradebook_id: int | None, errors: dict[str, str]
) -> str:
    """Return the page that takes a file for one of the person's own journals."""
    year = year_begun(session, clock.today())
    query = with_journal(select(*COLUMNS).select_from(Gradebook))
    query = query.where(Gradebook.teacher_id == (who.employee_id or 0))
    if year is not None:
        query = query.where(Gradebook.academic_year_id >= year.id)
    rows = session.execute(query.order_by(*(COLUMNS[at] for at in (1, 2, 4, 0)))).all()
    journals = [
        (one.gradebook_id, f"{one.title} · {with_subgroup(one.group, one.subgroup)}")
        for one in map(journal_name, rows)
    ]
    return render_template(
        "plan_import/choose.html",
        journals=journals,
        chosen=gradebook_id,
        errors=errors,
    )


def preview_page(
    file: KeptFile,
    target: Target,
    sheet: str | None,
    choice: Choice,
    found: Understood,
    errors: dict[str, str],
) -> str:
    """Return the preview: the columns, what was read, what was not, the hours."""
    journal = target.journal
    kept = kept_values(sheet, choice) | {"gradebook": str(journal.gradebook_id)}
    return render_template(
        "plan_import/preview.html",
        file=file,
        target=target,
        title=journal.title,
        group=with_subgroup(journal.group, journal.subgroup),
        kept=kept,
        found=found,
        choice=choice,
        errors=errors,
        blocks=[_block(found.book.grid, at, one) for at, one in enumerate(found.sheet.blocks)],
        fields=[(name.value, label) for name, label in FIELDS.items()],
        rows=[_row(at, one) for at, one in enumerate(found.rows, 1)],
        lessons=sum(one.line.level is PlanRow.lesson for one in found.rows),
        unread=[(one.row, one.text, WHYS[one.why]) for one in found.sheet.unread if one.why],
        account=[(FATES[fate], ranges(rows)) for fate, rows in account(found.sheet)],
        cells=[(cell, HOUR_WORDS[cell.kind]) for cell in found.hours.cells],
        totals=found.sheet.totals,
        back_url=url_for("PlanImportView.choose", gradebook=journal.gradebook_id),
    )


def _block(grid: Grid, at: int, block: Block) -> dict[str, Any]:
    columns = []
    for column, name in enumerate(block.columns):
        cells = [grid[row - 1][column].strip() for row in range(block.first, block.last + 1)]
        samples = list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
        if samples:
            columns.append(
                {
                    "name": f"c{at}_{column}",
                    "letters": letters(column),
                    "field": name.value,
                    "known": name is not Field.skip,
                    "samples": [one[:SHOWN] + ("…" if len(one) > SHOWN else "") for one in samples],
                }
            )
    return {"first": block.first, "last": block.last, "columns": columns}


def _row(at: int, one: LineRead) -> dict[str, Any]:
    line, lesson = one.line, one.lesson
    numbers = [each.number for each in lesson.numbers]
    return {
        "at": at,
        "sheet_row": lesson.row,
        "line": line,
        "is_heading": line.level is not PlanRow.lesson,
        "level": label_of(line.level),
        "numbers": ranges([(numbers[0], numbers[-1])]) if numbers else "",
        "kind": label_of(line.kind),
        "notes": lesson.notes,
        "self_words": ", ".join(lesson.self_words),
        "rounded": one.self_hours != line.self_study_hours,
        "is_cut": one.is_cut,
        "has_no_hours": line.level is PlanRow.lesson and not line.hours,
        "has_no_title": not line.title,
    }
