"""Lesson plans: the list, the editor, the printed document, their REST resources."""

from flask_appbuilder import AppBuilder

from views.plans.api import PlanTableApi
from views.plans.pages import PlanView
from views.plans.state_api import PlanStateApi
from views.plans.topic_api import PlanRowApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and REST resources of lesson plans."""
    appbuilder.add_view_no_menu(PlanView())
    appbuilder.add_api(PlanTableApi)
    appbuilder.add_api(PlanStateApi)
    appbuilder.add_api(PlanRowApi)
