"""Disposal acts of printed documents (10.7)."""

from flask_appbuilder import AppBuilder

from views.disposal.api import DisposalApi
from views.disposal.pages import DisposalView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of disposal acts."""
    appbuilder.add_api(DisposalApi)
    appbuilder.add_view_no_menu(DisposalView())
