"""Calendars for phones: their addresses, and the calendars themselves."""

from flask_appbuilder import AppBuilder

from views.calendar.api import CalendarFeedApi
from views.calendar.feed import CalendarFileView
from views.calendar.pages import CalendarFeedView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages, the REST resource and what phones read."""
    appbuilder.add_api(CalendarFeedApi)
    appbuilder.add_view_no_menu(CalendarFileView())
    appbuilder.add_view_no_menu(CalendarFeedView())
