"""Import of lesson plans, the base of plans with its search, and who has no plan."""

from flask_appbuilder import AppBuilder

from views.plan_base.api import PlanBaseApi
from views.plan_base.pages import PlanBaseView
from views.plans.import_api import PlanImportApi
from views.plans.import_pages import PlanImportView


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources."""
    appbuilder.add_api(PlanImportApi)
    appbuilder.add_view_no_menu(PlanImportView())
    appbuilder.add_api(PlanBaseApi)
    appbuilder.add_view_no_menu(PlanBaseView())
