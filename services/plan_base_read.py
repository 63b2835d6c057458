"""One plan of the base, to be read, and the own journals that it can be copied into (3.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import PlanState
from domain.text import fold
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Gradebook,
    LessonPlan,
    Programme,
)
from services.errors import NotFoundError
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.plan_base import WHY
from services.plan_lines import PlanLine, rows_of
from services.plan_missing import planned_year


@dataclass(frozen=True, slots=True)
class BasePlan:
    """A plan with its rows; `visible` where the person sees it by their own row scope too."""

    id: int
    revision: int
    state: PlanState
    decided_at: datetime | None
    year: str
    programme: str
    item: str
    journal: JournalName
    rows: tuple[PlanLine, ...]
    visible: bool


def _plan(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    joined = query.select_from(LessonPlan).join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
    return (
        with_journal(joined)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(Curriculum, Curriculum.id == CurriculumItem.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .where(LessonPlan.id == bindparam("plan"))
    )


_approved: Final = PlainSelect(
    WHY,
    _plan(
        select(
            *COLUMNS,
            LessonPlan.revision,
            LessonPlan.state,
            LessonPlan.decided_at,
            AcademicYear.name,
            Programme.code,
            CurriculumItem.name.label("item"),
        )
    ).where(LessonPlan.state == PlanState.approved),
)


def base_plan(session: Session, plan_id: int) -> BasePlan:
    """Return an approved plan; the caller has checked that the person may read the base.

    Raises NotFoundError where there is none of that id, or it is not approved.
    """
    row = _approved(session, proven=True, plan=plan_id).first()
    if row is None:
        raise NotFoundError(_("There is no such approved plan."))
    seen = session.scalar(select(LessonPlan.id).where(LessonPlan.id == plan_id))
    rows = tuple(rows_of(session, plan_id))
    values: tuple[Any, ...] = (*row[COUNT:], journal_name(row), rows, seen is not None)
    return BasePlan(plan_id, *values)


def journals_to_fill(session: Session, who: Principal, plan: BasePlan) -> list[JournalName]:
    """Return the person's own journals of the same discipline, of the year that is planned."""
    year = planned_year(session, clock.today())
    if who.employee_id is None or year is None:
        return []
    query = with_journal(select(*COLUMNS, CurriculumItem.name).select_from(Gradebook)).where(
        Gradebook.teacher_id == who.employee_id,
        Gradebook.academic_year_id == year.id,
        Gradebook.id != plan.journal.gradebook_id,
    )
    rows = session.execute(query.order_by(COLUMNS[4], Gradebook.id)).all()
    return [journal_name(row) for row in rows if fold(row[COUNT]) == fold(plan.item)]
