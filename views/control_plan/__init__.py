"""The plan of internal control: pages and REST (clause 3.11)."""

from flask_appbuilder import AppBuilder

from views.control_plan.api import ControlPlanItemWriteApi
from views.control_plan.item_pages import ControlItemView
from views.control_plan.pages import ControlPlanView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resource of the plan of internal control."""
    appbuilder.add_api(ControlPlanItemWriteApi)
    appbuilder.add_view_no_menu(ControlPlanView())
    appbuilder.add_view_no_menu(ControlItemView())
