"""Pages and REST of the timetable: viewer, editor, publishing, practices, study calendar."""

from flask_appbuilder import AppBuilder

from views.timetable.api import TimetableWeekApi
from views.timetable.editor_api import TimetableEditorApi
from views.timetable.editor_pages import TimetableEditorView
from views.timetable.pages import TimetableView
from views.timetable.publish_api import PublicationResultApi, TimetablePublishApi
from views.timetable.slot_api import TimetableSlotsApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources of the timetable."""
    appbuilder.add_api(TimetableWeekApi)
    appbuilder.add_api(TimetableEditorApi)
    appbuilder.add_api(TimetableSlotsApi)
    appbuilder.add_api(TimetablePublishApi)
    appbuilder.add_api(PublicationResultApi)
    appbuilder.add_view_no_menu(TimetableView())
    appbuilder.add_view_no_menu(TimetableEditorView())
