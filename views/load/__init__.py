"""The teaching load: pages and REST."""

from flask_appbuilder import AppBuilder

from views.load.api import LoadApi
from views.load.change_api import LoadChangeApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages of the load and its resources beside the register's."""
    appbuilder.add_api(LoadApi)
    appbuilder.add_api(LoadChangeApi)
