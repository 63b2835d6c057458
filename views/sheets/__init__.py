"""Attestation sheets: pages and REST."""

from flask_appbuilder import AppBuilder

from views.sheets.api import SheetApi
from views.sheets.line_api import SheetLineApi
from views.sheets.make_api import SheetMakeApi
from views.sheets.own_page import OwnResultView
from views.sheets.pages import SheetView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages of attestation sheets and their resources beside the registers."""
    appbuilder.add_view_no_menu(SheetView())
    appbuilder.add_view_no_menu(OwnResultView())
    appbuilder.add_api(SheetApi)
    appbuilder.add_api(SheetMakeApi)
    appbuilder.add_api(SheetLineApi)
