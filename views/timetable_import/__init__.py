"""Importing timetables of aSc: sending a file, matching its names, preview, writing."""

from flask_appbuilder import AppBuilder

from views.timetable_import.api import TimetableImportApi
from views.timetable_import.names_api import ImportNameWriteApi
from views.timetable_import.names_pages import ImportNameView
from views.timetable_import.pages import TimetableImportView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of imported timetables."""
    appbuilder.add_api(TimetableImportApi)
    appbuilder.add_api(ImportNameWriteApi)
    appbuilder.add_view_no_menu(TimetableImportView())
    appbuilder.add_view_no_menu(ImportNameView())
