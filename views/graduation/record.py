"""The academic record of a student: page, print, REST; for students and parents the own one."""

from typing import Final

from flask import Response, abort, current_app
from flask_appbuilder.api import expose
from flask_appbuilder.views import BaseView
from flask_appbuilder.views import expose as expose_page
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import AbsenceKind
from domain.typed import MOST_ID
from models import GuardianChild, Student
from models.mark_labels import mark_in_words
from services.academic_record import academic_record
from services.errors import NotFoundError
from services.line_entry import shown
from services.sheet_words import attempt_words, form_words
from views.graduation.record_data import record_data
from views.journal.rest import answers, compact
from views.needs import needs
from views.rest_api import RestApi

RECORD: Final = Resource.academic_record
KINDS: Final = (
    AbsenceKind.unstated,
    AbsenceKind.unexcused,
    AbsenceKind.excused,
    AbsenceKind.sick,
    AbsenceKind.late,
)


class AcademicRecordView(BaseView):
    """The record for people."""

    route_base = "/students"
    default_view = "own"
    class_permission_name = str(RECORD)

    @expose_page("/record")
    @needs(Action.read, RECORD)
    def own(self) -> str:
        """Show the own record, or that of the only child; of several children the choice."""
        who = current_principal()
        children = select(GuardianChild.student_id).where(
            GuardianChild.guardian_id == (who.guardian_id or 0)
        )
        keys = [key for key in (who.student_id, *db.session.scalars(children)) if key]
        if len(keys) == 1:
            return self._record(keys[0])
        students = db.session.scalars(
            select(Student).where(Student.id.in_(keys)).order_by(Student.sort_name)
        ).all()
        return str(self.render_template("graduation/record_choice.html", students=students))

    @expose_page("/<int:student_id>/record")
    @needs(Action.read, RECORD)
    def record(self, student_id: int) -> str:
        """Show the record of a student."""
        if student_id > MOST_ID:
            abort(404)
        return self._record(student_id)

    def _record(self, student_id: int) -> str:
        who = current_principal()
        try:
            found = academic_record(db.session, student_id)
        except NotFoundError:
            abort(404)
        return str(
            self.render_template(
                "graduation/record.html",
                found=found,
                college=current_app.config["COLLEGE_NAME"],
                words=mark_in_words,
                form_words=form_words,
                attempt_words=attempt_words,
                shown=shown,
                kinds=KINDS,
                today=clock.today(),
                to_register=who.may(Action.read, Resource.student) and not who.student_id,
                prints=who.may(Action.create, Resource.report_run),
            )
        )


class AcademicRecordApi(RestApi):
    """The record for programs."""

    resource_name = "academic_record"
    class_permission_name = RECORD
    openapi_spec_tag = "Academic record"

    @expose("/<int:pk>", methods=["GET"])
    @needs(Action.read, RECORD)
    @answers
    def record(self, pk: int) -> Response:
        """Return the academic record of a student by the student's id.
        ---
        get:
          parameters:
          - {in: path, name: pk, required: true, schema: {type: integer}}
          responses:
            200:
              description: The record
              content:
                application/json:
                  schema: {type: object}
        """
        return compact(record_data(academic_record(db.session, pk)))
