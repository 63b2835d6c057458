"""Inspections of journals and remarks: pages and REST (5.2.2, 5.3, 7.2, 7.3)."""

from flask_appbuilder import AppBuilder

from views.inspections.api import InspectionWriteApi
from views.inspections.journal_pages import JournalInspectionView
from views.inspections.pages import InspectionView
from views.inspections.remark_api import RemarkWriteApi
from views.inspections.remark_pages import RemarkView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of inspections."""
    appbuilder.add_api(InspectionWriteApi)
    appbuilder.add_api(RemarkWriteApi)
    appbuilder.add_view_no_menu(InspectionView())
    appbuilder.add_view_no_menu(JournalInspectionView())
    appbuilder.add_view_no_menu(RemarkView())
