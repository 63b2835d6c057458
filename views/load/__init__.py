"""The teaching load: pages and REST."""

from flask_appbuilder import AppBuilder

from views.load.api import LoadApi
from views.load.change_api import LoadChangeApi
from views.load.pages import LoadView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages of the load and its resources beside the register's."""
    appbuilder.add_view_no_menu(LoadView())
    appbuilder.add_api(LoadApi)
    appbuilder.add_api(LoadChangeApi)
