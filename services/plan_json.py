"""A lesson plan as the REST answers and the editor's page have it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.plan_changes import RowChange
from domain.plan_hours import Comparison
from services.plan_check import PlanCheck
from services.plan_dates import PlanDates
from services.plan_history import Compared, Revision
from services.plan_lines import PlanLine
from services.plan_view import PlanView


def plan_json(view: PlanView) -> dict[str, Any]:
    """Return the plan with its rows, hours, dates and what may be done with it."""
    return {
        "id": view.id,
        "gradebook_id": view.journal.gradebook_id,
        "journal": view.journal.title,
        "group": view.journal.group,
        "subgroup": view.journal.subgroup,
        "teacher": view.journal.teacher,
        "year": view.year,
        "revision": view.revision,
        "state": view.state.value,
        "edition": view.edition,
        "source": view.source,
        "remark": view.remark,
        "submitted_at": instant(view.submitted_at),
        "decided_at": instant(view.decided_at),
        "semesters": [
            {
                "number": term.number,
                "starts_on": term.starts_on.isoformat(),
                "ends_on": term.ends_on.isoformat(),
            }
            for term in view.facts.terms
        ],
        "rows": rows_json(view.rows, view.remarks),
        "editable": view.editable,
        "reviewable": view.reviewable,
        "revisable": view.revisable,
        **check_json(view.check),
        **dates_json(view.dates),
    }


def rows_json(lines: Sequence[PlanLine], remarks: dict[int, str]) -> list[dict[str, Any]]:
    """Return rows in their order, each with the methodist's remark."""
    return [asdict(line) | {"remark": remarks.get(line.id or 0, "")} for line in lines]


def check_json(check: PlanCheck) -> dict[str, Any]:
    """Return the hours three ways, and the sentences that stop the plan from being submitted."""
    return {
        "hours": hours_json(check.hours),
        "blocks": list(check.blocks),
        "faults": {str(place): dict(fields) for place, fields in check.faults.items()},
    }


def hours_json(hours: Comparison) -> list[dict[str, Any]]:
    """Return a cell for each semester and kind: three numbers and the exact differences."""
    return [
        {
            "semester": cell.semester,
            "kind": cell.kind,
            "plan": cell.plan,
            "curriculum": cell.curriculum,
            "load": cell.load,
            "others": cell.others,
            "may_be_less": cell.may_be_less,
            "to_curriculum": cell.to_curriculum,
            "to_load": cell.to_load,
            "fault": cell.fault and cell.fault.value,
        }
        for cell in hours.cells
    ]


def dates_json(dates: PlanDates) -> dict[str, Any]:
    """Return the days of each lesson row by its id, and the hours no lesson is left for."""
    return {
        "dates": {
            str(key): {"days": [day.isoformat() for day in row.days], "missing": row.missing}
            for key, row in dates.rows.items()
        },
        "lessons": dates.lessons,
    }


def compared_json(compared: Compared) -> dict[str, Any]:
    """Return two revisions and what differs between them."""
    return {
        "old": revision_json(compared.old),
        "new": revision_json(compared.new),
        "changes": [_change(one) for one in compared.changes],
    }


def revision_json(revision: Revision) -> dict[str, Any]:
    """Return a revision of a plan without its rows."""
    instants = {
        name: instant(getattr(revision, name))
        for name in ("created_at", "submitted_at", "decided_at")
    }
    return asdict(revision) | instants


def _change(one: RowChange) -> dict[str, Any]:
    return {
        "what": one.what.value,
        "old_place": one.old_place,
        "new_place": one.new_place,
        "title": (one.new or one.old or {}).get("title", ""),
        "fields": {name: {"old": old, "new": new} for name, (old, new) in one.fields.items()},
    }


def instant(moment: datetime | None) -> str | None:
    """Return a stored instant in ISO form with its zone."""
    return None if moment is None else f"{moment.isoformat(timespec='seconds')}Z"
