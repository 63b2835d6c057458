"""Closing academic years and their archive packages: pages and REST."""

from flask_appbuilder import AppBuilder

from views.years.api import YearClosingWriteApi, YearPackageFileApi
from views.years.pages import YearView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources."""
    appbuilder.add_view_no_menu(YearView())
    appbuilder.add_api(YearClosingWriteApi)
    appbuilder.add_api(YearPackageFileApi)
