"""The block of the first page about control: items that are due, attendance sheets (3.11, 4.4)."""

from typing import Any, Final

from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.roles import Role
from domain.clock import clock
from domain.control_plan import Glance
from domain.handovers import SheetState
from domain.month import Month
from services.control_plan import items_due
from services.handovers import due_sheets
from views.control_plan.words import line
from views.handovers.words import line as sheet_line

SHOWN: Final = 5
LATE: Final = (SheetState.overdue, SheetState.soon)


def control_block(session: Session, who: Principal) -> dict[str, Any]:
    """Return the items that `who` answers for and are due, and last month's sheets of `who`."""
    items = []
    if who.may(Action.update, Resource.control_plan_item):
        items = items_due(session, mine=not who.may(Action.create, Resource.control_plan_item))
    month = Month.of(clock.today()).previous()
    sheets = due_sheets(session, month)
    own = [one for one in sheets if one.curator_id == who.employee_id and one.waits]
    heads = Role.department_head in who.roles
    return {
        "plan": [line(one) for one in items[:SHOWN]],
        "due": len(items),
        "late": sum(one.glance is Glance.overdue for one in items),
        "own": [sheet_line(one) for one in own],
        "to_receive": sum(one.state is SheetState.handed for one in sheets) if heads else 0,
        "sheets_late": sum(one.state is SheetState.overdue for one in sheets) if heads else 0,
        "month": str(month),
    }
