"""All students of a group in one practice: attendance by day and marks in one pass."""

import json
from datetime import date
from typing import Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from access.session import db
from domain.clock import clock
from domain.practice import MARKS
from domain.typed import MOST_ID
from services.errors import NotFoundError, ServiceError
from services.notices import mark_read_of
from services.practice_conflicts import conflicts_of
from services.practice_days import confirm_days, fill_days, record_days, reject_days
from services.practice_results import copy_competences, decide_mark, set_marks
from services.practice_signing import sign_practices
from services.practice_view import (
    Practice,
    group_practices,
    may_keep,
    may_link,
    may_place,
    shown_days,
    study_days,
)
from services.practice_words import sentences
from views.needs import needs
from views.practice import forms
from views.practice.screens import state_badge
from views.weekdays import weekday_letters

PLACEMENT: Final = Resource.practice_placement
Answer = str | Response | tuple[str, int]


class PracticeGroupView(BaseView):
    """A practice of a group, its students one below another."""

    route_base = "/practice/group"
    default_view = "group"
    class_permission_name = str(PLACEMENT)

    @expose("/<int:group_id>/<int:item_id>")
    @needs(Action.read, PLACEMENT)
    def group(self, group_id: int, item_id: int) -> str:
        """Show the grid of days and the marks of all students."""
        who, found = current_principal(), _load(group_id, item_id)
        mark_read_of(db.session, f"/practice/group/{group_id}/{item_id}")
        kept = [one for one in found if may_keep(who, one.row.head_id) and not one.row.signed_at]
        rows = [one.row for one in found]
        days = _days(found)
        named = [one for one in found if one.competences]
        return str(
            self.render_template(
                "practice/group.html",
                found=found,
                first=found[0].row,
                same=len({(row.base, row.head) for row in rows}) == 1,
                days=[(day, weekday_letters()[day.isoweekday()]) for day in days],
                today=clock.today(),
                kept={one.row.id for one in kept},
                was=json.dumps(forms.cells_of(kept), ensure_ascii=False),
                cells=forms.cells_of(found),
                name=forms.cell_name,
                marks=MARKS,
                badge=state_badge,
                said=sentences,
                conflicts=conflicts_of(db.session, who, rows) if may_place(who) else {},
                places=may_place(who) and any(not row.signed_at for row in rows),
                links=any(may_link(who, row.head_id) and not row.signed_at for row in rows),
                reports=who.may(Action.create, Resource.report_run),
                proposed=sum(len(one.proposed) for one in kept),
                marks_wait=sum(one.mark_waits for one in kept),
                ready=sum(not one.blocks for one in kept),
                source=named[0].row if named else None,
                lacking=[one.row.id for one in kept if not one.competences],
                seen=forms.last_proposed(kept),
                hours=sum(one.sums.done for one in found),
                planned=sum(one.sums.planned for one in found),
            )
        )

    @expose("/<int:group_id>/<int:item_id>", methods=["POST"])
    @needs(Action.update, Resource.practice_day)
    def save(self, group_id: int, item_id: int) -> Answer:
        """Save the grid, share hours out, decide on proposals, copy competences, sign."""
        who, found = current_principal(), _load(group_id, item_id)
        kept = [one for one in found if may_keep(who, one.row.head_id) and not one.row.signed_at]
        if not kept:
            abort(403)
        try:
            _do(who, request.form.get("do", ""), kept)
        except ServiceError as refusal:
            forms.refuse(refusal)
        return redirect(f"/practice/group/{group_id}/{item_id}")


def _do(who: Principal, what: str, kept: list[Practice]) -> None:
    ids, seen = [one.row.id for one in kept], forms.seen_in(request.form)
    match what:
        case "fill":
            count = fill_days(db.session, who, ids)
            said = ngettext("%(num)d day is filled in.", "%(num)d days are filled in.", count)
        case "confirm":
            count = confirm_days(db.session, who, ids, None, seen)
            decide_mark(db.session, who, ids, accepts=True)
            said = ngettext("%(num)d day is confirmed.", "%(num)d days are confirmed.", count)
        case "reject":
            count = reject_days(db.session, who, ids, None, seen)
            decide_mark(db.session, who, ids, accepts=False)
            said = ngettext(
                "%(num)d proposal is rejected.", "%(num)d proposals are rejected.", count
            )
        case "copy":
            lacking = [one.row.id for one in kept if not one.competences]
            source = forms.key(request.form.get("source")) or 0
            count = copy_competences(db.session, who, source, lacking)
            said = ngettext("%(num)d competence added.", "%(num)d competences added.", count)
        case "sign":
            done = sign_practices(db.session, who, ids)
            said = ngettext(
                "%(num)d practice is signed.", "%(num)d practices are signed.", len(done.signed)
            )
        case _:
            _save(who, kept)
            said = _("The practice of the group is saved.")
    flash(said, "success")


def _save(who: Principal, kept: list[Practice]) -> None:
    """Write changed cells and marks; each kind in its own unit, cells first."""
    try:
        was = json.loads(request.form.get("was", "{}"))
    except ValueError:
        was = {}
    was = was if isinstance(was, dict) else {}
    wanted = list(forms.cells_in(request.form, was, kept, _days(kept)))
    if wanted:
        record_days(db.session, who, wanted)
    marks = {
        one.row.id: request.form.get(f"m{one.row.id}") or None
        for one in kept
        if f"m{one.row.id}" in request.form
        and (request.form.get(f"m{one.row.id}") or None) != one.row.code
    }
    if marks:
        set_marks(db.session, who, marks)


def _load(group_id: int, item_id: int) -> list[Practice]:
    if max(group_id, item_id) > MOST_ID:
        abort(404)
    try:
        return group_practices(db.session, group_id, item_id)
    except NotFoundError:
        abort(404)


def _days(found: list[Practice]) -> list[date]:
    first = min(one.row.starts_on for one in found)
    last = max(one.row.ends_on for one in found)
    return shown_days(study_days(db.session, first, last), found)
