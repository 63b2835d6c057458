"""Changes of the timetable on a date: the day's sheet, the form to make them, REST."""

from flask_appbuilder import AppBuilder

from views.changes.api import TimetableChangeWriteApi
from views.changes.pages import TimetableChangeView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of changes."""
    appbuilder.add_api(TimetableChangeWriteApi)
    appbuilder.add_view_no_menu(TimetableChangeView())
