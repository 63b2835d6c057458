"""Pages of a journal's debts and make-up days: what is owed, which days are planned (4.3)."""

from collections.abc import Mapping

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import DebtKind
from domain.typed import MOST_ID
from models import Room
from services.debt_lists import debts_of_journal
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.make_up_lists import JournalHead, days_of_journal, journal_head
from services.make_up_proposals import proposals
from services.make_ups import plan_day
from views.debts.pages import list_address
from views.debts.words import WORDS, by_student
from views.needs import needs

Answer = str | Response | tuple[str, int]
DAY = Resource.make_up


class JournalDebtView(BaseView):
    """A journal's debts, and its make-up days."""

    route_base = "/journal"
    default_view = "debts"
    class_permission_name = str(DAY)

    @expose("/<int:gradebook_id>/debts")
    @needs(Action.read, Resource.debt)
    def debts(self, gradebook_id: int) -> str:
        """Show what is owed in a journal, by student."""
        head = _head(gradebook_id)
        lines = debts_of_journal(db.session, gradebook_id)
        kind = request.args.get("kind", "")
        shown = [line for line in lines if kind in ("", line.kind)]
        return str(
            self.render_template(
                "debts/journal.html",
                head=head,
                students=by_student(shown),
                kinds=[(one, sum(line.kind is one for line in lines)) for one in DebtKind],
                count=len(lines),
                kind=kind,
                export_url=list_address("export", gradebook=gradebook_id),
                **WORDS,
            )
        )

    @expose("/<int:gradebook_id>/make-ups", methods=["GET"])
    @needs(Action.read, DAY)
    def make_ups(self, gradebook_id: int) -> str:
        """Show the make-up days of a journal, and plan another one."""
        return self._days(_head(gradebook_id), {}, {})

    @expose("/<int:gradebook_id>/make-ups", methods=["POST"])
    @needs(Action.create, DAY)
    def plan(self, gradebook_id: int) -> Answer:
        """Plan a make-up day and go on to placing students."""
        head = _head(gradebook_id)
        try:
            key = plan_day(db.session, current_principal(), gradebook_id, day_form(request.form))
        except FieldsError as wrong:
            db.session.rollback()
            return self._days(head, request.form, wrong.errors), 422
        except NotAllowedError as refusal:
            db.session.rollback()
            return self._days(head, request.form, {"held_on": refusal.sentence}), 403
        flash(_("The make-up day is planned. Choose who comes and for what."), "success")
        return redirect(url_for("MakeUpDayView.day", make_up_id=key))

    def _days(self, head: JournalHead, form: Mapping[str, str], errors: Mapping[str, str]) -> str:
        today = clock.today()
        days = days_of_journal(db.session, head.journal.gradebook_id)
        journal = head.journal
        offered = proposals(db.session, journal.teacher_id, journal.group_id)
        return str(
            self.render_template(
                "debts/make_ups.html",
                head=head,
                coming=[day for day in reversed(days) if day.held_on >= today],
                past=[day for day in days if day.held_on < today],
                proposals=offered if head.writable else [],
                rooms=rooms() if head.writable else [],
                today=today,
                form=form,
                errors=errors,
                **WORDS,
            )
        )


def day_form(form: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a make-up day that a form names."""
    return {
        name: form[name] for name in ("held_on", "starts_at", "room_id", "note") if name in form
    }


def rooms() -> list[tuple[int, str]]:
    """Return all rooms to choose from."""
    query = select(Room.id, Room.name).order_by(Room.search_name)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _head(gradebook_id: int) -> JournalHead:
    if gradebook_id > MOST_ID:
        abort(404)
    try:
        return journal_head(db.session, current_principal(), gradebook_id)
    except NotFoundError:
        abort(404)
