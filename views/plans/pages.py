"""The pages of lesson plans: the list, a new plan, the editor, the document, two revisions."""

from flask import abort, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from services.errors import NotAllowedError, NotFoundError
from services.notices import mark_read_of
from services.plan_history import compare_revisions
from services.plan_people import path_of
from services.plan_view import PlanView as LoadedPlan
from services.plan_view import load_plan
from views.needs import needs
from views.plans.listing import plans_page
from views.plans.screens import compare_page, new_page, plan_page, printed_page


class PlanView(BaseView):
    """Lesson plans for people: the editor writes over REST."""

    route_base = "/plans"
    default_view = "plans"
    class_permission_name = str(Resource.lesson_plan)

    @expose("/")
    @needs(Action.read, Resource.lesson_plan)
    def plans(self) -> str:
        """Show the journals and the state of their plans; for the methodist the queue first."""
        return plans_page(db.session, request.args)

    @expose("/new/<int:gradebook_id>")
    @needs(Action.create, Resource.lesson_plan)
    def new(self, gradebook_id: int) -> str | Response:
        """Show the ways to begin the plan of a journal: empty, or a copy."""
        if gradebook_id > MOST_ID:
            abort(404)
        try:
            page = new_page(db.session, current_principal(), gradebook_id)
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            abort(403)
        return page

    @expose("/<int:plan_id>")
    @needs(Action.read, Resource.lesson_plan)
    def plan(self, plan_id: int) -> str:
        """Show a plan: the editor to its teacher, remarks to the methodist, else the table."""
        view = self._load(plan_id)
        mark_read_of(db.session, path_of(plan_id))
        return plan_page(view)

    @expose("/<int:plan_id>/print")
    @needs(Action.read, Resource.lesson_plan)
    def printed(self, plan_id: int) -> str:
        """Show a plan as a document: title, rows, hours, signatures."""
        return printed_page(self._load(plan_id))

    @expose("/<int:plan_id>/compare/<int:other_id>")
    @needs(Action.read, Resource.lesson_plan)
    def compare(self, plan_id: int, other_id: int) -> str | Response:
        """Show what differs between two revisions of a plan."""
        if max(plan_id, other_id) > MOST_ID:
            abort(404)
        if plan_id == other_id:
            return redirect(url_for("PlanView.plan", plan_id=plan_id))
        try:
            compared = compare_revisions(db.session, plan_id, other_id)
        except NotFoundError:
            abort(404)
        return compare_page(self._load(compared.new.plan_id), compared)

    def _load(self, plan_id: int) -> LoadedPlan:
        if plan_id > MOST_ID:
            abort(404)
        try:
            return load_plan(db.session, current_principal(), plan_id)
        except NotFoundError:
            abort(404)
