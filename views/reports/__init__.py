"""Pages and REST resources of reports and their runs."""

from flask_appbuilder import AppBuilder

from views.reports.api import ReportApi
from views.reports.pages import ReportView
from views.reports.run_api import ReportRunJobApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resources."""
    appbuilder.add_view_no_menu(ReportView())
    appbuilder.add_api(ReportApi)
    appbuilder.add_api(ReportRunJobApi)
