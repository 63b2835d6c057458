"""A lesson plan with all that its page and its REST answer show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.enums import PlanState
from models import AcademicYear, Gradebook, LessonPlan
from services.errors import NotFoundError
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.plan_check import PlanCheck, check_plan
from services.plan_dates import PlanDates, plan_dates
from services.plan_history import Revision, revisions_of
from services.plan_hours import HourFacts, hour_facts
from services.plan_lines import PlanLine, remarks_of, rows_of
from services.plan_lock import OPEN, UNDECIDED, decides_plans, writes_plan


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan, its rows, what its hours are compared with, and what the person may do with it."""

    id: int
    revision: int
    state: PlanState
    edition: int
    source: str | None
    remark: str
    submitted_at: datetime | None
    decided_at: datetime | None
    year: str
    year_starts_on: date
    journal: JournalName
    rows: tuple[PlanLine, ...]
    remarks: dict[int, str]
    facts: HourFacts
    check: PlanCheck
    dates: PlanDates
    revisions: tuple[Revision, ...]
    writes: bool  # the person keeps the journal
    decides: bool  # the person approves and returns plans

    @property
    def editable(self) -> bool:
        """Return whether the person may change the rows now."""
        return self.writes and self.state in OPEN

    @property
    def reviewable(self) -> bool:
        """Return whether the person may remark on the plan and decide about it now."""
        return self.decides and self.state is PlanState.submitted

    @property
    def revisable(self) -> bool:
        """Return whether the person may begin a revision of the plan now."""
        under_way = any(one.state in UNDECIDED for one in self.revisions)
        return self.writes and self.state is PlanState.approved and not under_way


def load_plan(session: Session, who: Principal, plan_id: int) -> PlanView:
    """Return a plan whole; raise NotFoundError where the person sees none of that id."""
    query = (
        with_journal(
            select(
                *COLUMNS,
                LessonPlan.id,
                LessonPlan.revision,
                LessonPlan.state,
                LessonPlan.edition,
                LessonPlan.source,
                LessonPlan.remark,
                LessonPlan.submitted_at,
                LessonPlan.decided_at,
                AcademicYear.name,
                AcademicYear.starts_on,
            )
            .select_from(LessonPlan)
            .join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
            .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        )
    ).where(LessonPlan.id == plan_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFoundError(_("There is no such lesson plan, or it is not yours to see."))
    journal = journal_name(row)
    rows = tuple(rows_of(session, plan_id))
    facts = hour_facts(session, journal.gradebook_id)
    keeps = writes_plan(who, journal.teacher_id)
    values: tuple[Any, ...] = (
        *row[COUNT:],
        journal,
        rows,
        remarks_of(session, plan_id),
        facts,
        check_plan(facts, rows),
        plan_dates(session, journal.gradebook_id, rows),
        tuple(revisions_of(session, journal.gradebook_id)),
        keeps and who.may(Action.create, Resource.lesson_plan_topic),
        decides_plans(who),
    )
    return PlanView(*values)
