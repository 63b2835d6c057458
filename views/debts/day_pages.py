"""Pages of one make-up day: its places, the list to hang out, results, moving, cancelling."""

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import MakeUpOutcome
from domain.make_ups import Recording
from domain.typed import MOST_ID
from services.debt_lists import debts_of_journal
from services.errors import FieldsError, NotFoundError, ServiceError
from services.make_up_lists import (
    DayLine,
    JournalHead,
    day_of_make_up,
    days_of_journal,
    journal_head,
    places_on,
)
from services.make_up_places import move_places, place, place_day, remove_place
from services.make_up_results import record_results
from services.make_ups import cancel_day, change_day
from views.debts.journal_pages import Answer, day_form, rooms
from views.debts.words import WORDS, by_student, result_choices
from views.needs import needs

DAY, PLACE = Resource.make_up, Resource.make_up_place
PREFIX = "result-"


class MakeUpDayView(BaseView):
    """One make-up day."""

    route_base = "/make-up"
    default_view = "day"
    class_permission_name = str(DAY)

    @expose("/<int:make_up_id>")
    @needs(Action.read, DAY)
    def day(self, make_up_id: int) -> str:
        """Show a day: who comes for what, and place more."""
        return self._day(make_up_id)

    @expose("/<int:make_up_id>/list")
    @needs(Action.read, DAY)
    def sheet(self, make_up_id: int) -> str:
        """Show the list to hang out: who comes, where and when, what to make up."""
        day, head = _day_of(make_up_id)
        students = by_student(places_on(db.session, make_up_id))
        return str(
            self.render_template("debts/sheet.html", day=day, head=head, students=students, **WORDS)
        )

    @expose("/<int:make_up_id>/edit", methods=["POST"])
    @needs(Action.update, DAY)
    def edit(self, make_up_id: int) -> Answer:
        """Change the day, the time, the room or the note."""

        def change() -> str:
            change_day(db.session, current_principal(), make_up_id, day_form(request.form))
            return _("The make-up day is changed; those who are placed are told.")

        return self._done(make_up_id, change)

    @expose("/<int:make_up_id>/place", methods=["POST"])
    @needs(Action.create, PLACE)
    def place(self, make_up_id: int) -> Answer:
        """Place students for the debts that are ticked."""

        def add() -> str:
            wanted = [int(key) for key in request.form.getlist("debt") if _is_key(key)]
            if not wanted:
                raise FieldsError({"debt_ids": _("Tick what is to be made up.")})
            added = place(db.session, current_principal(), make_up_id, wanted)
            return ngettext("%(num)d place is set.", "%(num)d places are set.", len(added))

        return self._done(make_up_id, add)

    @expose("/<int:make_up_id>/move", methods=["POST"])
    @needs(Action.update, PLACE)
    def move(self, make_up_id: int) -> Answer:
        """Move all places without a result to another day."""

        def move() -> str:
            target = request.form.get("to", "")
            to = int(target) if _is_key(target) else 0
            count = move_places(db.session, current_principal(), make_up_id, to)
            return ngettext("%(num)d place is moved.", "%(num)d places are moved.", count)

        return self._done(make_up_id, move)

    @expose("/place/<int:place_id>/remove", methods=["POST"])
    @needs(Action.delete, PLACE)
    def remove(self, place_id: int) -> Answer:
        """Take one place from the day."""
        if place_id > MOST_ID:
            abort(404)
        try:
            make_up_id = place_day(db.session, place_id)
        except NotFoundError:
            abort(404)

        def remove() -> str:
            remove_place(db.session, current_principal(), place_id)
            return _("The place is taken from the day; the student is told.")

        return self._done(make_up_id, remove)

    @expose("/<int:make_up_id>/results", methods=["POST"])
    @needs(Action.update, PLACE)
    def results(self, make_up_id: int) -> Answer:
        """Record the results that are chosen, all of them or none."""

        def record() -> str:
            chosen = {
                int(name.removeprefix(PREFIX)): text
                for name, text in request.form.items()
                if name.startswith(PREFIX) and _is_key(name.removeprefix(PREFIX)) and text
            }
            count = record_results(db.session, current_principal(), make_up_id, chosen)
            return ngettext("%(num)d result is recorded.", "%(num)d results are recorded.", count)

        return self._done(make_up_id, record)

    @expose("/<int:make_up_id>/cancel", methods=["GET"])
    @needs(Action.delete, DAY)
    def ask_cancel(self, make_up_id: int) -> str:
        """Ask whether the day is to be cancelled."""
        day, head = _day_of(make_up_id)
        return str(self.render_template("debts/cancel.html", day=day, head=head, **WORDS))

    @expose("/<int:make_up_id>/cancel", methods=["POST"])
    @needs(Action.delete, DAY)
    def cancel(self, make_up_id: int) -> Answer:
        """Cancel the day."""
        _day, head = _day_of(make_up_id)
        try:
            cancel_day(db.session, current_principal(), make_up_id)
        except NotFoundError:
            abort(404)
        except ServiceError as refusal:
            db.session.rollback()
            return self._day(make_up_id, [refusal.sentence]), 422
        flash(_("The make-up day is cancelled; those who were placed are told."), "success")
        book_id = head.journal.gradebook_id
        return redirect(url_for("JournalDebtView.make_ups", gradebook_id=book_id))

    def _done(self, make_up_id: int, work: Callable[[], str]) -> Answer:
        """Do `work` and show the day again, with what it says or why it was refused."""
        _day_of(make_up_id)
        try:
            said = work()
        except NotFoundError:
            db.session.rollback()
            abort(404)
        except FieldsError as wrong:
            db.session.rollback()
            return self._day(
                make_up_id, list(dict.fromkeys(wrong.errors.values())), wrong.errors
            ), 422
        except ServiceError as refusal:
            db.session.rollback()
            return self._day(make_up_id, [refusal.sentence]), 403
        flash(said, "success")
        return redirect(url_for(".day", make_up_id=make_up_id))

    def _day(
        self, make_up_id: int, refusals: list[str] | None = None, errors: Mapping[str, str] = {}
    ) -> str:
        day, head = _day_of(make_up_id)
        places = places_on(db.session, make_up_id)
        there = {line.debt_id for line in places}
        plans = head.writable and day.state is not Recording.over
        debts = debts_of_journal(db.session, head.journal.gradebook_id) if plans else []
        debts = [line for line in debts if line.id not in there]
        others = days_of_journal(db.session, head.journal.gradebook_id) if plans else []
        return str(
            self.render_template(
                "debts/day.html",
                day=day,
                head=head,
                places=places,
                plans=plans,
                records=head.writable and day.state is Recording.open,
                debts=debts,
                owing=by_student(debts),
                targets=[
                    one for one in others if one.id != day.id and one.held_on >= clock.today()
                ],
                waiting=sum(line.outcome is MakeUpOutcome.planned for line in places),
                rooms=rooms() if plans else [],
                today=clock.today(),
                choices=result_choices(),
                typed=request.form,
                refusals=refusals or [],
                errors=errors,
                **WORDS,
            )
        )


def _day_of(make_up_id: int) -> tuple[DayLine, JournalHead]:
    """Return a day and its journal; 404 where it is not theirs to see."""
    if make_up_id > MOST_ID:
        abort(404)
    try:
        day, book_id = day_of_make_up(db.session, make_up_id)
        return day, journal_head(db.session, current_principal(), book_id)
    except NotFoundError:
        abort(404)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:12]) <= MOST_ID
