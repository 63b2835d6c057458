"""The rows of a lesson plan as values, and reading them with their plan."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import LessonKind, PlanRow, TaskKind
from domain.plan_hours import PlannedHours
from models import LessonPlanTopic

MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of a plan as plain values; its place is its place in the list.

    `hours` are academic hours with the teacher, 0 in a heading; `semester_number` is counted
    within the year. `id` is the row that it already is, `origin_id` the row of the plan in force
    that it was copied from; new rows have neither.
    """

    level: PlanRow = PlanRow.lesson
    semester_number: int = 1
    title: str = ""
    hours: int = 0
    kind: LessonKind = LessonKind.lecture
    tasks: str = ""
    task_kind: TaskKind | None = None
    homework: str = ""
    self_study: str = ""
    self_study_hours: int = 0
    competences: str = ""
    equipment: str = ""
    id: int | None = None
    origin_id: int | None = None


CONTENT: Final = tuple(one.name for one in fields(PlanLine) if one.name not in ("id", "origin_id"))
_rows: Final = PlainSelect(
    "the rows of a lesson plan are read with it, once it was found visible",
    select(
        *(getattr(LessonPlanTopic, name) for name in CONTENT),
        LessonPlanTopic.id,
        LessonPlanTopic.origin_id,
        LessonPlanTopic.remark,
    )
    .where(LessonPlanTopic.plan_id == bindparam("plan"))
    .order_by(LessonPlanTopic.position, LessonPlanTopic.id),
)


def rows_of(session: Session, plan_id: int) -> list[PlanLine]:
    """Return the rows of a plan in their order; the caller has found the plan visible."""
    return [PlanLine(*row[:-1]) for row in _rows(session, proven=True, plan=plan_id)]


def remarks_of(session: Session, plan_id: int) -> dict[int, str]:
    """Return the methodist's remarks at rows of a plan found visible: row id → text."""
    rows = _rows(session, proven=True, plan=plan_id)
    return {row.id: row.remark for row in rows if row.remark}


def planned(lines: Sequence[PlanLine]) -> list[PlannedHours]:
    """Return the hours of the lessons among `lines`."""
    return [
        PlannedHours(line.semester_number, line.kind, line.hours, line.self_study_hours)
        for line in lines
        if line.level is PlanRow.lesson
    ]
