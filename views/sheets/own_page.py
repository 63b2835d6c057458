"""A student's own exams and credits, for the student and the parent (clauses 5.5.11, 5.7)."""

from typing import Final

from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.enums import Attendance
from models import Student
from models.labels import label_of
from models.mark_labels import mark_in_words
from services.sheet_lists import OwnResult, own_results
from services.sheet_words import (
    attempt_words,
    day_words,
    form_words,
    semester_words,
    short_words,
)
from views.needs import needs

LINE: Final = Resource.attestation_result


class OwnResultView(BaseView):
    """Own exams and credits, or a child's."""

    route_base = "/sheets/own"
    default_view = "index"
    class_permission_name = str(LINE)

    @expose("/")
    @needs(Action.read, LINE)
    def index(self) -> str:
        """Show the results of signed sheets, and the days of those still to be held."""
        found = own_results(db.session, current_principal())
        keys = {one.student_id for one in found}
        query = select(Student).where(Student.id.in_(keys)).order_by(Student.sort_name)
        students = [
            (one.full_name(), [line for line in found if line.student_id == one.id])
            for one in db.session.scalars(query)
        ]
        return str(
            self.render_template(
                "sheets/own.html",
                students=students,
                form_words=form_words,
                attempt_words=attempt_words,
                semester_words=semester_words,
                day_words=day_words,
                outcome=_outcome,
                short_words=short_words,
            )
        )


def _outcome(one: OwnResult) -> tuple[str, str]:
    """Return the tone and the words of a line."""
    if not one.head.is_signed:
        return "", _("not held yet")
    if one.code is not None:
        tone = "bad" if one.code in ("2", "нз", "н/а") else "ok"
        return tone, f"{one.code} · {mark_in_words(one.code)}"
    if not one.is_admitted:
        return "bad", _("not admitted")
    tone = "warn" if one.attendance is Attendance.excused else "bad"
    return tone, str(label_of(one.attendance))
