"""Correction windows: asking for one, deciding on it, the list of requests, REST (3.6)."""

from flask_appbuilder import AppBuilder

from views.windows.api import CorrectionWindowWriteApi
from views.windows.pages import WindowView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of correction windows."""
    appbuilder.add_api(CorrectionWindowWriteApi)
    appbuilder.add_view_no_menu(WindowView())
