"""The teacher's duties with their deadlines, and the certificate of an outage."""

from flask_appbuilder import AppBuilder

from views.deadlines.api import DutyApi
from views.deadlines.certificate import CertificateApi, OutageView
from views.deadlines.lesson import PunctualityApi
from views.deadlines.pages import DutyView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource."""
    appbuilder.add_view_no_menu(OutageView())
    appbuilder.add_view_no_menu(DutyView())
    appbuilder.add_api(CertificateApi)
    appbuilder.add_api(DutyApi)
    appbuilder.add_api(PunctualityApi)
