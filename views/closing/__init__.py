"""Closing a semester and a year of journals: pages and REST (clauses 4.6, 6.1, 6.2)."""

from flask_appbuilder import AppBuilder

from views.closing.api import ClosingApi, ReopenApi
from views.closing.pages import ClosingView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resources."""
    appbuilder.add_view_no_menu(ClosingView())
    appbuilder.add_api(ClosingApi)
    appbuilder.add_api(ReopenApi)
