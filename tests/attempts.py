"""Requests that should be refused: send them, and look whether anything was written."""

from typing import Any, Final

from sqlalchemy import select

import models
from access.session import db

RULES: Final = (
    *("lesson", "mark", "absence", "work", "debt", "make_up", "make_up_place"),
    *("correction_window", "semester_grade", "year_grade", "discipline_result", "grade_closing"),
    *("coursework", "attestation_sheet", "sheet_examiner", "attestation_result"),
    *("practice_placement", "practice_day", "practice_competence", "practice_link"),
    *("thesis", "demo_exam", "final_protocol", "protocol_member"),
)
WRITTEN: Final = (
    *RULES,
    *("control_plan_item", "inspection", "inspection_remark", "remark_entry"),
    *("attendance_handover", "analytic_note", "note_paragraph", "archived_report"),
    *("report_batch", "batch_part", "scheduled_task", "task_run", "printed_document"),
    *("custody_place", "document_hold", "disposal_act", "disposal_member", "disposal_line"),
    *("year_closing", "year_package"),
)
MODELS: Final = {
    model.__tablename__: model
    for model in (getattr(models, name) for name in models.__all__)
    if getattr(model, "__tablename__", None) in WRITTEN
}


def everything(app: Any) -> dict[str, list[Any]]:
    """Return all rows of the tables that the rules govern."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(model.__table__))]
            for name, model in MODELS.items()
        }


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> list[str]:
    """Return the tables whose rows are not the same."""
    return [name for name in before if before[name] != after[name]]


def tried(app: Any, clients: dict[str, Any], attempts: list[Any], before: Any) -> list[str]:
    """Send what is tried; return what was answered as done, broke, or changed something."""
    wrong = []
    for login, method, path, how in attempts:
        answer = clients[login].open(path, method=method, **how)
        body = answer.json if answer.is_json else {}
        done = answer.status_code < 300 and (body or {}).get("saved", True) != []
        if (done and "json" in how) or answer.status_code >= 500:
            wrong.append(f"{login} {method} {path}: {answer.status_code} {answer.text[:200]}")
        if moved := changed(before, everything(app)):
            wrong.append(f"{login} {method} {path} changed {moved}")
            before = everything(app)
    return wrong


__all__ = ["MODELS", "RULES", "changed", "everything", "tried"]
