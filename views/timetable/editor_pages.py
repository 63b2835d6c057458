"""The pages of those who make the timetable: the editor, what publishing came to."""

from flask import render_template, request
from flask_appbuilder.views import BaseView, expose

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from views.needs import needs
from views.timetable.editor_page import editor_page, timetable_now
from views.timetable.pages import shown
from views.timetable.publication_page import publication_page


class TimetableEditorView(BaseView):
    """The weekly editor."""

    route_base = "/timetable"
    default_view = "now"
    class_permission_name = str(Resource.timetable)

    @expose("/edit")
    @needs(Action.update, Resource.timetable)
    def now(self) -> str | tuple[str, int]:
        """Open the timetable of the present semester, or say how one is begun."""
        table = timetable_now(db.session)
        if table is None:
            return render_template("timetable/none.html")
        key = table.id
        return shown(lambda: editor_page(db.session, current_principal(), key, request.args))

    @expose("/<int:pk>/edit")
    @needs(Action.update, Resource.timetable)
    def edit(self, pk: int) -> str | tuple[str, int]:
        """Show the grid of a group, several groups, a teacher or a room."""
        return shown(lambda: editor_page(db.session, current_principal(), pk, request.args))

    @expose("/publication/<int:pk>")
    @needs(Action.read, Resource.timetable_publication)
    def publication(self, pk: int) -> str | tuple[str, int]:
        """Show how far a publication is, then what it did and what it left."""
        return shown(lambda: publication_page(db.session, current_principal(), pk))
