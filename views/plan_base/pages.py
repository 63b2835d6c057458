"""The pages of the base of plans: the search, a plan to read, who has no plan (3.3, 4.2)."""

from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from services.errors import NotAllowedError, NotFoundError, ServiceError
from services.plan_base_read import BasePlan, base_plan
from services.plan_copy import copy_plan
from services.plan_missing import planned_year
from services.plan_reminders import Reminded, remind
from services.plan_target import import_target
from views.needs import needs
from views.plan_base.asked import asked_of, missing_of, number
from views.plan_base.missing_screens import missing_page
from views.plan_base.screens import base_page, read_page

BASE: Final = Resource.plan_base


class PlanBaseView(BaseView):
    """The base of plans for people."""

    route_base = "/plans"
    class_permission_name = str(BASE)

    @expose("/base/")
    @needs(Action.read, BASE)
    def base(self) -> str:
        """Show plans of all programmes, or the topics that hold the sought words."""
        return base_page(db.session, current_principal(), asked_of(request.args))

    @expose("/base/<int:plan_id>")
    @needs(Action.read, BASE)
    def read(self, plan_id: int) -> str:
        """Show an approved plan to read, and to copy into an own journal."""
        plan = _plan(plan_id)
        return read_page(db.session, current_principal(), plan, request.args.get("q", "")[:100])

    @expose("/base/<int:plan_id>/copy", methods=["POST"])
    @needs(Action.create, Resource.lesson_plan)
    def copy(self, plan_id: int) -> Response:
        """Make the plan's rows those of the draft of an own journal."""
        gradebook_id, who = number(request.form.get("gradebook")), current_principal()
        back = redirect(url_for(".read", plan_id=_plan(plan_id).id), 303)
        if gradebook_id is None:
            flash(_("Choose a journal."), "danger")
            return back
        try:
            target = import_target(db.session, who, gradebook_id)
            if target.rows and request.form.get("replace") != "1":
                flash(
                    _(
                        "The draft has %(count)s rows already. Say that they may be replaced.",
                        count=target.rows,
                    ),
                    "danger",
                )
                return back
            copied = copy_plan(db.session, who, gradebook_id, plan_id)
        except NotFoundError:
            abort(404)
        except ServiceError as refusal:
            db.session.rollback()
            flash(refusal.sentence, "danger")
            return back
        return redirect(url_for("PlanView.plan", plan_id=copied), 303)

    @expose("/missing")
    @needs(Action.read, BASE)
    def missing(self) -> str:
        """Show the journals of the year that have no approved plan."""
        return missing_page(db.session, current_principal(), missing_of(request.args))

    @expose("/missing/remind", methods=["POST"])
    @needs(Action.update, Resource.lesson_plan)
    def remind(self) -> Response:
        """Remind the teachers of the journals that the list shows."""
        year = planned_year(db.session)
        narrowed = missing_of(request.form)
        values: dict[str, Any] = {
            name: value for name, value in request.form.items() if name in FILTERS and value
        }
        if year is not None:
            try:
                done = remind(db.session, current_principal(), year.id, narrowed)
            except NotAllowedError:
                abort(403)
            flash(told(done), "success" if done.told else "info")
        return redirect(url_for(".missing", **values), 303)


FILTERS: Final = ("department", "group", "teacher", "state")


def told(done: Reminded) -> str:
    """Return in a sentence what came of reminding."""
    parts = [ngettext("%(num)d teacher was told.", "%(num)d teachers were told.", done.told)]
    if done.lately:
        parts.append(_("Reminded within a day already: %(count)s.", count=done.lately))
    if done.unreachable:
        parts.append(_("Without an account: %(count)s.", count=done.unreachable))
    return " ".join(parts)


def _plan(plan_id: int) -> BasePlan:
    if plan_id > MOST_ID:
        abort(404)
    try:
        return base_plan(db.session, plan_id)
    except NotFoundError:
        abort(404)
