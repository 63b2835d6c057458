"""Placing the students of a group in one action, changing places, taking one away."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.typed import MOST_ID
from models import StudyGroup
from services.errors import FieldsError, NotFoundError, ServiceError
from services.practice_conflicts import conflicts_of
from services.practice_place_checks import Span
from services.practice_places import change_places, place_students, remove_place
from services.practice_plan import (
    PracticeItem,
    periods_of,
    planned_hours,
    practice_items,
    practising_groups,
    students_on,
)
from services.practice_rows import placement_rows
from services.practice_view import group_practices, load_practice, may_place
from services.practice_words import sentences
from views.needs import needs
from views.practice import forms
from views.practice.place_forms import heads_for, offered_bases, places_in, span_in, stored

PLACEMENT: Final = Resource.practice_placement
Answer = str | Response | tuple[str, int]


class PracticePlaceView(BaseView):
    """The deputy's pages: who goes where."""

    route_base = "/practice"
    default_view = "new"
    class_permission_name = str(PLACEMENT)

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, PLACEMENT)
    def new(self) -> Answer:
        """Choose group, practice and days, then place the students; all of them or none."""
        values = request.values
        groups = practising_groups(db.session)
        group = next((one for one in groups if one.id == forms.key(values.get("group"))), None)
        items = practice_items(db.session, group) if group else []
        item = next((one for one in items if one.id == forms.key(values.get("item"))), None)
        if item is None and len(items) == 1:
            item = items[0]
        errors: Mapping[str, str] = {}
        if request.method == "POST" and group and item:
            done = self._place(group, item)
            if not isinstance(done, Mapping):
                return done
            errors = done
        span = _usual_span(group, item, values) if group and item else None
        students = students_on(db.session, group.id, span.starts_on) if group and span else []
        page = self.render_template(
            "practice/new.html",
            groups=groups,
            group=group,
            items=items,
            item=item,
            span=span,
            periods=periods_of(db.session, group.id, item.id) if group and item else [],
            lines=[(one.id, one.full_name(), None) for one in students],
            errors=errors,
            given=request.form,
            **_offers(group, span),
        )
        return (str(page), 422) if errors else str(page)

    def _place(self, group: StudyGroup, item: PracticeItem) -> Mapping[str, str] | Response:
        who = current_principal()
        try:
            span = span_in(request.form)
            places = places_in(request.form, request.form.getlist("chosen"))
            keys = place_students(db.session, who, group.id, item.id, span, places)
        except FieldsError as wrong:
            db.session.rollback()
            return wrong.errors
        except ServiceError as refusal:
            forms.refuse(refusal)
            return redirect("/practice/new")
        said = ngettext("%(num)d student is placed.", "%(num)d students are placed.", len(keys))
        flash(said, "success")
        found = conflicts_of(db.session, who, placement_rows(db.session, keys))
        for sentence in sentences([one for some in found.values() for one in some])[:8]:
            flash(sentence, "warning")
        return redirect(f"/practice/group/{group.id}/{item.id}")

    @expose("/places/<int:group_id>/<int:item_id>", methods=["GET", "POST"])
    @needs(Action.update, PLACEMENT)
    def edit(self, group_id: int, item_id: int) -> Answer:
        """Change the places of a group's practice, one by one or the same for all chosen."""
        who = current_principal()
        if max(group_id, item_id) > MOST_ID:
            abort(404)
        try:
            found = group_practices(db.session, group_id, item_id)
        except NotFoundError:
            abort(404)
        if not may_place(who):
            abort(403)
        rows = [one.row for one in found if not one.row.signed_at]
        if not rows:
            abort(404)
        errors: Mapping[str, str] = {}
        if request.method == "POST":
            try:
                allowed = {str(row.id) for row in rows}
                chosen = [one for one in request.form.getlist("chosen") if one in allowed]
                if not chosen:
                    raise FieldsError({"places": _("Choose at least one student.")})
                before = {row.id: stored(row) for row in rows}
                places = places_in(request.form, chosen, before)
                change_places(db.session, who, places, span_in(request.form))
                flash(_("The places are saved."), "success")
                return redirect(f"/practice/group/{group_id}/{item_id}")
            except FieldsError as wrong:
                db.session.rollback()
                errors = wrong.errors
            except ServiceError as refusal:
                forms.refuse(refusal)
                return redirect(f"/practice/group/{group_id}/{item_id}")
        first = rows[0]
        span = Span(first.starts_on, first.ends_on, first.hours)
        page = self.render_template(
            "practice/places.html",
            first=first,
            span=span,
            lines=[(row.id, row.student, row) for row in rows],
            errors=errors,
            given=request.form,
            **_offers(db.session.get(StudyGroup, group_id), span),
        )
        return (str(page), 422) if errors else str(page)

    @expose("/<int:pk>/delete", methods=["GET", "POST"])
    @needs(Action.delete, PLACEMENT)
    def remove(self, pk: int) -> Answer:
        """Ask whether a place is to go, and take it away."""
        if pk > MOST_ID:
            abort(404)
        try:
            practice = load_practice(db.session, pk)
            if request.method == "GET":
                page = self.render_template("practice/delete.html", row=practice.row)
                return str(page)
            remove_place(db.session, current_principal(), pk)
        except NotFoundError:
            abort(404)
        except ServiceError as refusal:
            forms.refuse(refusal)
            return redirect(f"/practice/{pk}")
        flash(_("The place is deleted."), "success")
        return redirect("/practice/")


def _offers(group: StudyGroup | None, span: Span | None) -> dict[str, Any]:
    if group is None or span is None:
        return {"bases": [], "heads": []}
    return {
        "bases": offered_bases(db.session),
        "heads": heads_for(db.session, group.id, span),
    }


def _usual_span(group: StudyGroup, item: PracticeItem, values: Mapping[str, str]) -> Span:
    """Return the days that are asked for, else those of the next period of the practice."""
    today = clock.today()
    try:
        first, last = forms.day_in(values, "starts_on"), forms.day_in(values, "ends_on")
    except FieldsError:
        first = last = None
    if first is None or last is None or last < first:
        first, last = _next_period(group.id, item.id, today)
    hours = forms.key(values.get("hours")) or planned_hours(db.session, group, item, first)
    return Span(first, last, hours)


def _next_period(group_id: int, item_id: int, today: date) -> tuple[date, date]:
    periods: Sequence[Any] = periods_of(db.session, group_id, item_id)
    named = [one for one in periods if one.item_id == item_id] or periods
    coming = [one for one in named if one.ends_on >= today]
    period = coming[-1] if coming else (named[0] if named else None)
    return (period.starts_on, period.ends_on) if period else (today, today)
