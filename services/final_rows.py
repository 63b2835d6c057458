"""Writing the rows of final marks, audited, in a number of statements that does not grow."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from access import audit
from access.principal import Principal
from access.session import system_write
from domain.clock import clock
from domain.enums import AuditAction
from models import SemesterGrade, YearGrade
from services.final_inputs import SavedMark
from services.final_shapes import FinalMarks, StudentGrounds


def write_marks(
    session: Session,
    who: Principal,
    marks: FinalMarks,
    kept: Mapping[int, StudentGrounds],
    changes: Sequence[SavedMark],
) -> None:
    """Write the rows of `changes` in the caller's unit of work.

    The caller holds the journal and knows its students. What stands is changed through the ORM;
    new rows go in at once, for which the ORM takes a statement each.
    """
    if not changes:
        return
    model = YearGrade if marks.term is None else SemesterGrade
    rows = {row.student_id: row for row in session.scalars(_rows(marks, changes))}
    added: list[dict[str, Any]] = []
    for one in changes:
        row = rows.get(one.student_id)
        if not one.text:
            if row is not None:
                session.delete(row)
            continue
        values: dict[str, Any] = {"code": one.text, "reason": one.reason or None}
        if row is None or row.code != one.text:
            values |= _snapshot(kept[one.student_id], marks) | {
                "given_at": clock.now(),
                "given_by_id": who.user_id,
            }
        if row is None:
            added.append(_keys(marks, one.student_id) | values)
            continue
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()
    _add(session, model.__table__, added)


def _add(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    keys = table.c.id, table.c.student_id
    found = system_write(session, insert(table).values(list(rows)).returning(*keys))
    ids = {row.student_id: row.id for row in found}
    audit.record(session, [_entry(table, ids[row["student_id"]], row) for row in rows])


def _entry(table: Table, key: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the audit entry of a new row, as the ORM's own is."""
    whole = {name: str(value) for name, value in row.items() if value is not None}
    return {
        "entity": table.name,
        "entity_id": key,
        "action": AuditAction.create,
        "field": None,
        "old": None,
        "new": json.dumps(whole, ensure_ascii=False),
        "gradebook_id": row["gradebook_id"],
        "lesson_id": None,
        "student_id": row["student_id"],
    }


def _rows(marks: FinalMarks, changes: Sequence[SavedMark]) -> Any:
    students = [one.student_id for one in changes]
    if marks.term is None:
        return select(YearGrade).where(
            YearGrade.gradebook_id == marks.head.id, YearGrade.student_id.in_(students)
        )
    return select(SemesterGrade).where(
        SemesterGrade.gradebook_id == marks.head.id,
        SemesterGrade.semester_id == marks.term.semester_id,
        SemesterGrade.student_id.in_(students),
    )


def _keys(marks: FinalMarks, student_id: int) -> dict[str, int]:
    keys = {"gradebook_id": marks.head.id, "student_id": student_id}
    return keys if marks.term is None else keys | {"semester_id": marks.term.semester_id}


def _snapshot(one: StudentGrounds, marks: FinalMarks) -> dict[str, Any]:
    """Return the grounds as they are now: they stay beside the mark."""
    if marks.term is None:
        return {"suggested": one.suggested}
    return {
        "suggested": one.suggested,
        "average": one.average,
        "weighted": one.weighted,
        "marks": one.grounds.marks,
        "needed": one.grounds.needed,
        "missed_hours": one.missed.total,
        "debts": one.debts,
    }
