"""Pages of demonstration exams: the groups, a group's points, making an exam (clause 3.1)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.roles import STAFF
from access.session import db
from domain.clock import clock
from domain.typed import MOST_ID
from services.demo_exams import (
    FIELDS,
    MOST_POINTS,
    ExamRow,
    delete_exam,
    exam_rows,
    make_exams,
    save_points,
    scale_on,
)
from services.errors import FieldsError, ServiceError
from services.graduating import headed_groups
from services.line_entry import decimal_reader, read_day, shown
from views.graduation import lines
from views.load.asked import number
from views.needs import needs

EXAM: Final = Resource.demo_exam


class DemoExamView(BaseView):
    """Demonstration exams for people."""

    route_base = "/demo-exams"
    default_view = "index"
    class_permission_name = str(EXAM)

    @expose("/")
    @needs(Action.read, EXAM)
    def index(self) -> str:
        """Show the exams by group, day and kit; to a student the own ones."""
        who = current_principal()
        found = exam_rows(db.session, who)
        exams: dict[tuple[int, str, date, str], list[ExamRow]] = {}
        for row in found:
            place = (row.group_id, row.group, row.held_on, row.kit_code)
            exams.setdefault(place, []).append(row)
        return self._page(
            "demo_exams", exams=exams, found=found, is_own=who.roles.isdisjoint(STAFF)
        )

    @expose("/group/<int:group_id>")
    @needs(Action.read, EXAM)
    def group(self, group_id: int) -> str:
        """Show the exams of a group with points as a column."""
        found = _group(group_id)
        writable = [row for row in found if row.is_writable]
        days = sorted({row.held_on for row in found})
        return self._page(
            "demo_exams_group",
            found=found,
            first=found[0],
            writes=bool(writable),
            heads=any(row.heads for row in found),
            was=lines.was_of({row.id: {"points": row.points} for row in writable}),
            scales=[(day, scale_words(scale_on(db.session, day))) for day in days],
        )

    @expose("/group/<int:group_id>", methods=["POST"])
    @needs(Action.update, EXAM)
    def save(self, group_id: int) -> Response:
        """Save the points."""
        names = {row.id: row.student for row in _group(group_id)}
        typed = [one for one in lines.lines_in(request.form, FIELDS) if one.key in names]
        try:
            lines.said(save_points(db.session, current_principal(), typed), names)
        except ServiceError as refusal:
            lines.refuse(refusal)
        return redirect(f"/demo-exams/group/{group_id}")

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, EXAM)
    def new(self) -> str | Response:
        """Make an exam for all students of a group."""
        if request.method == "POST":
            try:
                group_id, kit, day, maximum = exam_in(request.form)
                keys = make_exams(db.session, current_principal(), group_id, kit, day, maximum)
                said = ngettext(
                    "The exam is made for %(num)d student.",
                    "The exam is made for %(num)d students.",
                    len(keys),
                )
                flash(said, "success")
                return redirect(f"/demo-exams/group/{group_id}")
            except ServiceError as refusal:
                lines.refuse(refusal)
        return self._page(
            "demo_exams_new",
            groups=headed_groups(db.session, current_principal()),
            given=request.values,
        )

    @expose("/<int:exam_id>/delete", methods=["GET", "POST"])
    @needs(Action.delete, EXAM)
    def delete(self, exam_id: int) -> str | Response:
        """Ask, then delete an exam that has no points."""
        if exam_id > MOST_ID:
            abort(404)
        found = exam_rows(db.session, current_principal(), ids=[exam_id])
        if not found:
            abort(404)
        if request.method == "POST":
            try:
                delete_exam(db.session, current_principal(), exam_id)
                flash(_("The exam is deleted."), "success")
                left = exam_rows(db.session, current_principal(), group_id=found[0].group_id)
                return redirect(
                    f"/demo-exams/group/{found[0].group_id}" if left else "/demo-exams/"
                )
            except ServiceError as refusal:
                lines.refuse(refusal)
                return redirect(f"/demo-exams/group/{found[0].group_id}")
        return self._page("demo_exam_delete", row=found[0])

    def _page(self, name: str, **values: Any) -> str:
        makes = current_principal().may(Action.create, EXAM)
        return str(
            self.render_template(
                f"graduation/{name}.html",
                makes=makes,
                field=lines.name_of,
                shown=shown,
                today=clock.today(),
                **values,
            )
        )


def _group(group_id: int) -> list[ExamRow]:
    if group_id > MOST_ID:
        abort(404)
    found = exam_rows(db.session, current_principal(), group_id=group_id)
    if not found:
        abort(404)
    return found


def exam_in(form: Mapping[str, str]) -> tuple[int, str, date | None, Decimal | None]:
    """Return group, kit, day and maximum of a form or of texts; raise FieldsError."""
    errors: dict[str, str] = {}
    found: dict[str, Any] = {}
    readers = {"held_on": read_day, "maximum": decimal_reader(MOST_POINTS)}
    for name, reader in readers.items():
        try:
            found[name] = reader(str(form.get(name) or "").strip())
        except ValueError as fault:
            errors[name] = str(fault)
    group_id = number(str(form.get("group") or ""))
    if group_id is None:
        errors["group"] = _("Choose a group.")
    if errors:
        raise FieldsError(errors)
    return group_id or 0, str(form.get("kit_code") or ""), found["held_on"], found["maximum"]


def scale_words(bounds: tuple[int, ...]) -> str:
    """Return «below 20 % — 2, below 40 % — 3, below 70 % — 4, else 5»."""
    parts = [
        _("below %(bound)d %% — %(mark)d", bound=bound, mark=mark)
        for mark, bound in enumerate(bounds, 2)
    ]
    return _("%(parts)s, else %(mark)d", parts=", ".join(parts), mark=len(bounds) + 2)
