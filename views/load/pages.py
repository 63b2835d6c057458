"""The pages of the teaching load: by group, by teacher, vacancies, what does not add up."""

from typing import Any, Final

from flask import abort, flash, redirect, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import ngettext
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.text import fold
from models import EmployeeLabel, TeachingAssignment
from services.errors import NotFoundError
from services.load_facts import rows_in, sees_groups
from services.load_generate import generate_load, missing_load
from services.load_overview import LoadPlace, group_totals, overview
from services.load_totals import department_totals, teacher_totals
from services.load_words import KIND_NAMES
from views.load import asked as address
from views.load import screens
from views.load.asked import Asked
from views.load.teacher_screen import teacher_lines
from views.needs import needs

LOAD: Final = Resource.teaching_assignment
MOST_LINES: Final = 200  # vacancies, or places that do not add up, on one page


class LoadView(BaseView):
    """The load for people: who keeps it changes it in place, the others look."""

    route_base = "/load"
    default_view = "groups"
    class_permission_name = str(LOAD)

    @expose("/")
    @needs(Action.read, LOAD)
    def groups(self) -> str:
        """Show the sums of every group; to a teacher the own load."""
        who, asked = current_principal(), _asked()
        if not sees_groups(who):
            return self._teacher(asked, who.employee_id or 0)
        whole = overview(db.session, who, asked.year, department_id=asked.department_id)
        sums = [one for one in group_totals(whole) if fold(asked.text) in fold(one.group.name)]
        if asked.open_only:
            sums = [one for one in sums if one.missing or one.wrong or one.vacant]
        return self._page("groups", asked, sums=sums, by_department=department_totals(sums))

    @expose("/group/<int:group_id>")
    @needs(Action.read, LOAD)
    def group(self, group_id: int) -> str:
        """Show the items of a group with who teaches them."""
        who, asked = current_principal(), _asked()
        whole = overview(
            db.session, who, asked.year, group_ids=[group_id], semester_id=asked.semester_id
        )
        if not whole.groups:
            abort(404)
        return self._page(
            "group",
            asked,
            group=whole.groups[0],
            terms=[(term.id, screens.term_title(term)) for term in whole.terms.values()],
            sections=screens.sections(whole),
            kinds=screens.used_kinds(whole.places),
            faults=screens.faults,
            dialogs=screens.dialogs(db.session, group_id, whole.places),
        )

    @expose("/teachers")
    @needs(Action.read, LOAD)
    def teachers(self) -> str:
        """Show every teacher's hours of the year against the norm."""
        who, asked = current_principal(), _asked()
        found = teacher_totals(
            db.session, who, asked.year, department_id=asked.department_id, search=asked.text
        )
        if asked.open_only:
            found = [one for one in found if screens.MEASURES[one.measure][0] in ("warn", "bad")]
        lines = [(one, screens.bar(one)) for one in found]
        return self._page("teachers", asked, lines=lines)

    @expose("/teacher/<int:teacher_id>")
    @needs(Action.read, LOAD)
    def teacher(self, teacher_id: int) -> str:
        """Show what one teacher teaches in the year."""
        return self._teacher(_asked(), teacher_id)

    @expose("/vacancies")
    @needs(Action.read, LOAD)
    def vacancies(self) -> str:
        """Show the rows that nobody teaches, to give them one by one or several at once."""
        asked = _asked()
        lines = [
            (place, row)
            for place in self._places(asked)
            for row in place.rows
            if row.teacher_id is None
        ]
        hours = sum(row.hours.total for _place, row in lines)
        return self._page(
            "vacancies", asked, lines=lines[:MOST_LINES], count=len(lines), hours=hours
        )

    @expose("/check")
    @needs(Action.read, LOAD)
    def check(self) -> str:
        """Show the places whose hours are not those of the curriculum."""
        asked = _asked()
        wrong = [place for place in self._places(asked) if place.differences]
        return self._page(
            "check", asked, places=wrong[:MOST_LINES], count=len(wrong), faults=screens.faults
        )

    @expose("/generate", methods=["GET", "POST"])
    @needs(Action.create, LOAD)
    def generate(self) -> Response | str:
        """Show what would be added to the load, or add it."""
        who, asked = current_principal(), _asked()
        chosen = [key for key in map(address.number, request.values.getlist("group")) if key]
        narrow: dict[str, Any] = {
            "department_id": asked.department_id,
            "group_ids": chosen if chosen or request.method == "POST" else None,
        }
        if request.method == "GET":
            found = missing_load(db.session, who, asked.year.id, **narrow)
            return self._page("generate", asked, found=found, chosen=chosen, kinds=KIND_NAMES)
        made = generate_load(db.session, who, asked.year.id, **narrow)
        sentence = ngettext(
            "%(num)d row was added to the load.", "%(num)d rows were added to the load.", made.rows
        )
        flash(sentence, "success")
        back = f"/load/group/{chosen[0]}" if len(chosen) == 1 else "/load/"
        return redirect(asked.address(back))

    def _teacher(self, asked: Asked, teacher_id: int) -> str:
        who = current_principal()
        name = db.session.get(EmployeeLabel, teacher_id)
        if name is None or (not sees_groups(who) and teacher_id != who.employee_id):
            abort(404)
        rows = rows_in(db.session, asked.year, TeachingAssignment.teacher_id == teacher_id)
        totals = teacher_totals(db.session, who, asked.year, search=name.full_name())
        total = next((one for one in totals if one.teacher_id == teacher_id), None)
        return self._page(
            "teacher",
            asked,
            teacher=name,
            total=total,
            bar=screens.bar(total) if total else None,
            halves=teacher_lines(db.session, asked.year, rows),
            kind_names=KIND_NAMES,
        )

    def _places(self, asked: Asked) -> list[LoadPlace]:
        who = current_principal()
        if not sees_groups(who):
            return []
        whole = overview(
            db.session,
            who,
            asked.year,
            department_id=asked.department_id,
            semester_id=asked.semester_id,
        )
        wanted = fold(asked.text)
        return [
            place
            for place in whole.places
            if wanted in fold(f"{place.group.name} {place.item.title}")
        ]

    def _page(self, name: str, asked: Asked, **values: Any) -> str:
        who = current_principal()
        return str(
            self.render_template(
                f"load/{name}.html",
                tab=name,
                asked=asked,
                sees_groups=sees_groups(who),
                may_change=who.may(Action.update, LOAD) and who.may(Action.create, LOAD),
                may_report=who.may(Action.create, Resource.report_run),
                **values,
            )
        )


def _asked() -> Asked:
    try:
        return address.read(db.session, current_principal(), request.values)
    except NotFoundError:
        abort(404)
