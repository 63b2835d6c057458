"""Printed documents: pages and REST."""

from flask_appbuilder import AppBuilder

from views.printed.api import DocumentHoldWriteApi, PlaceWriteApi, PrintedDocumentWriteApi
from views.printed.pages import PrintedView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources."""
    appbuilder.add_view_no_menu(PrintedView())
    for api in (PrintedDocumentWriteApi, PlaceWriteApi, DocumentHoldWriteApi):
        appbuilder.add_api(api)
