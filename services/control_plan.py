"""The plan of internal control as lists: items of a year, those that are due (clause 3.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from access.roles import Role
from access.scopes import visible
from domain.clock import clock
from domain.control_plan import ENDED, SOON, Glance, glance
from domain.enums import ControlForm, ControlState
from domain.month import Month
from domain.text import short_name
from domain.typed import MOST_ID
from models import (
    AcademicYear,
    AnalyticNote,
    ControlPlanItem,
    Department,
    EmployeeLabel,
    Inspection,
)
from services.errors import NotFoundError

ITEM: Final = Resource.control_plan_item


@dataclass(frozen=True, slots=True)
class PlanItem:
    """An item of the plan in a list."""

    id: int
    year_id: int
    year: str
    subject: str
    department_id: int | None  # none: the whole college
    department: str | None
    responsible_id: int
    responsible: str
    starts_on: date
    due_on: date
    form: ControlForm
    state: ControlState
    done_on: date | None
    result: str | None
    glance: Glance
    inspections: int  # that follow from it and the person who asks sees
    notes: int

    @property
    def results(self) -> int:
        """Return how many linked results the item has."""
        return self.inspections + self.notes


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which items of a year are asked for."""

    glance: Glance | None = None
    department_id: int | None = None  # 0: those of the whole college
    mine: bool = False  # that the person who asks tells the end of
    month: Month | None = None


def plan_year(session: Session, year_id: int | None) -> AcademicYear | None:
    """Return the year asked for, else that of today, the next one or the last; None without any.

    Raises NotFoundError for a year that is not there.
    """
    if year_id is not None:
        found = session.get(AcademicYear, year_id) if 0 < year_id <= MOST_ID else None
        if found is None:
            raise NotFoundError(_("There is no such academic year."))
        return found
    today = clock.today()
    ahead = select(AcademicYear).where(AcademicYear.ends_on >= today)
    nearest = session.scalars(ahead.order_by(AcademicYear.starts_on).limit(1)).first()
    past = select(AcademicYear).order_by(AcademicYear.starts_on.desc()).limit(1)
    return nearest or session.scalars(past).first()


def plan_items(
    session: Session, year_id: int, narrowed: PlanFilter | None = None
) -> list[PlanItem]:
    """Return the items of a year that the person who asks sees, by the day they are due."""
    asked = narrowed or PlanFilter()
    query = _query().where(ControlPlanItem.academic_year_id == year_id, *_narrow(asked))
    items = _read(session, query)
    return [one for one in items if asked.glance in (None, one.glance)]


def items_due(
    session: Session, *, department_id: int | None = None, mine: bool = False
) -> list[PlanItem]:
    """Return the items, of any year, that are overdue or due within a week, the latest first.

    `department_id` narrows to a department, `mine` to those the person who asks tells the end of.
    For dashboards, home pages and reminders; one statement.
    """
    until = clock.today() + SOON
    query = _query().where(
        ControlPlanItem.state.not_in(sorted(ENDED)),
        ControlPlanItem.due_on <= until,
        *_narrow(PlanFilter(department_id=department_id, mine=mine)),
    )
    return _read(session, query)


def find_item(session: Session, item_id: int) -> PlanItem:
    """Return an item; raises NotFoundError where the person who asks sees none of that id."""
    found = None
    if 0 < item_id <= MOST_ID:
        found = next(iter(_read(session, _query().where(ControlPlanItem.id == item_id))), None)
    if found is None:
        raise NotFoundError(_("There is no such item of the plan, or it is not yours to see."))
    return found


def told_by(who: Principal) -> ColumnElement[bool]:
    """Return of which items `who` tells how they end.

    Deputies tell it of all, a head of those of the own department and where they are responsible.
    """
    if who.may(Action.create, ITEM):
        return true()
    if who.employee_id is None or not who.may(Action.update, ITEM):
        return false()
    return and_(
        visible(ControlPlanItem, frozenset({Role.department_head}), Action.update),
        or_(
            ControlPlanItem.department_id.is_not(None),
            ControlPlanItem.responsible_id == who.employee_id,
        ),
    )


def may_tell(session: Session, who: Principal, item_id: int) -> bool:
    """Return whether `who` tells the state and the result of an item."""
    query = select(ControlPlanItem.id).where(ControlPlanItem.id == item_id, told_by(who))
    return session.scalar(query) is not None


def _narrow(asked: PlanFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.department_id == 0:
        found.append(ControlPlanItem.department_id.is_(None))
    elif asked.department_id is not None:
        found.append(ControlPlanItem.department_id == asked.department_id)
    if asked.mine:
        who = current_principal()
        own = ControlPlanItem.responsible_id == (who.employee_id or 0)
        is_deputy = who.may(Action.create, ITEM)
        found.append(own if is_deputy else or_(own, told_by(who)))
    if asked.month is not None:
        found.append(ControlPlanItem.starts_on <= asked.month.last)
        found.append(ControlPlanItem.due_on >= asked.month.first)
    return found


def _query() -> Select[*tuple[Any, ...]]:
    inspections = (
        select(func.count(Inspection.id))
        .where(Inspection.control_item_id == ControlPlanItem.id)
        .correlate(ControlPlanItem)
        .scalar_subquery()
    )
    notes = (
        select(func.count(AnalyticNote.id))
        .where(AnalyticNote.control_item_id == ControlPlanItem.id)
        .correlate(ControlPlanItem)
        .scalar_subquery()
    )
    return (
        select(
            ControlPlanItem.id,
            ControlPlanItem.academic_year_id,
            AcademicYear.name.label("year"),
            ControlPlanItem.subject,
            ControlPlanItem.department_id,
            Department.name.label("department"),
            ControlPlanItem.responsible_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            ControlPlanItem.starts_on,
            ControlPlanItem.due_on,
            ControlPlanItem.form,
            ControlPlanItem.state,
            ControlPlanItem.done_on,
            ControlPlanItem.result,
            inspections.label("inspections"),
            notes.label("notes"),
        )
        .join(AcademicYear, AcademicYear.id == ControlPlanItem.academic_year_id)
        .join(EmployeeLabel, EmployeeLabel.id == ControlPlanItem.responsible_id)
        .outerjoin(Department, Department.id == ControlPlanItem.department_id)
        .order_by(ControlPlanItem.due_on, ControlPlanItem.starts_on, ControlPlanItem.id)
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> list[PlanItem]:
    today = clock.today()
    return [_item(row, today) for row in session.execute(query)]


def _item(row: Any, today: date) -> PlanItem:
    return PlanItem(
        row.id,
        row.academic_year_id,
        row.year,
        row.subject,
        row.department_id,
        row.department,
        row.responsible_id,
        short_name(row.last_name, row.first_name, row.patronymic),
        row.starts_on,
        row.due_on,
        row.form,
        row.state,
        row.done_on,
        row.result,
        glance(row.state, row.due_on, today),
        row.inspections,
        row.notes,
    )


def counts(items: Sequence[PlanItem]) -> dict[Glance, int]:
    """Return how many of `items` stand how, each way of standing with its number."""
    return {way: sum(one.glance is way for one in items) for way in Glance}
