"""Pages of one journal: beginning an inspection of it, and the log of its inspections (7.3)."""

from typing import Any, Final

from flask import abort, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import InspectionKind
from domain.inspection import Preset, days_of
from models.labels import label_of
from services.errors import NotFoundError
from services.final_terms import chosen, terms_of_year
from services.grade_grounds import head_of
from services.inspection_lists import InspectionsAsked, list_inspections
from services.inspections import begin_inspection, kinds_of, may_inspect, usual_kind
from services.remark_lists import entries_of, remarks_of
from views.inspections.answers import Answer, Errors, done, form, known
from views.inspections.asked import begin_of
from views.inspections.words import entry_words, inspection_words, remark_words
from views.journal.words import with_subgroup
from views.needs import needs

INSPECTION: Final = Resource.inspection
FORM: Final = ("kind", "preset", "period_from", "period_to")
MOST: Final = 200  # inspections of one journal: more than a year ever has


class JournalInspectionView(BaseView):
    """An inspection of a journal is begun here, and all of them are read in order."""

    route_base = "/journal"
    class_permission_name = str(INSPECTION)

    @expose("/<int:gradebook_id>/inspect", methods=["GET", "POST"])
    @needs(Action.create, INSPECTION)
    def inspect(self, gradebook_id: int) -> Answer:
        """Choose kind and days, and begin; one click begins with the usual ones."""
        known(gradebook_id)
        if request.method == "GET":
            return self._form(gradebook_id, {})
        who = current_principal()

        def work() -> str:
            values = form("kind", "period_from", "period_to")
            preset = request.form.get("preset", "")
            if preset in set(Preset) and preset != Preset.days:
                first, last = self._days(gradebook_id, Preset(preset))
                values |= {"period_from": first.isoformat(), "period_to": last.isoformat()}
            values.setdefault("kind", str(usual_kind(who)))
            if item := request.args.get("item"):  # begun from an item of the control plan
                values |= {"control_item_id": item, "kind": str(InspectionKind.plan)}
            _book, what = begin_of(values)
            return f"/inspections/{begin_inspection(db.session, who, gradebook_id, what)}"

        return done(work, "", lambda wrong: self._form(gradebook_id, wrong))

    @expose("/<int:gradebook_id>/inspections")
    @needs(Action.read, INSPECTION)
    def log(self, gradebook_id: int) -> str:
        """Show all inspections of a journal with their remarks: a document to print."""
        who = current_principal()
        head = self._head(known(gradebook_id))
        asked = InspectionsAsked(gradebook_id=gradebook_id)
        found, _more = list_inspections(db.session, who, asked, size=MOST)
        told = [one for one in reversed(found) if one.finished_at is not None]
        remarks = {one.id: remarks_of(db.session, one.id) for one in told if one.remarks}
        entries = entries_of(db.session, [key.id for some in remarks.values() for key in some])
        return str(
            self.render_template(
                "inspections/log.html",
                head=head,
                group=with_subgroup(head.group, head.subgroup),
                inspects=may_inspect(db.session, who, gradebook_id),
                inspections=[
                    inspection_words(one)
                    | {
                        "entries": [
                            (remark_words(remark), [entry_words(e) for e in entries[remark.id]])
                            for remark in remarks.get(one.id, ())
                        ]
                    }
                    for one in told
                ],
            )
        )

    def _head(self, gradebook_id: int) -> Any:
        try:
            return head_of(db.session, current_principal(), gradebook_id)
        except NotFoundError:
            abort(404)

    def _days(self, gradebook_id: int, preset: Preset) -> Any:
        head = head_of(db.session, current_principal(), gradebook_id)
        today = clock.today()
        inside = min(max(today, head.year_starts_on), head.year_ends_on)
        term = chosen(terms_of_year(db.session, head).terms, None, inside)
        first, last = days_of(preset, inside, (term.starts_on, term.ends_on))
        return max(first, head.year_starts_on), max(last, head.year_starts_on)

    def _form(self, gradebook_id: int, errors: Errors) -> str:
        who = current_principal()
        head = self._head(gradebook_id)
        if not may_inspect(db.session, who, gradebook_id) and not errors:
            abort(403)  # it is seen, not inspected
        first, last = self._days(gradebook_id, Preset.month)
        values = {
            "kind": str(usual_kind(who)),
            "preset": str(Preset.month),
            "period_from": first.isoformat(),
            "period_to": last.isoformat(),
        } | form(*FORM)
        return str(
            self.render_template(
                "inspections/new.html",
                head=head,
                group=with_subgroup(head.group, head.subgroup),
                kinds=[(str(kind), label_of(kind)) for kind in kinds_of(who)],
                presets=_presets(),
                values=values,
                errors=errors,
            )
        )


def _presets() -> list[tuple[str, str]]:
    return [
        (str(Preset.month), _("this month")),
        (str(Preset.last_month), _("last month")),
        (str(Preset.semester), _("this semester")),
        (str(Preset.days), _("days of my own")),
    ]
