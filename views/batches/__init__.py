"""Batches of reports at the end of a semester or a year (10.4, 5.3.6, 8.2)."""

from flask_appbuilder import AppBuilder

from views.batches.api import ReportBatchJobApi
from views.batches.pages import BatchView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of batches."""
    appbuilder.add_api(ReportBatchJobApi)
    appbuilder.add_view_no_menu(BatchView())
