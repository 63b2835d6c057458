"""Which journals have which lesson plan: the list, and the methodist's queue (3.3, 4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from domain.enums import PlanState
from domain.text import fold, sort_key
from models import (
    AcademicYear,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    LessonPlan,
    LessonPlanTopic,
    StudyGroup,
)
from services.journal_columns import (
    COLUMNS,
    COUNT,
    JournalName,
    journal_name,
    with_journal,
    year_begun,
)
from services.plan_lock import writes_plan

MISSING: Final = "none"  # asks for journals that have no plan at all


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A journal of the list with the newest revision of its plan, where it has one."""

    journal: JournalName
    plan_id: int | None
    revision: int | None
    state: PlanState | None
    submitted_at: datetime | None
    in_force: bool  # some revision is approved, whatever is under way
    hours: int  # academic hours of the newest revision, with the teacher
    own: bool


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What narrows the list; `state` is a PlanState's value or MISSING."""

    text: str = ""
    state: str = ""
    year_id: int | None = None
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    own_only: bool = False


def list_plans(
    session: Session, who: Principal, asked: PlanFilter, limit: int
) -> tuple[list[ListedPlan], bool]:
    """Return the journals that `who` sees, the own first, and whether there are more.

    The year is `asked.year_id`, else the one that has begun last.
    """
    year_id = asked.year_id or _present_year(session)
    if year_id is None:
        return [], False
    query = _narrowed(_plans(), asked, who).where(Gradebook.academic_year_id == year_id)
    query = query.order_by(
        (Gradebook.teacher_id == (who.employee_id or 0)).desc(),
        StudyGroup.name,
        CurriculumItem.position,
        CurriculumItem.index_code,
        Gradebook.id,
    ).limit(limit + 1)
    rows = session.execute(query).all()
    return _lines(rows[:limit], who), len(rows) > limit


def submitted_plans(session: Session, who: Principal, limit: int) -> list[ListedPlan]:
    """Return the plans that wait for a decision, those that have waited longest first."""
    query = _plans().where(LessonPlan.state == PlanState.submitted)
    query = query.order_by(LessonPlan.submitted_at, LessonPlan.id).limit(limit)
    return _lines(session.execute(query).all(), who)


def submitted_count(session: Session) -> int:
    """Return how many plans wait for a decision, of those the person sees."""
    query = select(func.count(LessonPlan.id)).where(LessonPlan.state == PlanState.submitted)
    return session.scalar(query) or 0


def _present_year(session: Session) -> int | None:
    year = year_begun(session, clock.today())
    return None if year is None else year.id


_newest: Final = (
    select(func.max(LessonPlan.revision))
    .where(LessonPlan.gradebook_id == Gradebook.id)
    .correlate(Gradebook)
    .scalar_subquery()
)
_in_force: Final = (
    select(LessonPlan.id)
    .where(LessonPlan.gradebook_id == Gradebook.id, LessonPlan.state == PlanState.approved)
    .correlate(Gradebook)
    .exists()
)
_hours: Final = (
    select(func.coalesce(func.sum(LessonPlanTopic.hours), 0))
    .where(LessonPlanTopic.plan_id == LessonPlan.id)
    .correlate(LessonPlan)
    .scalar_subquery()
)


def _plans() -> Select[*tuple[Any, ...]]:
    """Return the statement of journals with the newest revision of their plan."""
    return with_journal(
        select(
            *COLUMNS,
            LessonPlan.id,
            LessonPlan.revision,
            LessonPlan.state,
            LessonPlan.submitted_at,
            _in_force,
            _hours,
        )
        .select_from(Gradebook)
        .outerjoin(
            LessonPlan,
            (LessonPlan.gradebook_id == Gradebook.id) & (LessonPlan.revision == _newest),
        )
    )


def _narrowed(
    query: Select[*tuple[Any, ...]], asked: PlanFilter, who: Principal
) -> Select[*tuple[Any, ...]]:
    places = {
        StudyGroup.department_id: asked.department_id,
        Gradebook.group_id: asked.group_id,
        Gradebook.teacher_id: (who.employee_id or 0) if asked.own_only else asked.teacher_id,
    }
    wanted = [column == key for column, key in places.items() if key is not None]
    if asked.state == MISSING:
        wanted.append(LessonPlan.id.is_(None))
    elif asked.state:
        wanted.append(LessonPlan.state == PlanState(asked.state))
    if folded := fold(asked.text):
        wanted.append(
            or_(
                CurriculumItem.search_text.contains(folded, autoescape=True),
                StudyGroup.search_name.contains(folded, autoescape=True),
                EmployeeLabel.sort_name.contains(sort_key(asked.text), autoescape=True),
            )
        )
    return query.where(*wanted)


def _lines(rows: Sequence[Any], who: Principal) -> list[ListedPlan]:
    return [_line(row, who) for row in rows]


def _line(row: Any, who: Principal) -> ListedPlan:
    journal = journal_name(row)
    plan_id, revision, state, submitted_at, in_force, hours = row[COUNT:]
    return ListedPlan(
        journal=journal,
        plan_id=plan_id,
        revision=revision,
        state=state,
        submitted_at=submitted_at,
        in_force=bool(in_force),
        hours=int(hours or 0),
        own=not who.is_system and writes_plan(who, journal.teacher_id),
    )


def years(session: Session) -> list[AcademicYear]:
    """Return the academic years to choose from, the latest first."""
    return list(session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc())))
