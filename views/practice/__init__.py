"""Practice: pages, REST, and the page that an enterprise opens by a one-off link."""

from flask_appbuilder import AppBuilder

from views.practice.api import PracticeApi
from views.practice.day_api import PracticeDayWriteApi
from views.practice.enterprise import EnterpriseView, wrong_address
from views.practice.group_pages import PracticeGroupView
from views.practice.link_api import PracticeLinkWriteApi
from views.practice.link_pages import PracticeLinkView
from views.practice.pages import PracticeView
from views.practice.place_pages import PracticePlaceView
from views.practice.result_api import PracticeCompetenceWriteApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and resources of practice; bound the guessing of links as of passwords."""
    for api in (PracticeApi, PracticeDayWriteApi, PracticeCompetenceWriteApi, PracticeLinkWriteApi):
        appbuilder.add_api(api)
    for view in (PracticeView, PracticeGroupView, PracticePlaceView, PracticeLinkView):
        appbuilder.add_view_no_menu(view())
    anonymous = appbuilder.add_view_no_menu(EnterpriseView())
    manager = appbuilder.sm
    if manager.is_auth_limited:
        limit = manager.limiter.limit(manager.auth_rate_limit, deduct_when=wrong_address)
        limit(anonymous.blueprint)
