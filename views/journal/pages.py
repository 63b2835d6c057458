"""The pages of journals: the list, the grid, one lesson as a list. They parse, load and render."""

from typing import Any

from flask import abort, jsonify, request
from flask_appbuilder.views import BaseView, expose
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from services.errors import NotFoundError
from services.grid import load_grid
from services.grid_shapes import Grid
from services.journals import neighbours
from views.journal.listing import journals_page
from views.journal.plan_page import progress_page, take_merge
from views.journal.print_page import print_page
from views.journal.screens import grid_page, lesson_page
from views.needs import needs


class JournalView(BaseView):
    """The journal for people: what may be written follows from the grid's own `editable`."""

    route_base = ""
    default_view = "journals"
    class_permission_name = str(Resource.gradebook)

    @expose("/journals/")
    @needs(Action.read, Resource.gradebook)
    def journals(self) -> str:
        """Show the own or visible journals, today's lessons first."""
        return journals_page(db.session, request.args)

    @expose("/journal/<int:gradebook_id>")
    @needs(Action.read, Resource.gradebook)
    def grid(self, gradebook_id: int) -> str:
        """Show a semester of a journal, a month of it, or the semester of a named `lesson`."""
        grid, named = self._load(gradebook_id), _number("lesson")
        if named is not None and not request.args.get("semester"):
            grid = self._semester_of(grid, named) or grid
        beside = neighbours(db.session, gradebook_id)
        return grid_page(grid, beside, _number("month"))

    @expose("/journal/<int:gradebook_id>/lesson/<int:lesson_id>")
    @needs(Action.read, Resource.gradebook)
    def lesson(self, gradebook_id: int, lesson_id: int) -> str:
        """Show one lesson as a list with large keys."""
        grid = self._semester_of(self._load(gradebook_id), lesson_id)
        if grid is None:
            raise NotFound
        return lesson_page(grid, next(one for one in grid.lessons if one.id == lesson_id))

    @expose("/journal/<int:gradebook_id>/print")
    @needs(Action.read, Resource.gradebook)
    def print(self, gradebook_id: int) -> str:
        """Show a semester as the document that is printed: cells, topics, corrections (3.4)."""
        return print_page(db.session, self._load(gradebook_id))

    @expose("/journal/<int:gradebook_id>/plan")
    @needs(Action.read, Resource.lesson_plan)
    def plan(self, gradebook_id: int) -> str:
        """Show how the journal's plan goes through its lessons, and what does not fit."""
        return progress_page(db.session, gradebook_id)

    @expose("/journal/<int:gradebook_id>/plan/merge", methods=["POST"])
    @needs(Action.update, Resource.lesson)
    def merge(self, gradebook_id: int) -> Response:
        """Let one lesson give two neighbouring rows of the plan."""
        return take_merge(db.session, gradebook_id)

    @expose("/journals/whoami")
    def whoami(self) -> Response:
        """Tell the page's queue who is signed in, with a fresh CSRF token of that session."""
        user_id = current_principal().user_id
        values: dict[str, Any] = {"user_id": user_id}
        if user_id is not None:
            values["token"] = generate_csrf()
        return jsonify(values)

    def _semester_of(self, grid: Grid, lesson_id: int) -> Grid | None:
        """Return the grid of the semester that holds the lesson, which may be another one."""
        others = (one.number for one in grid.semesters if one.number != grid.semester.number)
        for number in (grid.semester.number, *others):
            if number != grid.semester.number:
                grid = load_grid(db.session, grid.gradebook_id, number)
            if any(one.id == lesson_id for one in grid.lessons):
                return grid
        return None

    def _load(self, gradebook_id: int) -> Grid:
        if gradebook_id > MOST_ID:
            abort(404)
        try:
            return load_grid(db.session, gradebook_id, _number("semester"))
        except NotFoundError:
            abort(404)


def _number(name: str) -> int | None:
    """Return a whole number of the address; None where it is missing, 404 where it is none."""
    text = request.args.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        abort(404)
    return int(text)
