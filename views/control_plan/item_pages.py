"""Pages of an item of the control plan: what follows from it, how it ends, changing, deleting."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.control_plan import ENDED
from domain.enums import ControlForm, ControlState
from models import AcademicYear
from models.labels import label_of
from services.control_items import MOST_RESULT, change_item, delete_item, tell_item
from services.control_plan import PlanItem, find_item, may_tell
from services.control_results import results_of
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.journals import my_journals
from services.notices import mark_read_of
from views.control_plan.asked import PLANNED, TOLD, planned_of, told_of
from views.control_plan.pages import choices
from views.control_plan.words import line
from views.needs import needs, sought

ITEM: Final = Resource.control_plan_item
JOURNALS: Final = 20
Answer = str | Response | tuple[str, int]


class ControlItemView(BaseView):
    """One item of the plan of internal control."""

    route_base = "/control-plan/item"
    class_permission_name = str(ITEM)

    @expose("/<int:pk>")
    @needs(Action.read, ITEM)
    def show(self, pk: int) -> str:
        """Show an item, what follows from it, and the form of how it ends."""
        item = _found(pk)
        mark_read_of(db.session, f"/control-plan/item/{pk}")
        return self._page(item, {}, {})

    @expose("/<int:pk>/tell", methods=["POST"])
    @needs(Action.update, ITEM)
    def tell(self, pk: int) -> Answer:
        """Say how the item stands and what came of it."""
        sent = {name: request.form.get(name, "") for name in TOLD}
        who = current_principal()
        return self._do(
            pk,
            lambda: tell_item(db.session, who, pk, told_of(sent)),
            lambda errors: self._page(_found(pk), errors, sent),
            _("The state of the item is written down."),
            url_for(".show", pk=pk),
        )

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @needs(Action.create, ITEM)
    def edit(self, pk: int) -> Answer:
        """Change what an item says."""
        item = _found(pk)
        if request.method == "GET":
            return self._form(item, _values(item), {})
        sent = {name: request.form.get(name, "") for name in PLANNED}
        return self._do(
            pk,
            lambda: change_item(db.session, pk, planned_of(sent)),
            lambda errors: self._form(_found(pk), sent, errors),
            _("The item is changed."),
            url_for(".show", pk=pk),
        )

    @expose("/<int:pk>/delete", methods=["GET", "POST"])
    @needs(Action.delete, ITEM)
    def delete(self, pk: int) -> Answer:
        """Ask whether to delete an item, and do it."""
        item = _found(pk)
        if request.method == "GET":
            return str(self.render_template("control/delete.html", one=line(item)))
        return self._do(
            pk,
            lambda: delete_item(db.session, pk),
            lambda errors: self._page(_found(pk), errors, {}),
            _("The item is deleted."),
            url_for("ControlPlanView.plan", year=item.year_id),
        )

    def _do(
        self,
        pk: int,
        work: Callable[[], None],
        again: Callable[[Mapping[str, str]], str],
        done: str,
        to: str,
    ) -> Answer:
        """Do `work` and go on; show what was wrong in the page of `again`."""
        _found(pk)
        try:
            work()
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            db.session.rollback()
            abort(403)
        except FieldsError as wrong:
            db.session.rollback()
            return again(wrong.errors), 422
        flash(done, "success")
        return redirect(to)

    def _page(self, item: PlanItem, errors: Mapping[str, str], sent: Mapping[str, str]) -> str:
        who = current_principal()
        keeps = who.may(Action.create, ITEM)
        inspects = (
            item.form is ControlForm.inspection
            and item.state not in ENDED
            and who.may(Action.create, Resource.inspection)
        )
        text = sought()
        journals = (
            my_journals(
                db.session,
                who,
                text,
                item.year_id,
                JOURNALS,
                department_id=item.department_id,
            )
            if inspects
            else None
        )
        return str(
            self.render_template(
                "control/item.html",
                one=line(item),
                item=item,
                results=results_of(db.session, item),
                local=clock.local,
                tells=may_tell(db.session, who, item.id),
                keeps=keeps,
                drafts=item.form is ControlForm.note
                and who.may(Action.create, Resource.analytic_note),
                inspects=inspects,
                journals=journals,
                text=text,
                states=[(str(one), label_of(one)) for one in ControlState],
                sent=sent or _told(item),
                errors=errors,
                today=clock.today(),
                most=MOST_RESULT,
            )
        )

    def _form(self, item: PlanItem, values: Mapping[str, Any], errors: Mapping[str, str]) -> str:
        return str(
            self.render_template(
                "control/form.html",
                year=db.session.get_one(AcademicYear, item.year_id),
                item=item,
                values=values,
                errors=errors,
                **choices(),
            )
        )


def _found(pk: int) -> PlanItem:
    try:
        return find_item(db.session, pk)
    except NotFoundError:
        abort(404)


def _told(item: PlanItem) -> dict[str, str]:
    done = item.done_on.isoformat() if item.done_on else ""
    return {"state": str(item.state), "done_on": done, "result": item.result or ""}


def _values(item: PlanItem) -> dict[str, str]:
    return {
        "subject": item.subject,
        "department_id": str(item.department_id or ""),
        "responsible_id": str(item.responsible_id),
        "starts_on": item.starts_on.isoformat(),
        "due_on": item.due_on.isoformat(),
        "form": str(item.form),
    }
