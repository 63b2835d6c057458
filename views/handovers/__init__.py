"""Attendance sheets of months, handed over and received: pages and REST (clause 4.4)."""

from flask_appbuilder import AppBuilder

from views.handovers.api import AttendanceHandoverWriteApi
from views.handovers.pages import HandoverView


def register(appbuilder: AppBuilder) -> None:
    """Register the page and the REST resource of attendance sheets handed over."""
    appbuilder.add_api(AttendanceHandoverWriteApi)
    appbuilder.add_view_no_menu(HandoverView())
