"""Reminding of items of the control plan and of attendance sheets, never too often (3.11, 4.4)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.roles import Role
from domain.clock import clock
from domain.control_plan import Glance
from domain.handovers import SheetState
from domain.month import Month
from models import Department, Employee, Notice
from services.control_plan import items_due
from services.handovers import DueSheet, due_sheets
from services.notices import message_key, notify

# Once before it is due, then once a week: what is repeated daily is read by nobody.
GAP: Final = timedelta(days=7)
ITEM_SOON: Final = message_key(
    "An item of the control plan is due on %(day)s: %(subject)s (%(where)s)."
)
ITEM_LATE: Final = message_key(
    "An item of the control plan was due on %(day)s: %(subject)s (%(where)s)."
)
ITEMS_LATE: Final = message_key("Items of the control plan that are overdue: %(count)s.")
SHEET_SOON: Final = message_key(
    "Hand the attendance sheet of %(group)s for %(month)s over by %(day)s."
)
SHEET_LATE: Final = message_key(
    "The attendance sheet of %(group)s for %(month)s was due on %(day)s."
)
SHEETS_LATE: Final = message_key(
    "Attendance sheets that were not handed over in time, month %(month)s: %(count)s."
)
WHOLE: Final = message_key("the whole college")
PLAN: Final = "/control-plan/?state=overdue"

_accounts: Final = PlainSelect(
    "accounts of those who answer for an item of the control plan or a sheet, to remind them",
    select(Employee.id, Employee.user_id)
    .join(User, User.id == Employee.user_id)
    .where(Employee.id.in_(bindparam("employees", expanding=True)), User.active.is_(True)),
)
_deputies: Final = PlainSelect(
    "accounts of the deputies, who hear of overdue items of the control plan",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name == str(Role.deputy_director), User.active.is_(True)),
)
_heads: Final = PlainSelect(
    "who heads which department, to tell the heads of sheets that are late",
    select(Department.id, Department.head_id).where(Department.head_id.is_not(None)),
)
_reminded: Final = PlainSelect(
    "who was reminded lately of what, so that nobody is reminded too often",
    select(Notice.user_id, Notice.message, Notice.link, Notice.params).where(
        Notice.created_at >= bindparam("since"),
        Notice.message.in_([ITEM_SOON, ITEM_LATE, ITEMS_LATE, SHEET_SOON, SHEET_LATE, SHEETS_LATE]),
    ),
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A notice for one person."""

    employee_id: int
    message: str
    params: dict[str, Any]
    link: str


def remind_of_items(session: Session) -> int:
    """Tell who answers for an item that it is due or late; return how many notices went out."""
    items = items_due(session)
    told = [
        Reminder(
            one.responsible_id,
            ITEM_LATE if one.glance is Glance.overdue else ITEM_SOON,
            {
                "day": f"{one.due_on:%d.%m.%Y}",
                "subject": one.subject[:100],
                "where": one.department or {"key": WHOLE},
            },
            f"/control-plan/item/{one.id}",
        )
        for one in items
    ]
    count = _send(session, told)
    late = sum(one.glance is Glance.overdue for one in items)
    if late:
        people = set(_deputies(session, proven=True).scalars())
        have = {user for user, message, _, _ in _lately(session) if message == ITEMS_LATE}
        notify(session, sorted(people - have), ITEMS_LATE, {"count": late}, PLAN)
        count += len(people - have)
    return count


def remind_of_sheets(session: Session) -> int:
    """Tell curators and heads of the sheets of last month; return how many notices went out."""
    month = Month.of(clock.today()).previous()
    waiting = [
        one
        for one in due_sheets(session, month)
        if one.state in (SheetState.soon, SheetState.overdue)
    ]
    told = [_to_curator(one) for one in waiting if one.curator_id is not None]
    late = Counter(one.department_id for one in waiting if one.state is SheetState.overdue)
    heads = {row.id: row.head_id for row in _heads(session, proven=True)}
    told += [
        Reminder(
            heads[key],
            SHEETS_LATE,
            {"month": f"{month.first:%m.%Y}", "count": number},
            f"/attendance-sheets/?month={month}&late=1",
        )
        for key, number in late.items()
        if key in heads
    ]
    return _send(session, told)


def _to_curator(sheet: DueSheet) -> Reminder:
    is_late = sheet.state is SheetState.overdue
    params = {
        "group": sheet.group,
        "month": f"{sheet.month.first:%m.%Y}",
        "day": f"{sheet.due_on:%d.%m.%Y}",
    }
    message = SHEET_LATE if is_late else SHEET_SOON
    return Reminder(sheet.curator_id or 0, message, params, "/attendance-sheets/")


def _lately(session: Session) -> list[Any]:
    return list(_reminded(session, proven=True, since=clock.now() - GAP))


def _send(session: Session, reminders: Iterable[Reminder]) -> int:
    """Put a notice for each reminder that was not sent within GAP; return how many."""
    wanted = list(reminders)
    if not wanted:
        return 0
    keys = sorted({one.employee_id for one in wanted})
    rows = _accounts(session, proven=True, employees=keys).all()
    users: dict[int, int] = {row.id: row.user_id for row in rows}
    have = {
        (user, message, link, _about(message, params))
        for user, message, link, params in _lately(session)
    }
    sent = 0
    for one in wanted:
        user = users.get(one.employee_id)
        if user is None or (user, one.message, one.link, _about(one.message, one.params)) in have:
            continue
        notify(session, [user], one.message, one.params, one.link)
        sent += 1
    return sent


def _about(message: str, params: dict[str, Any]) -> str:
    """Return what a notice is about where its link does not tell it: the group and the month."""
    if message == SHEETS_LATE:
        return str(params.get("month"))
    return f"{params.get('group', '')} {params.get('month', '')}"
