"""Pages of inspections: the list with the monthly duty, one inspection, what is done with it."""

from typing import Any, Final

from flask import abort, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import format_date
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import InspectionKind
from domain.inspection import Part
from domain.month import Month
from models.labels import label_of
from services.inspection_duty import month_duty, unchecked
from services.inspection_lists import (
    InspectionsAsked,
    ShowInspections,
    find_inspection,
    list_inspections,
)
from services.inspections import drop_inspection, finish_inspection, judge_inspection
from services.notices import mark_read_of
from services.remark_making import make_remark
from views.inspections.answers import Answer, Errors, choices, done, form, known, number
from views.inspections.asked import REMARK, judged_of, remark_of
from views.inspections.screens import inspection_screen
from views.inspections.words import inspection_words, journal_words, show_inspections_word
from views.journal.words import instant
from views.needs import needs, page_number, sought

INSPECTION: Final = Resource.inspection
REMARK_OF: Final = Resource.inspection_remark


class InspectionView(BaseView):
    """Inspections, for who inspects, whose journals are inspected, and who only looks."""

    route_base = "/inspections"
    default_view = "inspections"
    class_permission_name = str(INSPECTION)

    @expose("/")
    @needs(Action.read, INSPECTION)
    def inspections(self) -> str:
        """List inspections, above them what is still to be checked this month."""
        who, page = current_principal(), page_number()
        asked = _asked(who.user_id)
        found, more = list_inspections(db.session, who, asked, page)
        month = Month.of(clock.today())
        follows = who.may(Action.read, Resource.completeness)
        return str(
            self.render_template(
                "inspections/list.html",
                lines=[inspection_words(one) for one in found],
                asked=asked,
                mine=asked.inspector_id is not None,
                shows=[(str(one), show_inspections_word(one)) for one in ShowInspections],
                kinds=[(str(one), label_of(one)) for one in InspectionKind],
                duty=month_duty(db.session, who, month) if follows else [],
                month=format_date(month.first, "LLLL yyyy"),
                inspects=who.may(Action.create, INSPECTION),
                page=page,
                more=more,
                query=_query(),
                **choices(db.session, asked.department_id),
            )
        )

    @expose("/unchecked")
    @needs(Action.read, Resource.completeness)
    def unchecked(self) -> str:
        """List the journals that were not checked in a month, and begin a check of one (5.3.1)."""
        who, page = current_principal(), page_number()
        month, department_id = _month(), number("department")
        lines, more = unchecked(db.session, who, month, department_id, page)
        return str(
            self.render_template(
                "inspections/unchecked.html",
                lines=[
                    journal_words(one.journal)
                    | {"last": instant(one.last_at) if one.last_at else ""}
                    for one in lines
                ],
                duty=month_duty(db.session, who, month),
                month=str(month),
                month_word=format_date(month.first, "LLLL yyyy"),
                department_id=department_id,
                inspects=who.may(Action.create, INSPECTION),
                is_now=month == Month.of(clock.today()),
                page=page,
                more=more,
                query=_query(),
                departments=choices(db.session, None)["departments"],
            )
        )

    @expose("/<int:pk>")
    @needs(Action.read, INSPECTION)
    def show(self, pk: int) -> Answer:
        """Show an inspection beside the journal; finished, as it stood then."""
        mark_read_of(db.session, f"/inspections/{known(pk)}")
        return self._page(pk, {})

    @expose("/<int:pk>/judge", methods=["POST"])
    @needs(Action.update, INSPECTION)
    def judge(self, pk: int) -> Answer:
        """Keep the verdicts, or finish the inspection with them."""
        who = current_principal()
        finishes = request.form.get("finish") == "1"

        def work() -> str:
            judged = judged_of(form(*Part, "summary"))
            act = finish_inspection if finishes else judge_inspection
            act(db.session, who, known(pk), judged)
            return f"/inspections/{pk}"

        said = _("The inspection is finished, the teacher was told.")
        return done(work, said if finishes else _("Saved."), lambda wrong: self._page(pk, wrong))

    @expose("/<int:pk>/remark", methods=["POST"])
    @needs(Action.create, REMARK_OF)
    def remark(self, pk: int) -> Answer:
        """Write a remark: typed, or drafted from a computed fact."""
        who = current_principal()

        def work() -> str:
            make_remark(db.session, who, known(pk), remark_of(form(*REMARK)))
            return f"/inspections/{pk}#remarks"

        return done(work, _("The remark is written."), lambda wrong: self._page(pk, wrong))

    @expose("/<int:pk>/delete", methods=["POST"])
    @needs(Action.delete, INSPECTION)
    def delete(self, pk: int) -> Answer:
        """Delete an own inspection that is not finished."""
        who = current_principal()

        def work() -> str:
            drop_inspection(db.session, who, known(pk))
            return "/inspections/"

        said = _("The inspection is deleted.")
        return done(work, said, lambda wrong: self._page(pk, wrong))

    def _page(self, pk: int, errors: Errors) -> str:
        who = current_principal()
        found = find_inspection(db.session, who, pk)
        if found is None:
            abort(404)
        sent = form(*REMARK, *Part, "summary")
        values: dict[str, Any] = inspection_screen(db.session, who, found, errors, sent)
        return str(self.render_template("inspections/show.html", **values))


def _asked(user_id: int | None) -> InspectionsAsked:
    show, kind = request.args.get("show", ""), request.args.get("kind", "")
    return InspectionsAsked(
        show=ShowInspections(show) if show in set(ShowInspections) else None,
        kind=InspectionKind(kind) if kind in set(InspectionKind) else None,
        department_id=number("department"),
        group_id=number("group"),
        teacher_id=number("teacher"),
        inspector_id=user_id if request.args.get("mine") == "1" else None,
        text=sought(),
    )


def _month() -> Month:
    try:
        return min(Month.parse(request.args.get("month", "")), Month.of(clock.today()))
    except ValueError:
        return Month.of(clock.today())


def _query() -> dict[str, str]:
    """Return the query of the address without the page, for the links to other pages."""
    return {name: value for name, value in request.args.items() if name != "page" and value}
