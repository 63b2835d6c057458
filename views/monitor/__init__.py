"""The monitor of completeness: its pages, its workbook, its REST resource (4.5, 5.3.1, 7.2)."""

from flask_appbuilder import AppBuilder

from views.monitor.api import CompletenessApi
from views.monitor.pages import MonitorView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resource."""
    appbuilder.add_view_no_menu(MonitorView())
    appbuilder.add_api(CompletenessApi)
