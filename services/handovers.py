"""Attendance sheets of months: which are due, who handed them over, who received them (4.4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource, roles_with
from access.principal import Principal, current_principal
from access.roles import Role
from access.scopes import visible
from access.session import writing
from domain.clock import clock
from domain.handovers import SheetFacts, SheetState, days_late, due_on, sheet_state
from domain.month import Month
from domain.regulation import Norm
from domain.text import short_name
from domain.typed import MOST_ID
from models import AttendanceHandover, Department, EmployeeLabel, Gradebook, Lesson, StudyGroup
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.regulation import rulebook

HANDOVER: Final = Resource.attendance_handover


@dataclass(frozen=True, slots=True)
class DueSheet:
    """The sheet of a group for a month. Instants are naive UTC."""

    id: int | None  # none: nothing was said of it yet
    group_id: int
    group: str
    department_id: int
    department: str
    curator_id: int | None
    curator: str
    month: Month
    due_on: date
    state: SheetState
    late_by: int  # days
    handed_at: datetime | None
    handed_name: str | None
    received_at: datetime | None
    received_name: str | None
    archived_id: int | None

    @property
    def waits(self) -> bool:
        """Return whether the curator is to hand it over."""
        return self.handed_at is None and self.state is not SheetState.early


def due_sheets(
    session: Session,
    month: Month,
    *,
    department_id: int | None = None,
    group_id: int | None = None,
) -> list[DueSheet]:
    """Return the sheets of `month` of the groups that the person who asks answers for, by group.

    A group has a sheet for a month in which it has lessons. A curator sees those of the own
    groups, a head those of the department; two statements.
    """
    query = _query(month).where(_has_lessons(month), _mine(current_principal()))
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    if group_id is not None:
        query = query.where(StudyGroup.id == group_id)
    today = clock.today()
    book = rulebook(session)
    day = book.on(month.last).whole(Norm.attendance_sheet_day)
    return [_sheet(row, month, day, today) for row in session.execute(query)]


def find_sheet(session: Session, group_id: int, month: Month) -> DueSheet:
    """Return the sheet of a group for a month; raises NotFoundError where there is none to see."""
    if 0 < group_id <= MOST_ID:
        for found in due_sheets(session, month, group_id=group_id):
            return found
    raise NotFoundError(_("There is no such attendance sheet, or it is not yours to see."))


def place_of(session: Session, handover_id: int) -> tuple[int, Month]:
    """Return the group and the month of what was handed over; raises NotFoundError."""
    row = None
    if 0 < handover_id <= MOST_ID:
        query = select(AttendanceHandover.group_id, AttendanceHandover.month)
        row = session.execute(query.where(AttendanceHandover.id == handover_id)).first()
    if row is None:
        raise NotFoundError(_("There is no such attendance sheet, or it is not yours to see."))
    return row.group_id, Month.of(row.month)


def may_hand(session: Session, who: Principal, group_id: int) -> bool:
    """Return whether `who` is the curator of the group, who hands its sheets over."""
    return _stands(session, who, group_id, Role.curator, Action.create)


def may_receive(session: Session, who: Principal, group_id: int) -> bool:
    """Return whether `who` heads the department of the group, and so receives its sheets."""
    return _stands(session, who, group_id, Role.department_head, Action.update)


def hand_over(session: Session, who: Principal, group_id: int, month: Month) -> int:
    """Note that `who`, the curator, hands the sheet of a finished month over, and commit.

    Returns the key of the handover. Raises NotFoundError, NotAllowedError, and FieldsError where
    the month is not over or the sheet was handed over already.
    """
    with writing():
        found = find_sheet(session, group_id, month)
        if not may_hand(session, who, group_id):
            raise NotAllowedError(_("Only the curator of the group hands its sheet over."))
        if found.handed_at is not None:
            raise FieldsError({"month": _("The sheet of this month was handed over already.")})
        if found.state is SheetState.early:
            said = _("The month is not over: the sheet is handed over once it is.")
            raise FieldsError({"month": said})
        row = _locked(session, group_id, month)
        if row is None:
            row = AttendanceHandover(group_id=group_id, month=month.first)
            session.add(row)
        row.handed_at, row.handed_by_id, row.handed_name = clock.now(), who.user_id, who.name
        session.flush()
        key = row.id
        session.commit()
    return key


def receive(session: Session, who: Principal, group_id: int, month: Month) -> int:
    """Note that `who`, the head of the department, received a sheet, and commit.

    Returns the key of the handover. Raises NotFoundError, NotAllowedError, and FieldsError where
    it was not handed over or was received already.
    """
    with writing():
        found = find_sheet(session, group_id, month)
        if not may_receive(session, who, group_id):
            raise NotAllowedError(_("Only the head of the group's department receives its sheet."))
        row = _locked(session, group_id, month)
        if row is None or found.handed_at is None:
            raise FieldsError({"month": _("The curator has not handed this sheet over yet.")})
        if row.received_at is not None:
            raise FieldsError({"month": _("The sheet of this month was received already.")})
        row.received_at, row.received_by_id, row.received_name = clock.now(), who.user_id, who.name
        session.flush()
        key = row.id
        session.commit()
    return key


def _locked(session: Session, group_id: int, month: Month) -> AttendanceHandover | None:
    query = select(AttendanceHandover).where(
        AttendanceHandover.group_id == group_id, AttendanceHandover.month == month.first
    )
    return session.scalars(query.with_for_update()).first()


def _stands(session: Session, who: Principal, group_id: int, role: Role, action: Action) -> bool:
    if role not in who.roles or not who.may(action, HANDOVER):
        return False
    sees = visible(StudyGroup, frozenset({role}), Action.read)
    query = select(StudyGroup.id).where(StudyGroup.id == group_id, sees)
    return session.scalar(query) is not None


def _mine(who: Principal) -> ColumnElement[bool]:
    """Return the groups that roles with the right on sheets give: those taught are not of them."""
    if who.is_system:
        return StudyGroup.id.is_not(None)
    roles = who.roles & roles_with(HANDOVER, Action.read)
    return visible(StudyGroup, roles, Action.read)


def _has_lessons(month: Month) -> ColumnElement[bool]:
    return (
        select(Lesson.id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .where(
            Gradebook.group_id == StudyGroup.id,
            Lesson.held_on.between(month.first, month.last),
        )
        .correlate(StudyGroup)
        .exists()
    )


def _query(month: Month) -> Select[*tuple[Any, ...]]:
    return (
        select(
            AttendanceHandover.id,
            StudyGroup.id.label("group_id"),
            StudyGroup.name.label("group"),
            StudyGroup.department_id,
            Department.name.label("department"),
            StudyGroup.curator_id,
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
            AttendanceHandover.handed_at,
            AttendanceHandover.handed_name,
            AttendanceHandover.received_at,
            AttendanceHandover.received_name,
            AttendanceHandover.archived_id,
        )
        .select_from(StudyGroup)
        .join(Department, Department.id == StudyGroup.department_id)
        .outerjoin(EmployeeLabel, EmployeeLabel.id == StudyGroup.curator_id)
        .outerjoin(
            AttendanceHandover,
            (AttendanceHandover.group_id == StudyGroup.id)
            & (AttendanceHandover.month == month.first),
        )
        .order_by(StudyGroup.search_name, StudyGroup.id)
    )


def _sheet(row: Any, month: Month, day: int, today: date) -> DueSheet:
    handed, received = _day(row.handed_at), _day(row.received_at)
    facts = SheetFacts(month, handed, received)
    name = short_name(row.last_name, row.first_name, row.patronymic) if row.curator_id else ""
    return DueSheet(
        row.id,
        row.group_id,
        row.group,
        row.department_id,
        row.department,
        row.curator_id,
        name,
        month,
        due_on(month, day),
        sheet_state(facts, day, today),
        0 if today <= month.last else days_late(facts, day, today),
        row.handed_at,
        row.handed_name,
        row.received_at,
        row.received_name,
        row.archived_id,
    )


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else clock.day_of(instant)
