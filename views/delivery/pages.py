"""The page of the delivery of programmes: departments, groups, journals, the worst first."""

from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.delivery import DeliveryHours
from models import AcademicYear, Department, EmployeeLabel, StudyGroup
from services.delivery import Delivery, DeliveryAsked, DeliveryLine, Level, delivery
from services.errors import FieldsError
from views.delivery.asked import asked_in
from views.needs import needs

MOST_LINES: Final = 300  # more are narrowed by the filters


class DeliveryView(BaseView):
    """The delivery of programmes for people."""

    route_base = "/delivery"
    default_view = "index"
    class_permission_name = str(Resource.programme_delivery)

    @expose("/")
    @needs(Action.read, Resource.programme_delivery)
    def index(self) -> str:
        """Show hours by curriculum, load, plan and timetable beside those held."""
        try:
            asked = asked_in(request.args)
        except FieldsError:
            abort(404)
        if not request.args.get("level"):
            asked = replace(asked, level=_usual_level(asked))
        found = delivery(db.session, current_principal(), asked)
        return str(self.render_template("delivery/index.html", **_values(asked, found)))


def _usual_level(asked: DeliveryAsked) -> Level:
    """Return where somebody begins: at departments, a teacher or a curator at journals."""
    if asked.group_id or asked.teacher_id:
        return Level.journal
    if asked.department_id:
        return Level.group
    who = current_principal()
    return Level.department if who.may(Action.read, Resource.completeness) else Level.journal


def _values(asked: DeliveryAsked, found: Delivery) -> dict[str, Any]:
    lines = [
        {"line": line, "link": _link(asked, line), "bar": bar(line.hours)}
        for line in found.lines[:MOST_LINES]
    ]
    return {
        "asked": asked,
        "found": found,
        "lines": lines,
        "more": len(found.lines) > MOST_LINES,
        "levels": [
            (level, label, _address(asked, level=level)) for level, label in _levels().items()
        ],
        "level_name": _nouns()[asked.level],
        "years": list(
            db.session.scalars(select(AcademicYear).order_by(AcademicYear.starts_on.desc()))
        ),
        "departments": list(db.session.scalars(select(Department).order_by(Department.name))),
        "group": _name(StudyGroup, asked.group_id),
        "teacher": _name(EmployeeLabel, asked.teacher_id),
        "reset": _address(replace(asked, department_id=None, group_id=None, teacher_id=None)),
        "reports": current_principal().may(Action.create, Resource.report_run),
    }


def _levels() -> dict[Level, str]:
    return {
        Level.department: _("By department"),
        Level.group: _("By group"),
        Level.teacher: _("By teacher"),
        Level.journal: _("By journal"),
    }


def _nouns() -> dict[Level, str]:
    return {
        Level.department: _("Department"),
        Level.group: _("Group"),
        Level.teacher: _("Teacher"),
        Level.journal: _("Journal"),
    }


def _name(model: Any, key: int | None) -> str | None:
    row = None if key is None else db.session.scalar(select(model).where(model.id == key))
    return None if row is None else str(row)


def _link(asked: DeliveryAsked, line: DeliveryLine) -> str:
    """Return where a line leads: one level down, from a journal to the journal's plan."""
    match asked.level:
        case Level.department:
            return _address(replace(asked, department_id=line.key), level=Level.group)
        case Level.group:
            return _address(replace(asked, group_id=line.key), level=Level.journal)
        case Level.teacher:
            return _address(replace(asked, teacher_id=line.key), level=Level.journal)
    return f"/journal/{line.key}/plan"


def _address(asked: DeliveryAsked, level: Level | None = None) -> str:
    values = {
        "level": (level or asked.level).value,
        "year": asked.year_id,
        "semester": asked.semester,
        "department": asked.department_id,
        "group": asked.group_id,
        "teacher": asked.teacher_id,
    }
    return "/delivery/?" + urlencode({k: v for k, v in values.items() if v is not None})


def bar(hours: DeliveryHours) -> dict[str, float]:
    """Return the parts of a bar in percent of the larger of load and what will be held."""
    whole = max(hours.load, hours.held + hours.unrecorded + hours.to_come, 1)

    def share(part: int) -> float:
        return round(100 * max(0, part) / whole, 2)

    missing = hours.load - hours.held - hours.unrecorded - hours.to_come
    return {
        "held": share(hours.held),
        "unrecorded": share(hours.unrecorded),
        "to_come": share(hours.to_come),
        "missing": share(missing),
        "due": share(hours.due),
    }
