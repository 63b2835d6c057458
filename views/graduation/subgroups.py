"""The check of subgroups: page and REST (clause 5.5.9)."""

from datetime import date
from typing import Any, Final

from flask import Response, request
from flask_appbuilder.api import expose
from flask_appbuilder.views import BaseView
from flask_appbuilder.views import expose as expose_page
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.subgroups import CELLS, GRADES, HOURS, NONE, TWO
from domain.typed import day_of
from domain.verdict import Severity, Verdict
from models import TeachingAssignment
from models.labels import label_for
from services.errors import FieldsError
from services.subgroup_check import (
    Checked,
    SubgroupCheck,
    check_subgroups,
    offered_departments,
    offered_groups,
)
from views.journal.rest import answers, compact, number_in_query
from views.load.asked import number
from views.needs import needs
from views.rest_api import RestApi

CHECK: Final = Resource.subgroup_check


class SubgroupCheckView(BaseView):
    """The check for people."""

    route_base = "/subgroups"
    default_view = "check"
    class_permission_name = str(CHECK)

    @expose_page("/check")
    @needs(Action.read, CHECK)
    def check(self) -> str:
        """Show what is wrong with subgroups on a day, each with where it is mended."""
        day, wrong = _asked_day(request.args.get("day", "")), False
        if day is None:
            day, wrong = clock.today(), bool(request.args.get("day"))
        department, group = number(request.args.get("department")), number(
            request.args.get("group")
        )  # fmt: skip
        found = check_subgroups(db.session, day, department_id=department, group_id=group)
        return str(
            self.render_template(
                "graduation/subgroups.html",
                found=found,
                day=day,
                wrong_day=wrong,
                department_id=department,
                group_id=group,
                departments=offered_departments(db.session),
                groups=offered_groups(db.session),
                sentence=sentence,
                names=lambda verdict: names(found, verdict),
                mend=mend,
                tone=lambda verdict: "bad" if verdict.severity is Severity.fault else "warn",
            )
        )


class SubgroupCheckApi(RestApi):
    """The check for programs."""

    resource_name = "subgroup_check"
    class_permission_name = CHECK
    openapi_spec_tag = "Subgroups"

    @expose("/", methods=["GET"])
    @needs(Action.read, CHECK)
    @answers
    def check(self) -> Response:
        """Return what is wrong with subgroups on a day, today unless told.
        ---
        get:
          parameters:
          - {in: query, name: day, required: false, schema: {type: string, format: date}}
          - {in: query, name: department, required: false, schema: {type: integer}}
          - {in: query, name: group, required: false, schema: {type: integer}}
          responses:
            200:
              description: Items in subgroups with their faults
              content:
                application/json:
                  schema: {type: object}
        """
        asked = request.args.get("day", "")
        day = _asked_day(asked) if asked else clock.today()
        if day is None:
            raise FieldsError({"day": _("Send a day such as 2026-10-14.")})
        found = check_subgroups(
            db.session,
            day,
            department_id=number_in_query("department"),
            group_id=number_in_query("group"),
        )
        return compact(
            {
                "day": day.isoformat(),
                "checked": found.checked,
                "result": [_data(one) for one in found.faulty],
            }
        )


def _asked_day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None


def _data(one: Checked) -> dict[str, Any]:
    return {
        "group": {"id": one.group_id, "text": one.group},
        "item": {"id": one.item_id, "text": one.item},
        "faults": [
            {
                "clause": verdict.clause,
                "code": verdict.code,
                "severity": verdict.severity.name,
                "sentence": sentence(one, verdict),
                "students": list(_students(verdict)),
            }
            for verdict in one.verdicts
        ],
    }


def _students(verdict: Verdict) -> tuple[int, ...]:
    return verdict.facts.get("students") or (
        (verdict.facts["student"],) if "student" in verdict.facts else ()
    )


def names(found: SubgroupCheck, verdict: Verdict) -> str:
    """Return the students that a verdict is about, by name."""
    known = found.students
    return ", ".join(sorted(known.get(key, "—") for key in _students(verdict)))


def sentence(one: Checked, verdict: Verdict) -> str:
    """Return a verdict in words; who it is about is told by `names`."""
    facts = verdict.facts
    match verdict.code:
        case code if code == NONE:
            return _("In no subgroup of this discipline")
        case code if code == TWO:
            return _("In more than one subgroup of this discipline")
        case code if code == HOURS:
            hours = "; ".join(
                _("subgroup %(name)s: %(hours)d h", name=one.subgroups[key], hours=value)
                for key, value in facts["hours"].items()
            )
            kind = str(label_for(TeachingAssignment, facts["kind"]))
            return _("Hours differ, %(kind)s: %(hours)s", kind=kind.lower(), hours=hours)
        case code if code == GRADES:
            return _("Final marks of one semester stand in two journals")
        case code if code == CELLS:
            day = f"{facts['day']:%d.%m.%Y}"
            return _("Recorded in the journals of two subgroups on %(day)s", day=day)
    return ""


def mend(one: Checked, verdict: Verdict) -> list[tuple[str, str]]:
    """Return where a fault is mended, as the person may open it: (words, address)."""
    who = current_principal()
    if verdict.code in (NONE, TWO):
        if not who.may(Action.read, Resource.subgroup_member):
            return []
        address = f"/registers/subgroup_member/list/?group={one.group_id}"
        return [(_("Subgroups of %(group)s", group=one.group), address)]
    if verdict.code == HOURS:
        if not who.may(Action.read, Resource.teaching_assignment):
            return []
        return [(_("Load of %(group)s", group=one.group), f"/load/group/{one.group_id}")]
    if not who.may(Action.read, Resource.gradebook):
        return []
    return [
        (_("Journal %(number)d", number=number), f"/journal/{key}")
        for number, key in enumerate(verdict.facts["gradebooks"], 1)
    ]
