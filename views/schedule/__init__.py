"""The schedule of tasks: what runs when, switched, moved and run by the administrator (8.1)."""

from flask_appbuilder import AppBuilder

from views.schedule.api import ScheduledTaskApi, TaskRunApi
from views.schedule.pages import ScheduleView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of the schedule."""
    appbuilder.add_api(ScheduledTaskApi)
    appbuilder.add_api(TaskRunApi)
    appbuilder.add_view_no_menu(ScheduleView())
