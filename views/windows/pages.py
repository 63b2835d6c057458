"""Pages of correction windows: the list, asking for one, one request and the decision on it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.correction_window import DAYS, HOURS, MOST_REASON, MOST_REMARK
from domain.typed import MOST_ID
from models import CorrectionWindow
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.notices import mark_read_of
from services.window_lists import Show, find_window, journal_of, list_windows
from services.window_people import lesson_path, path_of
from services.windows import (
    ask_window,
    grant_window,
    is_own,
    lesson_place,
    may_decide,
    refuse_window,
    usual_days,
    waits_for_deputy,
    withdraw_window,
)
from views.journal.words import with_subgroup
from views.needs import needs, page_number, sought
from views.windows.asked import given_of, remark_of, span_of
from views.windows.words import line, state_word

WINDOW: Final = Resource.correction_window
FORM: Final = ("lessons_from", "lessons_to", "reason")

Answer = str | Response | tuple[str, int]
Journal = tuple[str, str, str | None]  # title, group, subgroup


class WindowView(BaseView):
    """Windows for corrections, for who asks for them, decides on them or only looks."""

    route_base = "/windows"
    default_view = "windows"
    class_permission_name = str(WINDOW)

    @expose("/")
    @needs(Action.read, WINDOW)
    def windows(self) -> str:
        """List the requests that the person sees, those that wait first."""
        asked = request.args.get("state", "")
        show = Show(asked) if asked in set(Show) else None
        page, text = page_number(), sought()
        found, more = list_windows(db.session, show=show, text=text, page=page)
        return str(
            self.render_template(
                "windows/list.html",
                lines=[line(one) for one in found],
                states=[(str(one), state_word(one)) for one in Show],
                show=show and str(show),
                text=text,
                page=page,
                more=more,
                asks=current_principal().may(Action.create, WINDOW),
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, WINDOW)
    def new(self) -> Answer:
        """Ask for a window; the journal and the days come from the lesson in the address."""
        book, journal, values = self._place()
        if request.method == "GET":
            return self._form(book, journal, values, {})
        try:
            values = {name: request.form.get(name, "") for name in FORM}
            key = ask_window(db.session, current_principal(), book, span_of(values))
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            abort(403)
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(book, journal, values, wrong.errors), 422
        flash(_("The request is sent to who decides on it."), "success")
        return redirect(path_of(key))

    @expose("/<int:pk>")
    @needs(Action.read, WINDOW)
    def show(self, pk: int) -> Answer:
        """Show one request, and to the head the decision."""
        if pk <= MOST_ID:
            mark_read_of(db.session, path_of(pk))
        return self._page(pk, {}, {})

    @expose("/<int:pk>/grant", methods=["POST"])
    @needs(Action.update, WINDOW)
    def grant(self, pk: int) -> Answer:
        """Open the window for the time that the form names."""
        sent = {name: request.form.get(name, "") for name in ("amount", "unit", "remark")}
        unit = "hours" if sent["unit"] == "hours" else "days"

        def granted() -> None:
            values = {unit: sent["amount"], "remark": sent["remark"]}
            try:
                given = given_of(values, usual_days(db.session))
            except FieldsError as wrong:
                errors = dict(wrong.errors)
                raise FieldsError(
                    {"amount" if n == unit else n: s for n, s in errors.items()}
                ) from None
            grant_window(db.session, current_principal(), pk, given)

        return self._do(pk, granted, _("The window is open, the teacher was told."), sent)

    @expose("/<int:pk>/refuse", methods=["POST"])
    @needs(Action.update, WINDOW)
    def refuse(self, pk: int) -> Answer:
        """Refuse the window with a remark."""
        sent = {"remark": request.form.get("remark", "")}
        return self._do(
            pk,
            lambda: refuse_window(db.session, current_principal(), pk, remark_of(sent)),
            _("The request is refused, the teacher was told."),
            sent,
        )

    @expose("/<int:pk>/withdraw", methods=["POST"])
    @needs(Action.create, WINDOW)
    def withdraw(self, pk: int) -> Answer:
        """Take an own request back."""
        return self._do(
            pk,
            lambda: withdraw_window(db.session, current_principal(), pk),
            _("The request is taken back."),
            {},
        )

    def _place(self) -> tuple[int, Journal, dict[str, str]]:
        """Return the journal that the address names, or its lesson, and the first values."""
        lesson, book = _key("lesson"), _key("journal")
        day = request.args.get("day", "")[:10]
        if lesson is not None:
            try:
                book, held_on = lesson_place(db.session, lesson)
            except NotFoundError:
                abort(404)
            day = held_on.isoformat()
        journal = None if book is None else journal_of(db.session, book)
        if book is None or journal is None:
            abort(404)
        return book, journal, {"lessons_from": day, "lessons_to": day, "reason": ""}

    def _form(
        self,
        book: int,
        journal: Journal,
        values: Mapping[str, str],
        errors: Mapping[str, str],
    ) -> str:
        title, group, subgroup = journal
        lesson = _key("lesson")
        back = f"/journal/{book}" + (f"?lesson={lesson}" if lesson else "")
        return str(
            self.render_template(
                "windows/new.html",
                title=title,
                group=with_subgroup(group, subgroup),
                values=values,
                errors=errors,
                back=back,
                today=clock.today(),
                most=MOST_REASON,
                days=usual_days(db.session),
            )
        )

    def _do(self, pk: int, work: Callable[[], None], done: str, sent: Mapping[str, str]) -> Answer:
        """Do `work` and come back to the request; show what was wrong in its page."""
        try:
            if pk > MOST_ID:
                raise NotFoundError("")
            work()
        except NotFoundError:
            abort(404)
        except NotAllowedError as refusal:
            db.session.rollback()
            answer = self._page(pk, {"form": refusal.sentence}, sent)
            return answer, 403
        except FieldsError as wrong:
            db.session.rollback()
            return self._page(pk, wrong.errors, sent), 422
        flash(done, "success")
        return redirect(url_for(".show", pk=pk))

    def _page(self, pk: int, errors: Mapping[str, str], sent: Mapping[str, str]) -> str:
        found = find_window(db.session, pk) if pk <= MOST_ID else None
        if found is None:
            abort(404)
        who = current_principal()
        window: Any = db.session.get_one(CorrectionWindow, pk)
        waits = found.state is Show.requested
        own = is_own(who, window)
        return str(
            self.render_template(
                "windows/show.html",
                one=line(found),
                decided=_decided(window),
                lesson=lesson_path(db.session, window),
                is_own=own,
                decides=waits and may_decide(db.session, who, window),
                withdraws=waits and own,
                for_deputy=waits and waits_for_deputy(db.session, window),
                usual=usual_days(db.session),
                days=DAYS,
                hours=HOURS,
                most=MOST_REMARK,
                errors=errors,
                sent=sent,
            )
        )


def _decided(window: CorrectionWindow) -> str:
    at = window.decided_at
    return f"{clock.local(at):%d.%m.%Y %H:%M}" if at else ""


def _key(name: str) -> int | None:
    text = request.args.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 10 or not 0 < int(text) <= MOST_ID:
        return None
    return int(text)
