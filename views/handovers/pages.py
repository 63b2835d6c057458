"""The page of attendance sheets: a month of all groups, or all months of the own groups (4.4)."""

from collections.abc import Callable
from typing import Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import Role
from access.session import db
from domain.clock import clock
from domain.control_plan import months_of
from domain.handovers import SheetState
from domain.month import Month
from domain.typed import MOST_ID
from jobs.handovers import keep_sheet
from models import Department
from reports.kinds import month_name
from services.control_plan import plan_year
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.handovers import DueSheet, due_sheets, hand_over, may_hand, may_receive, receive
from services.notices import mark_read_of
from views.handovers.words import line
from views.needs import needs

HANDOVER: Final = Resource.attendance_handover


class HandoverView(BaseView):
    """Attendance sheets of months: handed over by curators, received by heads."""

    route_base = "/attendance-sheets"
    default_view = "sheets"
    class_permission_name = str(HANDOVER)

    @expose("/")
    @needs(Action.read, HANDOVER)
    def sheets(self) -> str:
        """Show the sheets of a month; to a curator first those of all months of the year."""
        mark_read_of(db.session, "/attendance-sheets/")
        who = current_principal()
        months = _months()
        month = _month("month")
        department = _key("department")
        is_curator = Role.curator in who.roles
        if month is None and not is_curator:
            month = _usual(months)
        asked = [month] if month is not None else list(reversed(months))
        found = [
            one
            for each in asked
            for one in due_sheets(db.session, each, department_id=department)
            if month is not None or one.curator_id == who.employee_id
        ]
        late = request.args.get("late") == "1"
        shown = [one for one in found if _lags(one)] if late else found
        return str(
            self.render_template(
                "handovers/sheets.html",
                lines=[_with_deeds(one) for one in shown],
                month=month,
                months=[(str(one), month_name(one)) for one in reversed(months)],
                is_curator=is_curator,
                department=department,
                departments=_departments(found) if len(asked) == 1 else [],
                late=late,
                late_count=sum(one.state is SheetState.overdue for one in found),
                waiting=sum(one.state is SheetState.handed for one in found),
                received=sum(one.state is SheetState.received for one in found),
                total=len(found),
            )
        )

    @expose("/hand-over", methods=["POST"])
    @needs(Action.create, HANDOVER)
    def hand(self) -> Response:
        """Hand the sheet of a group for a month over; its PDF goes to the archive."""

        def work(group: int, month: Month) -> None:
            keep_sheet(hand_over(db.session, current_principal(), group, month))

        return _do(work, _("The sheet is handed over; its PDF goes to the archive."))

    @expose("/receive", methods=["POST"])
    @needs(Action.update, HANDOVER)
    def take(self) -> Response:
        """Receive the sheet of a group for a month."""

        def work(group: int, month: Month) -> None:
            receive(db.session, current_principal(), group, month)

        return _do(work, _("The sheet is received."))


def _do(work: Callable[[int, Month], None], done: str) -> Response:
    group, month = _key("group"), _month("sheet")
    if group is None or month is None:
        abort(404)
    try:
        work(group, month)
    except NotFoundError:
        abort(404)
    except NotAllowedError:
        abort(403)
    except FieldsError as wrong:
        db.session.rollback()
        flash(wrong.sentence, "warning")
    else:
        flash(done, "success")
    shown = _month("month")
    department = _key("department")
    return redirect(url_for("HandoverView.sheets", month=shown, department=department))


def _with_deeds(sheet: DueSheet) -> dict[str, object]:
    who = current_principal()
    return line(sheet) | {
        "hands": sheet.waits
        and sheet.curator_id == who.employee_id
        and may_hand(db.session, who, sheet.group_id),
        "receives": sheet.state is SheetState.handed
        and may_receive(db.session, who, sheet.group_id),
    }


def _lags(sheet: DueSheet) -> bool:
    return bool(sheet.late_by) or sheet.waits


def _months() -> list[Month]:
    """Return the months of the present year that have begun."""
    year = plan_year(db.session, None)
    if year is None:
        return []
    today = clock.today()
    return [one for one in months_of(year.starts_on, year.ends_on) if one.first <= today]


def _usual(months: list[Month]) -> Month:
    """Return the last month that is over, else the present one."""
    past = [one for one in months if one.last < clock.today()]
    return past[-1] if past else Month.of(clock.today())


def _departments(sheets: list[DueSheet]) -> list[tuple[int, str]]:
    keys = {one.department_id for one in sheets}
    if len(keys) < 2 and not request.args.get("department"):
        return []
    rows = db.session.execute(select(Department.id, Department.name).order_by(Department.name))
    return [(row.id, row.name) for row in rows]


def _month(name: str) -> Month | None:
    text = request.values.get(name, "")
    if not text:
        return None
    try:
        return Month.parse(text)
    except ValueError:
        abort(404)


def _key(name: str) -> int | None:
    text = request.values.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > MOST_ID:
        abort(404)
    return int(text)
