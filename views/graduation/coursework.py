"""Pages of coursework: the journals that have it, one journal's column, a student's own."""

from typing import Final

from flask import abort, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import STAFF
from access.session import db
from domain.clock import clock
from domain.coursework import MARKS
from domain.typed import MOST_ID
from domain.verdict import Severity, Verdict
from models import AcademicYear
from services.coursework import FIELDS, JournalCoursework, journal_coursework, save_coursework
from services.coursework_lists import coursework_journals, own_coursework
from services.errors import NotFoundError, ServiceError
from services.journal_columns import year_begun
from services.line_entry import shown
from services.subgroup_check import offered_groups
from views.graduation import lines
from views.load.asked import number
from views.needs import needs, page_number, sought

COURSEWORK: Final = Resource.coursework
PAGE: Final = 50  # lines of the list
TONES: Final = {
    Severity.ok: "ok",
    Severity.note: "ok",
    Severity.due: "info",
    Severity.warning: "warn",
    Severity.fault: "bad",
}


class CourseworkView(BaseView):
    """Coursework for people."""

    route_base = "/coursework"
    default_view = "index"
    class_permission_name = str(COURSEWORK)

    @expose("/")
    @needs(Action.read, COURSEWORK)
    def index(self) -> str:
        """Show the journals that have coursework; to a student the own ones."""
        if current_principal().roles.isdisjoint(STAFF):
            return str(
                self.render_template(
                    "graduation/coursework_own.html",
                    found=own_coursework(db.session),
                    badge=badge,
                )
            )
        years = db.session.scalars(
            select(AcademicYear).order_by(AcademicYear.starts_on.desc())
        ).all()
        asked = number(request.args.get("year"))
        year = next((one for one in years if one.id == asked), None)
        year = year or year_begun(db.session, clock.today())
        group, text = number(request.args.get("group")), sought()
        found = coursework_journals(db.session, year, group_id=group, text=text) if year else []
        return str(
            self.render_template(
                "graduation/coursework.html",
                found=found[page_number() * PAGE : (page_number() + 1) * PAGE],
                count=len(found),
                page=page_number(),
                pages=-(-len(found) // PAGE),
                years=years,
                year=year,
                groups=offered_groups(db.session),
                group_id=group,
                text=text,
            )
        )

    @expose("/journal/<int:gradebook_id>/<int:semester_id>")
    @needs(Action.read, COURSEWORK)
    def journal(self, gradebook_id: int, semester_id: int) -> str:
        """Show a journal's courseworks; to who keeps it, as a column to be filled in."""
        book = _found(gradebook_id, semester_id)
        return str(
            self.render_template(
                "graduation/coursework_journal.html",
                book=book,
                was=lines.was_of({one.student_id: one.values for one in book.lines}),
                field=lines.name_of,
                shown=shown,
                marks=MARKS,
                badge=badge,
                today=clock.today(),
            )
        )

    @expose("/journal/<int:gradebook_id>/<int:semester_id>", methods=["POST"])
    @needs(Action.update, COURSEWORK)
    def save(self, gradebook_id: int, semester_id: int) -> Response:
        """Save the column."""
        book = _found(gradebook_id, semester_id)
        names = {one.student_id: one.student for one in book.lines}
        typed = lines.lines_in(request.form, FIELDS)
        try:
            entered = save_coursework(
                db.session, current_principal(), gradebook_id, semester_id, typed
            )
            lines.said(entered, names)
        except ServiceError as refusal:
            lines.refuse(refusal)
        return redirect(f"/coursework/journal/{gradebook_id}/{semester_id}")


def _found(gradebook_id: int, semester_id: int) -> JournalCoursework:
    if max(gradebook_id, semester_id) > MOST_ID:
        abort(404)
    try:
        return journal_coursework(db.session, current_principal(), gradebook_id, semester_id)
    except NotFoundError:
        abort(404)


def badge(verdict: Verdict) -> tuple[str, str]:
    """Return the tone and the words of how a coursework stands."""
    return TONES[verdict.severity], words(verdict)


def words(verdict: Verdict) -> str:
    """Return how a coursework stands, in words."""
    facts = verdict.facts
    match verdict.code:
        case "no_topic":
            return _("no topic")
        case "not_issued":
            return _("not issued yet")
        case "late":
            return _("late by %(days)d d.", days=facts["late_by"])
        case "no_mark":
            return _("defended, no mark")
        case "done_late":
            return _("defended late")
        case "done":
            return _("defended")
    due = facts.get("due")
    return _("due on %(day)s", day=f"{due:%d.%m.%Y}") if due else _("in work")
