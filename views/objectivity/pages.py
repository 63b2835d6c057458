"""The page of questions about the objectivity of marks, and its workbook."""

from io import BytesIO
from typing import Any, Final

from flask import Response, abort, request, send_file
from flask_appbuilder.views import BaseView, expose
from sqlalchemy import select

from access.matrix import Action, Resource
from access.session import db
from domain.clock import clock
from domain.objectivity import Question
from models import Department
from reports.render import xlsx
from services.errors import FieldsError, NotFoundError
from services.objectivity import Doubt, doubts
from views.needs import needs
from views.objectivity import sheets
from views.objectivity.asked import Asked, asked_in, semesters
from views.objectivity.words import abouts, link, sentence, titles

MOST_LINES: Final = 300
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ObjectivityView(BaseView):
    """Questions about the objectivity of marks, for people."""

    route_base = "/objectivity"
    default_view = "index"
    class_permission_name = str(Resource.objectivity)

    @expose("/")
    @needs(Action.read, Resource.objectivity)
    def index(self) -> str:
        """Show one question's rows, with how many rows each question has."""
        asked = _asked()
        found = doubts(db.session, asked.semester, asked.filters).found
        rows, number = found[asked.question], asked.semester.number
        return str(
            self.render_template(
                "objectivity/index.html",
                asked=asked,
                title=titles()[asked.question],
                about=abouts()[asked.question],
                tabs=[
                    (question, label, len(found[question]), asked.address(question=question.value))
                    for question, label in titles().items()
                ],
                rows=[_row(one, number) for one in rows[:MOST_LINES]],
                more=len(rows) > MOST_LINES,
                has_reasons=asked.question in (Question.departs, Question.upward),
                semesters=semesters(db.session),
                departments=list(
                    db.session.execute(
                        select(Department.id, Department.name).order_by(Department.name)
                    )
                ),
                sheet=asked.address("/objectivity/table.xlsx"),
            )
        )

    @expose("/table.xlsx")
    @needs(Action.read, Resource.objectivity)
    def table(self) -> Response:
        """Send all questions as a workbook, a sheet each."""
        asked = _asked()
        data = sheets.dataset(doubts(db.session, asked.semester, asked.filters))
        return send_file(
            BytesIO(xlsx.render(data).content),
            XLSX,
            as_attachment=True,
            download_name=f"objectivity_{clock.today()}.xlsx",
        )


def _asked() -> Asked:
    try:
        return asked_in(db.session, request.args)
    except (FieldsError, NotFoundError):
        abort(404)


def _row(one: Doubt, number: int) -> dict[str, Any]:
    lessons = [
        (f"/journal/{one.gradebook_id}?lesson={key}", day, count)
        for key, day, count in one.lessons[-6:]
    ]
    return {
        "doubt": one,
        "sentence": sentence(one),
        "link": link(one, number),
        "lessons": lessons,
    }
