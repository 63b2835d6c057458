"""The dashboards of those who answer for journals: a page and a REST resource (5.2, 5.3, 5.4)."""

from flask_appbuilder import AppBuilder

from views.dashboard.api import DashboardApi
from views.dashboard.pages import DashboardView


def register(appbuilder: AppBuilder) -> None:
    """Register the page and the resource."""
    appbuilder.add_view_no_menu(DashboardView())
    appbuilder.add_api(DashboardApi)
