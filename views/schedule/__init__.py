"""The schedule of tasks: what runs when, switched, moved and run by the administrator (8.1)."""

from flask_appbuilder import AppBuilder

from views.schedule.api import ScheduledTaskJobApi, TaskRunJobApi
from views.schedule.pages import ScheduleView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of the schedule."""
    appbuilder.add_api(ScheduledTaskJobApi)
    appbuilder.add_api(TaskRunJobApi)
    appbuilder.add_view_no_menu(ScheduleView())
