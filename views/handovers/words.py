"""Words of the pages of attendance sheets, and a sheet as JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.clock import clock
from domain.handovers import SheetState
from reports.kinds import month_name
from services.handovers import DueSheet

TONES: Final[Mapping[SheetState, str]] = {
    SheetState.overdue: "bad",
    SheetState.soon: "warn",
    SheetState.due: "info",
    SheetState.handed: "info",
    SheetState.received: "ok",
    SheetState.early: "",
}


def state_word(state: SheetState) -> str:
    """Return how a sheet stands, in a word or two."""
    return {
        SheetState.overdue: _("not handed over"),
        SheetState.soon: _("due these days"),
        SheetState.due: _("to be handed over"),
        SheetState.handed: _("handed over (sheet)"),
        SheetState.received: _("received (sheet)"),
        SheetState.early: _("the month is not over"),
    }[state]


def line(sheet: DueSheet) -> dict[str, Any]:
    """Return a sheet in words for the pages."""
    late = ""
    if sheet.late_by:
        late = ngettext("%(num)s day late", "%(num)s days late", sheet.late_by)
    return {
        "sheet": sheet,
        "month": month_name(sheet.month),
        "report": f"/reports/attendance_month?group_id={sheet.group_id}&month={sheet.month}",
        "tone": TONES[sheet.state],
        "word": state_word(sheet.state),
        "late": late,
        "due": f"{sheet.due_on:%d.%m.%Y}",
        "handed": _day(sheet.handed_at),
        "received": _day(sheet.received_at),
    }


def _day(instant: datetime | None) -> str:
    return "" if instant is None else f"{clock.local(instant):%d.%m.%Y}"


def sheet_json(sheet: DueSheet) -> dict[str, Any]:
    """Return a sheet as programs get it."""
    return {
        "id": sheet.id,
        "group_id": sheet.group_id,
        "group": sheet.group,
        "department_id": sheet.department_id,
        "curator_id": sheet.curator_id,
        "month": str(sheet.month),
        "due_on": sheet.due_on.isoformat(),
        "state": str(sheet.state),
        "late_by": sheet.late_by,
        "handed_at": _instant(sheet.handed_at),
        "handed_name": sheet.handed_name,
        "received_at": _instant(sheet.received_at),
        "received_name": sheet.received_name,
        "archived_id": sheet.archived_id,
    }


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else f"{instant.isoformat(timespec='seconds')}Z"
