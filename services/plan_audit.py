"""What the audit trail says about the rows of a lesson plan that were saved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy.orm import Session

from access.audit import record
from domain.enums import AuditAction
from models import LessonPlan, LessonPlanTopic
from services.plan_lines import CONTENT, PlanLine
from services.plan_lock import LockedPlan


def audit_rows(
    session: Session,
    plan: LockedPlan,
    before: Mapping[int, PlanLine],
    changed: Mapping[int, PlanLine],
    gone: Sequence[int],
    lines: Sequence[PlanLine],
    ids: Sequence[int],
) -> None:
    """Record the rows that are new, gone, changed, and how those that stayed were moved."""
    entries: list[dict[str, Any]] = []
    for key, line in zip(ids, lines, strict=True):
        if line.id is None:
            entries.append(_entry(plan, AuditAction.create, key, new=_as_text(line)))
    for key in gone:
        entries.append(_entry(plan, AuditAction.delete, key, old=_as_text(before[key])))
    for key, line in changed.items():
        was = before[key]
        for name in CONTENT:
            old, new = getattr(was, name), getattr(line, name)
            if old != new:
                entries.append(
                    _entry(plan, AuditAction.update, key, name, _plain(old), _plain(new))
                )
    if order := _order_entry(plan, before, lines):
        entries.append(order)
    record(session, entries)


def _order_entry(
    plan: LockedPlan, before: Mapping[int, PlanLine], lines: Sequence[PlanLine]
) -> dict[str, Any] | None:
    """Return the entry that says how the rows that stayed were moved; None where none was."""
    kept = [line.id for line in lines if line.id is not None]
    staying = set(kept)
    old = [key for key in before if key in staying]
    if old == kept:
        return None
    texts = (", ".join(map(str, order)) for order in (old, kept))
    entry = _entry(plan, AuditAction.update, plan.id, "position", *texts)
    return entry | {"entity": LessonPlan.__tablename__}


def _entry(
    plan: LockedPlan,
    action: AuditAction,
    key: int | None,
    field: str | None = None,
    old: str | None = None,
    new: str | None = None,
) -> dict[str, Any]:
    return {
        "entity": LessonPlanTopic.__tablename__,
        "entity_id": key,
        "action": action,
        "field": field,
        "old": old,
        "new": new,
        "gradebook_id": plan.gradebook_id,
    }


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)


def _as_text(line: PlanLine) -> str:
    """Return what a row says as JSON, empty fields left out."""
    values = {name: _plain(value) for name, value in asdict(line).items() if value}
    return json.dumps(values, ensure_ascii=False)
