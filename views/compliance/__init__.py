"""Compliance with the regulation: where each clause is met, and how the college stands today."""

from flask_appbuilder import AppBuilder

from views.compliance.api import ComplianceApi
from views.compliance.norms import NormsView
from views.compliance.pages import ComplianceView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resource."""
    appbuilder.add_view_no_menu(ComplianceView())
    appbuilder.add_view_no_menu(NormsView())
    appbuilder.add_api(ComplianceApi)
