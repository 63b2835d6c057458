"""A batch in words, numbers and JSON: how far it is, what is made, what could not be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from domain.control_enums import BatchKind
from domain.enums import RunState
from models import BatchPart, ReportBatch
from models.labels import label_of
from reports.base import catalogue
from reports.batch_zip import path_of
from services.batches import UNFINISHED, Counts, GroupCounts

TONES: Final[Mapping[RunState, str]] = {
    RunState.queued: "info",
    RunState.running: "info",
    RunState.done: "ok",
    RunState.failed: "bad",
    RunState.cancelled: "",
}


def title_of(batch: ReportBatch) -> str:
    """Return «Конец семестра: 2026/2027, семестр 1»."""
    year = batch.academic_year.name
    if batch.kind == BatchKind.semester and batch.semester:
        return _("End of semester %(number)s, %(year)s", number=batch.semester.number, year=year)
    return _("End of the year %(year)s", year=year)


def scope_of(batch: ReportBatch) -> str:
    """Return the department's name, or that it is the whole college."""
    return batch.department.name if batch.department else _("whole college")


def batch_line(batch: ReportBatch, counts: Counts, name: str) -> dict[str, Any]:
    """Return what lists, pages and REST show of a batch; instants are UTC."""
    state = RunState(batch.state)
    total, made = sum(counts.values()), counts[RunState.done]
    ended = made + counts[RunState.failed]
    has_zip = bool(batch.sha256) and path_of(batch.id, batch.sha256 or "").is_file()
    return {
        "id": batch.id,
        "title": title_of(batch),
        "scope": scope_of(batch),
        "kind": str(batch.kind),
        "academic_year_id": batch.academic_year_id,
        "semester_id": batch.semester_id,
        "department_id": batch.department_id,
        "name": name,
        "state": str(state),
        "state_label": str(label_of(state)),
        "tone": TONES[state],
        "is_over": state not in UNFINISHED,
        "total": total,
        "made": made,
        "failed": counts[RunState.failed],
        "left": total - made,
        "percent": 100 * ended // total if total else 100,
        "error": _(batch.error) if batch.error else None,
        "created_at": batch.created_at,
        "started_at": batch.started_at,
        "finished_at": batch.finished_at,
        "sha256": batch.sha256,
        "size": batch.size,
        "page": url_for("BatchView.batch", pk=batch.id),
        "file": url_for("ReportBatchJobApi.file", pk=batch.id) if has_zip else None,
    }


def group_line(one: GroupCounts) -> dict[str, Any]:
    """Return how far a batch is with a group."""
    total, made = sum(one.counts.values()), one.counts[RunState.done]
    failed = one.counts[RunState.failed]
    return {
        "key": one.group_id or 0,
        "group_id": one.group_id,
        "name": one.name or _("Summaries"),
        "total": total,
        "made": made,
        "failed": failed,
        "ended": made + failed,
        "done_words": _("%(made)s of %(total)s", made=made, total=total),
    }


def part_line(part: BatchPart) -> dict[str, Any]:
    """Return what is shown of a file that could not be made."""
    report = catalogue().get(part.code)
    return {
        "position": part.position,
        "group": part.group.name if part.group else _("Summaries"),
        "title": str(report.title) if report else part.code,
        "format": part.format,
        "error": _(part.error) if part.error else "",
    }


def as_json(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line with its instants as text."""
    return {
        name: f"{value.isoformat(timespec='seconds')}Z" if isinstance(value, datetime) else value
        for name, value in line.items()
    }
