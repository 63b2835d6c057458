"""The page and the REST resource of the delivery of programmes (clause 3.11)."""

from flask_appbuilder import AppBuilder

from views.delivery.api import DeliveryApi
from views.delivery.pages import DeliveryView


def register(appbuilder: AppBuilder) -> None:
    """Register the page and the resource."""
    appbuilder.add_view_no_menu(DeliveryView())
    appbuilder.add_api(DeliveryApi)
