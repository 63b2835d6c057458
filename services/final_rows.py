"""Writing the rows of final marks: through the ORM, which checks their scope and audits them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
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
    """Write the rows of `changes` in the caller's unit of work."""
    if not changes:
        return
    model = YearGrade if marks.term is None else SemesterGrade
    rows = {row.student_id: row for row in session.scalars(_rows(marks, changes))}
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
            session.add(model(**_keys(marks, one.student_id), **values))
            continue
        for name, value in values.items():
            setattr(row, name, value)
    session.flush()


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
