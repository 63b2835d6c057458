"""Journals without an approved lesson plan, before classes start and after (clause 4.2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.roles import Role
from domain.clock import clock
from domain.enums import PlanState
from domain.plan_reminders import BEFORE
from models import (
    AcademicYear,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Gradebook,
    LessonPlan,
    StudyGroup,
)
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal

MOST: Final = 1000  # journals that one page shows
NARROW: Final = frozenset({Role.teacher, Role.curator})


@dataclass(frozen=True, slots=True)
class MissingPlan:
    """A journal whose plan is not approved; `state` is the newest revision's, None: no plan."""

    journal: JournalName
    department_id: int
    department: str
    plan_id: int | None
    state: PlanState | None


@dataclass(frozen=True, slots=True)
class MissingFilter:
    """What narrows the list; `state` is a PlanState's value, «none», or empty."""

    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class MissingCount:
    """How many journals of the year have no approved plan, and how many journals there are."""

    missing: int
    journals: int


_approved: Final = (
    select(LessonPlan.id)
    .where(LessonPlan.gradebook_id == Gradebook.id, LessonPlan.state == PlanState.approved)
    .correlate(Gradebook)
    .exists()
)
_newest: Final = (
    select(func.max(LessonPlan.revision))
    .where(LessonPlan.gradebook_id == Gradebook.id)
    .correlate(Gradebook)
    .scalar_subquery()
)


def planned_year(session: Session, day: date | None = None) -> AcademicYear | None:
    """Return the year that plans are due for: the next one from two weeks before its first day."""
    day = day or clock.today()
    query = (
        select(AcademicYear)
        .where(AcademicYear.starts_on <= day + timedelta(days=BEFORE))
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def missing_plans(
    session: Session, who: Principal, year_id: int, narrowed: MissingFilter
) -> list[MissingPlan]:
    """Return the journals that `who` sees without an approved plan, by department and teacher.

    A teacher who oversees nobody sees those that they keep at present.
    """
    query = with_journal(
        select(*COLUMNS, Department.id, Department.name, LessonPlan.id, LessonPlan.state)
        .select_from(Gradebook)
        .outerjoin(
            LessonPlan,
            (LessonPlan.gradebook_id == Gradebook.id) & (LessonPlan.revision == _newest),
        )
    ).join(Department, Department.id == StudyGroup.department_id)
    query = query.where(Gradebook.academic_year_id == year_id, ~_approved, *_own(who))
    query = query.where(*_narrowed(narrowed)).order_by(
        Department.name,
        EmployeeLabel.sort_name,
        StudyGroup.name,
        CurriculumItem.position,
        Gradebook.id,
    )
    rows = session.execute(query.limit(MOST)).all()
    return [MissingPlan(journal_name(row), *row[COUNT:]) for row in rows]


def missing_count(session: Session, who: Principal, year_id: int) -> MissingCount:
    """Return the numbers behind the list, of what `who` sees."""
    query = select(
        func.coalesce(func.sum(case((_approved, 0), else_=1)), 0), func.count(Gradebook.id)
    ).where(Gradebook.academic_year_id == year_id, *_own(who))
    return MissingCount(*session.execute(query).one())


def _own(who: Principal) -> list[ColumnElement[bool]]:
    if who.is_system or not who.roles <= NARROW:
        return []
    return [Gradebook.teacher_id == (who.employee_id or 0)]


def _narrowed(narrowed: MissingFilter) -> list[ColumnElement[bool]]:
    places: dict[Any, int | None] = {
        StudyGroup.department_id: narrowed.department_id,
        Gradebook.group_id: narrowed.group_id,
        Gradebook.teacher_id: narrowed.teacher_id,
    }
    wanted = [column == key for column, key in places.items() if key is not None]
    if narrowed.state == "none":
        wanted.append(LessonPlan.id.is_(None))
    elif narrowed.state in set(PlanState):
        wanted.append(LessonPlan.state == PlanState(narrowed.state))
    return wanted
