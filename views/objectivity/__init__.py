"""Questions about the objectivity of marks: page, workbook, REST resource (3.6, 7.3)."""

from flask_appbuilder import AppBuilder

from views.objectivity.api import ObjectivityApi
from views.objectivity.pages import ObjectivityView


def register(appbuilder: AppBuilder) -> None:
    """Register the page and the resource."""
    appbuilder.add_view_no_menu(ObjectivityView())
    appbuilder.add_api(ObjectivityApi)
