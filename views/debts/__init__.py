"""Debts and make-up days: pages for people, REST for programs (clause 4.3)."""

from flask_appbuilder import AppBuilder

from views.debts.day_api import MakeUpDayApi
from views.debts.day_pages import MakeUpDayView
from views.debts.debt_api import DebtCountApi
from views.debts.journal_pages import JournalDebtView
from views.debts.pages import DebtView
from views.debts.place_api import MakeUpPlacingApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the resources."""
    appbuilder.add_view_no_menu(DebtView())
    appbuilder.add_view_no_menu(JournalDebtView())
    appbuilder.add_view_no_menu(MakeUpDayView())
    appbuilder.add_api(MakeUpDayApi)
    appbuilder.add_api(MakeUpPlacingApi)
    appbuilder.add_api(DebtCountApi)
