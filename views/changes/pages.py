"""Pages of changes of the timetable: the sheet of a day, making, changing and taking back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from models import TimetableChange
from services.change_lists import changed_days, line_of, sheet_of, without_stand_in
from services.change_rules import Wanted
from services.errors import FieldsError, NotFoundError, ServiceError
from services.notices import mark_read_of
from services.timetable_changes import apply_changes, revise_change, undo_change
from views.changes.asked import day_in, wanted_of
from views.changes.form import (
    FIELDS,
    Collected,
    Row,
    chosen_of,
    collect,
    lessons_of,
    name_values,
    rows_of,
    spread,
)
from views.changes.words import KINDS, lesson_words, line_words
from views.needs import needs

CHANGE: Final = Resource.timetable_change
DAY: Final = timedelta(days=1)
SHOWN_AHEAD: Final = timedelta(days=21)
MOST_WAITING: Final = 12  # lessons without a stand-in that the page lists

Answer = str | Response | tuple[str, int]


class TimetableChangeView(BaseView):
    """Changes on a date, for whoever sees them and for the timetabler who makes them."""

    route_base = "/timetable/changes"
    default_view = "sheet"
    class_permission_name = str(CHANGE)

    @expose("/")
    @needs(Action.read, CHANGE)
    def sheet(self) -> str:
        """Show the changes of a day, as they are hung up."""
        today = clock.today()
        day = day_in(request.args.get("day"), today)
        if request.args.get("day"):
            mark_read_of(db.session, url_for(".sheet", day=day.isoformat()))
        makes = current_principal().may(Action.create, CHANGE)
        waiting = without_stand_in(db.session) if makes else []
        ahead = changed_days(db.session, today, today + SHOWN_AHEAD)
        return str(
            self.render_template(
                "changes/sheet.html",
                day=day,
                today=today,
                title=format_date(day, "d MMMM y, EEEE"),
                lines=[line_words(line, day) for line in sheet_of(db.session, day)],
                back=(day - DAY).isoformat(),
                ahead=(day + DAY).isoformat(),
                days=[(one, format_date(one, "EEEEEE, d MMMM"), n) for one, n in ahead.items()],
                makes=makes,
                is_over=day < today,
                waiting=[(one, lesson_words(one)) for one in waiting[:MOST_WAITING]],
                waiting_count=len(waiting),
                day_words=lambda one: format_date(one, "EEEEEE, d MMMM"),
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, CHANGE)
    def new(self) -> Answer:
        """Choose lessons of a teacher or a group and say what happens to each."""
        chosen = chosen_of(db.session, request.args, clock.today())
        lessons = lessons_of(db.session, chosen)
        keys = request.form.getlist("line")[:200]
        rows = rows_of(db.session, lessons, request.form)
        ground = request.form.get("ground", "")
        if request.method == "GET":
            return self._form(chosen, rows, ground, [])
        try:
            wanted, keys = collect(request.form, keys)
            done = apply_changes(db.session, current_principal(), wanted, ground)
        except FieldsError as wrong:
            db.session.rollback()
            used = wrong.keys if isinstance(wrong, Collected) else keys
            whole = spread(wrong.errors, used, rows)
            return self._form(chosen, rows, ground, whole), 422
        for sentence in done.warnings:
            flash(sentence, "warning")
        _say(len(done.change_ids), done.told)
        return redirect(url_for(".sheet", day=wanted[0].held_on.isoformat()))

    def _form(self, chosen: Any, rows: Any, ground: str, errors: list[str]) -> str:
        return str(
            self.render_template(
                "changes/new.html",
                chosen=chosen,
                days=[(format_date(day, "EEEE, d MMMM"), some) for day, some in rows.items()],
                ground=ground,
                errors=errors,
                wrong=any(row.errors for some in rows.values() for row in some),
                kinds=list(KINDS.items()),
                today=clock.today(),
                waiting=() if chosen.is_narrowed else self._waiting(),
            )
        )

    def _waiting(self) -> list[dict[str, Any]]:
        """Return the teachers who are away with the days of their lessons that wait."""
        found: dict[int, dict[str, Any]] = {}
        for lesson in without_stand_in(db.session):
            one = found.setdefault(
                lesson.teacher_id or 0,
                {"teacher": lesson.teacher, "first": lesson.held_on, "count": 0},
            )
            one["last"], one["count"] = lesson.held_on, one["count"] + 1
        for key, one in found.items():
            last = min(one["last"], one["first"] + 13 * DAY)
            one["link"] = url_for(
                ".new", teacher=key, first=one["first"].isoformat(), last=last.isoformat()
            )
        return list(found.values())

    @expose("/<int:pk>/edit", methods=["GET", "POST"])
    @needs(Action.update, CHANGE)
    def edit(self, pk: int) -> Answer:
        """Make another change of the same lesson."""
        change = self._change(pk)
        known = Wanted(change.assignment_id, change.held_on, change.pair, change.kind)
        row = self._row(change)
        ground = request.form.get("ground", change.ground)
        if request.method == "GET":
            return self._edit(change, row, ground, {})
        row.values = {name: request.form.get(f"{name}-{row.key}", "") for name in FIELDS}
        row.names = {}
        name_values(db.session, row)
        try:
            wanted = wanted_of(row.values, known=known)
            done = revise_change(db.session, current_principal(), pk, wanted, ground)
        except FieldsError as wrong:
            db.session.rollback()
            row.errors = {n: s for n, s in wrong.errors.items() if n in FIELDS}
            rest = {n: s for n, s in wrong.errors.items() if n not in FIELDS}
            return self._edit(self._change(pk), row, ground, rest), 422
        _say(1, done.told)
        return redirect(url_for(".sheet", day=known.held_on.isoformat()))

    def _edit(
        self, change: TimetableChange, row: Row, ground: str, errors: Mapping[str, str]
    ) -> str:
        return str(
            self.render_template(
                "changes/edit.html",
                change=change,
                row=row,
                ground=ground,
                errors=errors,
                day_title=format_date(change.held_on, "d MMMM y, EEEE"),
                kinds=list(KINDS.items()),
                today=clock.today(),
            )
        )

    @expose("/<int:pk>/undo", methods=["GET", "POST"])
    @needs(Action.delete, CHANGE)
    def undo(self, pk: int) -> Answer:
        """Ask whether a change is to be taken back, and do so."""
        line = line_of(db.session, pk)
        if line is None:
            abort(404)
        error = ""
        if request.method == "POST":
            try:
                told = undo_change(db.session, current_principal(), pk)
                said = ngettext("%(num)d person was told.", "%(num)d people were told.", told)
                flash(f"{_('The change is taken back.')} {said}", "success")
                return redirect(url_for(".sheet", day=line.held_on.isoformat()))
            except NotFoundError:
                abort(404)
            except ServiceError as refusal:
                db.session.rollback()
                error = refusal.sentence
        page = self.render_template(
            "changes/undo.html",
            line=line_words(line, line.held_on),
            day=line.held_on,
            day_title=format_date(line.held_on, "d MMMM y, EEEE"),
            error=error,
        )
        return (str(page), 422) if error else str(page)

    def _change(self, pk: int) -> TimetableChange:
        change = db.session.get(TimetableChange, pk)
        if change is None:
            abort(404)
        return change

    def _row(self, change: TimetableChange) -> Row:
        key = (str(change.assignment_id), change.held_on.isoformat(), str(change.pair))
        line = line_of(db.session, change.id)
        assert line is not None  # noqa: S101  the change was just found
        words = " · ".join((_("pair %(number)s", number=line.pair), line.group, line.title))
        row = Row(":".join(key), "/".join(key), words, line.teacher, "")
        row.values = {
            "kind": str(change.kind),
            "teacher": str(change.teacher_id or ""),
            "instead": str(change.instead_id or ""),
            "new_day": change.new_day.isoformat() if change.new_day else "",
            "new_pair": str(change.new_pair or ""),
            "room": str(change.room_id or ""),
        }
        name_values(db.session, row)
        return row


def _say(changes: int, told: int) -> None:
    done = ngettext("%(num)d change is made.", "%(num)d changes are made.", changes)
    said = ngettext("%(num)d person was told.", "%(num)d people were told.", told)
    flash(f"{done} {said}", "success")
