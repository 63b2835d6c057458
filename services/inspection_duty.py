"""The monthly duty: which journals were checked this month, and which were not (5.3.1, 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from domain.enums import InspectionKind
from domain.inspection import share_done
from domain.month import Month
from domain.regulation import Norm
from models import Department, Gradebook, Inspection, Lesson, StudyGroup
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.journal_rights import Need, through
from services.regulation import rulebook

FOLLOWS: Final[tuple[Need, ...]] = ((Resource.completeness, Action.read),)
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class DepartmentDuty:
    """A department in a month: its journals with lessons, and how many of them were checked."""

    department_id: int
    department: str
    journals: int
    checked: int
    by_admin: int  # of them looked at by the administrator of the module (7.2)

    @property
    def share(self) -> int:
        """Return the percents of the journals that were checked."""
        return share_done(self.checked, self.journals)

    @property
    def missing(self) -> int:
        """Return how many journals are still to be checked."""
        return self.journals - self.checked


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A journal that was not checked this month, and when it was last."""

    journal: JournalName
    department_id: int
    last_at: datetime | None
    done: int  # checks of this month, fewer than the norm


def month_duty(session: Session, who: Principal, month: Month) -> list[DepartmentDuty]:
    """Return the duty of a month by department, as far as `who` follows it. One statement."""
    norm = rulebook(session).on(month.first).whole(Norm.checks_a_month)
    done = _checks(month, Inspection.kind != InspectionKind.administrator)
    by_admin = _checks(month, Inspection.kind == InspectionKind.administrator)
    rows = session.execute(
        select(
            Department.id,
            Department.name,
            func.count(),
            func.sum(case((done >= norm, 1), else_=0)),
            func.sum(case((by_admin > 0, 1), else_=0)),
        )
        .select_from(Gradebook)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .where(_taught(month), through(who, FOLLOWS))
        .group_by(Department.id, Department.name)
        .order_by(Department.name)
    )
    return [DepartmentDuty(key, name, n, int(c), int(a)) for key, name, n, c, a in rows]


def unchecked(
    session: Session,
    who: Principal,
    month: Month,
    department_id: int | None = None,
    page: int = 0,
    size: int = PAGE,
) -> tuple[Sequence[Unchecked], bool]:
    """Return a page of the journals that were not checked in a month, and whether more follow.

    Those that were not checked for longest first. One statement.
    """
    norm = rulebook(session).on(month.first).whole(Norm.checks_a_month)
    done = _checks(month, Inspection.kind != InspectionKind.administrator)
    last = (
        select(func.max(Inspection.finished_at))
        .where(Inspection.gradebook_id == Gradebook.id)
        .correlate(Gradebook)
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = with_journal(
        select(*COLUMNS, StudyGroup.department_id, last, done)
    ).where(_taught(month), done < norm, through(who, FOLLOWS))
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    query = query.order_by(last.is_not(None), last, StudyGroup.name, COLUMNS[1], Gradebook.id)
    rows = session.execute(query.offset(page * size).limit(size + 1)).all()
    lines = [Unchecked(journal_name(row), *row[COUNT:]) for row in rows[:size]]
    return lines, len(rows) > size


def _checks(month: Month, wanted: ColumnElement[bool]) -> Any:
    """Return how many inspections of a Gradebook were finished in a month."""
    begin, end = clock.start_of(month.first), clock.start_of(month.last + timedelta(days=1))
    return (
        select(func.count())
        .select_from(Inspection)
        .where(
            Inspection.gradebook_id == Gradebook.id,
            Inspection.finished_at >= begin,
            Inspection.finished_at < end,
            wanted,
        )
        .correlate(Gradebook)
        .scalar_subquery()
    )


def _taught(month: Month) -> ColumnElement[bool]:
    """Return whether a Gradebook has lessons in a month up to today: else nothing is checked."""
    until: date = min(month.last, clock.today())
    return (
        select(Lesson.id)
        .where(
            and_(Lesson.gradebook_id == Gradebook.id, Lesson.held_on.between(month.first, until))
        )
        .correlate(Gradebook)
        .exists()
    )
