"""The academic record of a student: page, print, REST; for students and parents the own one."""

from typing import Any, Final

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
from services.record_shapes import AcademicRecord, Term
from services.sheet_words import attempt_words, form_words
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


def _term(term: Term) -> dict[str, Any]:
    return {"year": term[0], "semester": term[1]}


def record_data(found: AcademicRecord) -> dict[str, Any]:
    """Return a record for programs."""
    return {
        "student": {"id": found.student_id, "text": found.student},
        "record_book": found.record_book,
        "groups": [
            {
                "group": one.group,
                "programme": one.programme,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on and one.ends_on.isoformat(),
            }
            for one in found.stays
        ],
        "disciplines": [
            {
                "item": one.item,
                "semesters": [_term(term) | {"code": code} for term, code in one.terms.items()],
                "years": one.years,
                "result": one.result,
            }
            for one in found.disciplines
        ],
        "sheets": [
            {
                "number": one.head.number,
                "item": one.head.item,
                "form": one.head.form,
                "attempt": one.head.attempt,
                "held_on": one.head.held_on and one.head.held_on.isoformat(),
                "is_signed": one.head.is_signed,
                "code": one.code,
            }
            for one in found.sheets
        ],
        "practices": [
            {
                "item": one.item,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on.isoformat(),
                "hours": one.hours,
                "code": one.code,
            }
            for one in found.practices
        ],
        "courseworks": [
            _term(one.term) | {"item": one.item, "topic": one.topic, "code": one.code}
            for one in found.courseworks
        ],
        "debts": [
            {
                "item": one.item,
                "kind": one.kind,
                "lesson_on": one.lesson_on.isoformat(),
                "topic": one.topic,
                "work": one.work or None,
            }
            for one in found.debts
        ],
        "forecast": [
            {"item": one.item, "average": str(one.average), "marks": one.marks, "code": one.code}
            for one in found.forecast
        ],
        "absences": [
            _term(term) | {str(kind): amount for kind, amount in kinds.items()}
            for term, kinds in found.absences.items()
        ],
        **_final_data(found),
    }


def _final_data(found: AcademicRecord) -> dict[str, Any]:
    return {
        "theses": [
            {
                "topic": one.topic,
                "supervisor": one.supervisor or None,
                "defended_on": one.defended_on and one.defended_on.isoformat(),
                "code": one.code,
                "protocol": one.protocol or None,
            }
            for one in found.theses
        ],
        "demo_exams": [
            {
                "kit_code": one.kit_code,
                "held_on": one.held_on.isoformat(),
                "points": None if one.points is None else float(one.points),
                "maximum": float(one.maximum),
                "code": one.code,
                "protocol": one.protocol or None,
            }
            for one in found.exams
        ],
    }
