"""The teacher's duties with their deadlines, and the certificate of an outage."""

from flask_appbuilder import AppBuilder

from views.deadlines.certificate import OutageView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource."""
    appbuilder.add_view_no_menu(OutageView())
