"""REST: the figures of a dashboard."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from flask import Response, request
from flask_appbuilder.api import expose

from access.matrix import Action, Resource
from access.session import db
from domain.monitor import Counts
from services.dashboard import GroupFigures, Waiting, dashboard
from views.journal.rest import answers, compact
from views.monitor.period import key_in, period_in
from views.needs import needs
from views.rest_api import RestApi

LESSONS = ("held", "recorded", "late", "overdue")


class DashboardApi(RestApi):
    """The dashboard for programs."""

    resource_name = "dashboard"
    class_permission_name = Resource.dashboard
    openapi_spec_tag = "Control"

    @expose("/", methods=["GET"])
    @needs(Action.read, Resource.dashboard)
    @answers
    def get_list(self) -> Response:
        """Get completeness, attendance, debts, final marks and what waits, of one's groups.
        ---
        get:
          description: Without `period`, `from` and `to` the present month.
          parameters:
          - {in: query, name: period, schema: {type: string, enum: [week, month, semester, year]}}
          - {in: query, name: from, schema: {type: string, format: date}}
          - {in: query, name: to, schema: {type: string, format: date}}
          - {in: query, name: department, schema: {type: integer}}
          responses:
            200:
              description: The figures
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      groups: {type: array, items: {type: object}}
                      over_time: {type: array, items: {type: object}}
                      semesters: {type: array, items: {type: object}}
                      waiting: {type: object}
        """
        period = period_in(db.session, request.args)
        department = key_in(request.args, "department")
        found = dashboard(db.session, period.span.first, period.span.last, department)
        return compact(
            {
                "first": found.span.first.isoformat(),
                "last": found.span.last.isoformat(),
                "groups": [_group(one) for one in found.groups],
                "over_time": [
                    {"begins_on": point.begins_on.isoformat()} | _lessons(point.counts)
                    for point in found.points
                ],
                "semesters": [
                    {
                        name: float(value) if isinstance(value, Decimal) else value
                        for name, value in asdict(one).items()
                    }
                    for one in found.terms
                ],
                "waiting": _waiting(found.waiting),
            }
        )


def _lessons(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in LESSONS}


def _group(one: GroupFigures) -> dict[str, Any]:
    values = asdict(one)
    del values["counts"]
    return values | _lessons(one.counts)


def _waiting(found: Waiting) -> dict[str, Any]:
    return {
        "remarks": found.remarks,
        "remarks_overdue": found.overdue,
        "attestation_sheets": found.sheets,
        "control_plan": [
            {
                "id": one.id,
                "subject": one.subject,
                "due_on": one.due_on.isoformat(),
                "responsible": one.responsible,
            }
            for one in found.items
        ],
        "attendance_sheets": [
            {
                "group_id": one.group_id,
                "group": one.group,
                "month": str(one.month),
                "due_on": one.due_on.isoformat(),
                "state": one.state.value,
            }
            for one in found.attendance
        ],
    }
