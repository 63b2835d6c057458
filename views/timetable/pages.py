"""The pages of the timetable that everybody reads."""

from collections.abc import Callable

from flask import abort, render_template, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from services.errors import FieldsError, NotFoundError
from views.needs import needs
from views.timetable.week_page import choose_page, viewer_page


class TimetableView(BaseView):
    """The timetable on the wall."""

    route_base = "/timetable"
    default_view = "week"
    class_permission_name = str(Resource.timetable)

    @expose("/")
    @needs(Action.read, Resource.timetable)
    def week(self) -> str | tuple[str, int]:
        """Show a week or a day: the own timetable, or the one that the address names."""
        return shown(lambda: viewer_page(db.session, current_principal(), request.args))

    @expose("/choose")
    @needs(Action.read, Resource.timetable)
    def choose(self) -> str | tuple[str, int]:
        """Show the groups, and a search for groups, teachers and rooms."""
        return choose_page(db.session, current_principal())


def shown(page: Callable[[], str]) -> str | tuple[str, int]:
    """Return `page()`; 404 for what is not theirs to see, 400 with words for a wrong address."""
    try:
        return page()
    except NotFoundError:
        abort(404)
    except FieldsError as wrong:
        return render_template("errors/error.html", status=400, message=wrong.sentence), 400
