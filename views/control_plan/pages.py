"""The page of the plan of internal control: a year at a glance, its items, a new one (3.11)."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.control_plan import Glance, months_of
from domain.enums import ControlForm
from models import AcademicYear, Department
from models.labels import label_of
from reports.kinds import month_name
from services.control_items import MOST_SUBJECT, copy_items, make_item
from services.control_plan import PlanFilter, counts, plan_items, plan_year
from services.errors import FieldsError, NotFoundError
from services.office_people import employees_here
from views.control_plan.asked import PLANNED, filter_of, planned_of
from views.control_plan.words import TONES, glance_word, line, timeline
from views.needs import needs

ITEM: Final = Resource.control_plan_item
Answer = str | Response | tuple[str, int]


class ControlPlanView(BaseView):
    """The plan of internal control of a year."""

    route_base = "/control-plan"
    default_view = "plan"
    class_permission_name = str(ITEM)

    @expose("/")
    @needs(Action.read, ITEM)
    def plan(self) -> str:
        """Show the items of a year: how they stand, a picture of the months, a list."""
        try:
            asked = filter_of(request.args)
            year = plan_year(db.session, _year())
        except (FieldsError, NotFoundError):
            abort(404)
        who = current_principal()
        all_items = plan_items(db.session, year.id) if year else []
        items = plan_items(db.session, year.id, asked) if year else []
        keeps = who.may(Action.create, ITEM)
        return str(
            self.render_template(
                "control/plan.html",
                year=year,
                years=_years(),
                asked=asked,
                filtered=asked != PlanFilter(),
                lines=[line(one) for one in items],
                picture=timeline(items, year) if year else None,
                tones=TONES,
                word=glance_word,
                tally=[
                    (way, glance_word(way), number, _link(year, state=way))
                    for way, number in counts(all_items).items()
                    if number
                ],
                total=len(all_items),
                departments=_departments(),
                months=[
                    (str(one), month_name(one))
                    for one in (months_of(year.starts_on, year.ends_on) if year else ())
                ],
                keeps=keeps,
                report=who.may(Action.read, Resource.control_report)
                and who.may(Action.create, Resource.report_run),
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, ITEM)
    def new(self) -> Answer:
        """Add an item to the plan of a year."""
        try:
            year = plan_year(db.session, _year())
        except NotFoundError:
            abort(404)
        if year is None:
            abort(404)
        values = {
            "starts_on": "",
            "due_on": "",
            "form": "inspection",
            "subject": "",
            "department_id": "",
            "responsible_id": "",
        }
        if request.method == "GET":
            return self._form(year, values, {})
        values = {name: request.form.get(name, "") for name in PLANNED}
        try:
            make_item(db.session, year.id, planned_of(values))
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(year, values, wrong.errors), 422
        flash(_("The item is in the plan."), "success")
        if "next" in request.form:
            return redirect(url_for(".new", year=year.id))
        return redirect(url_for(".plan", year=year.id))

    @expose("/copy", methods=["POST"])
    @needs(Action.create, ITEM)
    def copy(self) -> Response:
        """Copy the plan of the year before into this one."""
        try:
            added = copy_items(db.session, _year() or 0)
        except NotFoundError:
            abort(404)
        except FieldsError as wrong:
            db.session.rollback()
            flash(wrong.sentence, "warning")
        else:
            said = ngettext("%(num)s item was copied.", "%(num)s items were copied.", added)
            flash(said if added else _("Everything is in this plan already."), "success")
        return redirect(url_for(".plan", year=_year()))

    def _form(
        self, year: AcademicYear, values: Mapping[str, str], errors: Mapping[str, str]
    ) -> str:
        return str(
            self.render_template(
                "control/form.html",
                year=year,
                item=None,
                values=values,
                errors=errors,
                **choices(),
            )
        )


def choices() -> dict[str, Any]:
    """Return what the form of an item offers."""
    people = employees_here(db.session)
    return {
        "departments": _departments(),
        "people": people,
        "forms": [(str(one), label_of(one)) for one in ControlForm],
        "most": MOST_SUBJECT,
    }


def _link(year: AcademicYear | None, state: Glance) -> str:
    return "/control-plan/?" + urlencode({"year": year.id if year else "", "state": state})


def _departments() -> list[tuple[int, str]]:
    rows = db.session.execute(select(Department.id, Department.name).order_by(Department.name))
    return [(row.id, row.name) for row in rows]


def _years() -> list[tuple[int, str]]:
    query = select(AcademicYear.id, AcademicYear.name).order_by(AcademicYear.starts_on.desc())
    return [(row.id, row.name) for row in db.session.execute(query)]


def _year() -> int | None:
    text = request.values.get("year", "")
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
