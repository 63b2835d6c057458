"""Subgroups, coursework, theses, exams, protocols, the academic record: pages and REST."""

from flask_appbuilder import AppBuilder

from views.graduation.coursework import CourseworkView
from views.graduation.coursework_api import JournalCourseworkApi
from views.graduation.demo_exam_api import DemoExamWritingApi
from views.graduation.demo_exams import DemoExamView
from views.graduation.protocol_api import FinalProtocolWritingApi
from views.graduation.protocols import FinalProtocolView
from views.graduation.record import AcademicRecordApi, AcademicRecordView
from views.graduation.subgroups import SubgroupCheckApi, SubgroupCheckView
from views.graduation.theses import ThesisView
from views.graduation.thesis_api import ThesisWritingApi


def register(appbuilder: AppBuilder) -> None:
    """Register the pages and the REST resources."""
    appbuilder.add_view_no_menu(SubgroupCheckView())
    appbuilder.add_api(SubgroupCheckApi)
    appbuilder.add_view_no_menu(CourseworkView())
    appbuilder.add_api(JournalCourseworkApi)
    appbuilder.add_view_no_menu(ThesisView())
    appbuilder.add_api(ThesisWritingApi)
    appbuilder.add_view_no_menu(DemoExamView())
    appbuilder.add_api(DemoExamWritingApi)
    appbuilder.add_view_no_menu(FinalProtocolView())
    appbuilder.add_api(FinalProtocolWritingApi)
    appbuilder.add_view_no_menu(AcademicRecordView())
    appbuilder.add_api(AcademicRecordApi)
