"""The archive of reports: search, download, check, putting a report into it (10.8)."""

from flask_appbuilder import AppBuilder

from views.archive.api import ArchiveApi
from views.archive.pages import ArchiveView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of the archive."""
    appbuilder.add_api(ArchiveApi)
    appbuilder.add_view_no_menu(ArchiveView())
