"""Generated registers, REST resources, the journal grid, dashboards."""

from typing import Any

from flask import Flask
from flask_appbuilder import AppBuilder

from access.matrix import Resource
from views import (
    archive,
    batches,
    calendar,
    changes,
    closing,
    compliance,
    control_plan,
    curriculum,
    dashboard,
    deadlines,
    debts,
    delivery,
    disposal,
    graduation,
    handovers,
    health,
    inspections,
    load,
    monitor,
    notes,
    objectivity,
    plan_base,
    plans,
    practice,
    printed,
    reports,
    schedule,
    sheets,
    timetable,
    timetable_import,
    windows,
    years,
)
from views.inbox import InboxView
from views.journal.api import JournalApi
from views.journal.from_plan_api import LessonFromPlanApi
from views.journal.lesson_api import JournalLessonApi
from views.journal.pages import JournalView
from views.journal.work_api import JournalWorkApi, LessonWorksApi
from views.language import LanguageView
from views.notice_api import NoticeApi
from views.permissions import PermissionsApi, PermissionsView
from views.registers import add_registers

# Views that name no resource, by their nature: signing in, the language, the way back, the menu.
WITHOUT_RESOURCE = frozenset(
    {
        "AuthView",
        "HomeView",
        "LanguageView",
        "MenuApi",
        "OpenApi",
        "SecurityApi",
        "SwaggerView",
    }
)


class NoResourceError(RuntimeError):
    """A view names no resource of the matrix."""


def register_views(app: Flask, appbuilder: AppBuilder) -> None:
    """Register every view of the product; raise NoResourceError for one outside the matrix."""
    health.init_app(app)
    appbuilder.add_view_no_menu(LanguageView())
    appbuilder.add_view_no_menu(InboxView())
    appbuilder.add_api(NoticeApi)
    appbuilder.add_api(JournalApi)
    appbuilder.add_api(JournalLessonApi)
    appbuilder.add_api(LessonFromPlanApi)
    appbuilder.add_api(LessonWorksApi)
    appbuilder.add_api(JournalWorkApi)
    appbuilder.add_view_no_menu(JournalView())
    plans.register(appbuilder)
    curriculum.register(appbuilder)
    plan_base.register(appbuilder)
    load.register(appbuilder)
    timetable.register(appbuilder)
    changes.register(appbuilder)
    calendar.register(appbuilder)
    timetable_import.register(appbuilder)
    sheets.register(appbuilder)
    practice.register(appbuilder)
    graduation.register(appbuilder)
    add_registers(appbuilder)
    appbuilder.add_view_no_menu(PermissionsView())
    appbuilder.add_api(PermissionsApi)
    debts.register(appbuilder)
    delivery.register(appbuilder)
    dashboard.register(appbuilder)
    monitor.register(appbuilder)
    objectivity.register(appbuilder)
    deadlines.register(appbuilder)
    windows.register(appbuilder)
    compliance.register(appbuilder)
    closing.register(appbuilder)
    reports.register(appbuilder)
    schedule.register(appbuilder)
    batches.register(appbuilder)
    years.register(appbuilder)
    archive.register(appbuilder)
    printed.register(appbuilder)
    disposal.register(appbuilder)
    inspections.register(appbuilder)
    control_plan.register(appbuilder)
    handovers.register(appbuilder)
    notes.register(appbuilder)
    check_resources(appbuilder.baseviews)


def check_resources(views: list[Any]) -> None:
    """Raise NoResourceError where a view names no resource, or one that is not in the matrix."""
    for view in views:
        name = type(view).__name__
        if name not in WITHOUT_RESOURCE and view.class_permission_name not in set(Resource):
            raise NoResourceError(f"{name} names no resource of the matrix")
