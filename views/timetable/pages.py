"""The pages of the timetable that everybody reads."""

from collections.abc import Callable

from flask import abort, render_template, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from access.session import db
from services.errors import FieldsError, NotFoundError
from services.timetable_subjects import is_staff
from views.needs import needs
from views.timetable.calendar_page import calendar_page
from views.timetable.practice_page import practice_page
from views.timetable.wall_page import wall_page
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

    @expose("/wall")
    @needs(Action.read, Resource.timetable)
    def wall(self) -> str:
        """Show the weekly timetable of several groups beside each other, to staff."""
        return wall_page(db.session, _staff(), request.args)

    @expose("/practice")
    @needs(Action.read, Resource.practice_period)
    def practice(self) -> str:
        """Show the practices of a year by weeks and groups, to staff."""
        return practice_page(db.session, _staff(), request.args)

    @expose("/calendar")
    @needs(Action.read, Resource.calendar_day)
    def calendar(self) -> str:
        """Show the study calendar of a year."""
        return calendar_page(db.session, current_principal(), request.args)


def _staff() -> Principal:
    """Return who asks; 403 to students and parents, who read their own groups' weeks."""
    who = current_principal()
    if not is_staff(who):
        abort(403)
    return who


def shown(page: Callable[[], str]) -> str | tuple[str, int]:
    """Return `page()`; 404 for what is not theirs to see, 400 with words for a wrong address."""
    try:
        return page()
    except NotFoundError:
        abort(404)
    except FieldsError as wrong:
        return render_template("errors/error.html", status=400, message=wrong.sentence), 400
