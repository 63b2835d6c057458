"""The page of a dashboard: everything in one request."""

from typing import Any, Final

from flask import abort, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.control_plan import Glance
from domain.handovers import SheetState
from domain.monitor import Preset
from services.dashboard import Dashboard, dashboard
from services.errors import FieldsError
from views.dashboard.places import Links, by_group, places, total
from views.monitor.period import Period, key_in, period_in
from views.monitor.words import month_name, presets
from views.needs import needs

SHOWN: Final = 5  # items of the control plan, the most urgent


class DashboardView(BaseView):
    """The dashboard of directors, deputies, heads, curators, the module admin."""

    route_base = "/dashboard"
    default_view = "index"
    class_permission_name = str(Resource.dashboard)

    @expose("/")
    @needs(Action.read, Resource.dashboard)
    def index(self) -> str:
        """Show the figures of a period, each leading to the list behind it."""
        try:
            department = key_in(request.args, "department")
            period = period_in(db.session, request.args, Preset.month)
        except FieldsError:
            abort(404)
        found = dashboard(db.session, period.span.first, period.span.last, department)
        return str(
            self.render_template("dashboard/index.html", **_values(found, period, department))
        )


def _values(found: Dashboard, period: Period, department: int | None) -> dict[str, Any]:
    who = current_principal()
    links, groups = Links(who, period, department), by_group(found, department)
    chosen = {"department": department} if department else {}
    waiting = found.waiting
    return {
        "found": found,
        "span": period.span,
        "period": period,
        "department": department,
        "department_name": next((name for key, name in found.departments if key == department), ""),
        "presets": [
            (preset, label, _address({"period": preset.value} | chosen))
            for preset, label in presets().items()
        ],
        "total": total(found.groups),
        "lines": [
            {"place": place, "links": links.of_place(groups, place.key)}
            for place in places(found, department)
        ],
        "by_group": groups,
        "links": {
            "monitor": links.monitor(),
            "overdue": links.monitor("overdue"),
            "late": links.monitor("late"),
            "debts": links.debts(),
        },
        "items": waiting.items[:SHOWN],
        "items_count": len(waiting.items),
        "items_overdue": sum(one.glance is Glance.overdue for one in waiting.items),
        "sheets": waiting.attendance[:SHOWN],
        "sheets_count": len(waiting.attendance),
        "sheets_overdue": sum(one.state is SheetState.overdue for one in waiting.attendance),
        "may": lambda resource: who.may(Action.read, Resource(resource)),
        "month_name": month_name,
    }


def _address(query: dict[str, Any]) -> str:
    return "/dashboard/?" + "&".join(f"{name}={value}" for name, value in query.items())
