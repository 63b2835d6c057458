"""The page that closes a semester or a year of a journal, and the overview of all of them."""

from typing import Any

from flask import abort, render_template, request
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.cells import MARK_CODES
from domain.clock import clock
from domain.typed import MOST_ID
from models.labels import label_of
from services.closing_overview import Asked, overview
from services.errors import FieldsError, NotFoundError
from services.final_marks import load, signed_sentence
from services.final_shapes import FinalMarks
from services.final_words import obstacles, verdict_sentence, warnings
from services.grade_closing import freezes
from views.closing.bodies import term_in_query
from views.closing.data import as_json, kinds_of, may_reopen
from views.closing.words import STATES, TONES, sentences
from views.journal.words import with_subgroup
from views.needs import needs, page_number, sought

PAGE = 50  # rows of the overview


class ClosingView(BaseView):
    """Final marks for people: what may be written follows from what the services say."""

    route_base = ""
    default_view = "overview"
    class_permission_name = str(Resource.grade_closing)

    @expose("/journal/<int:gradebook_id>/closing")
    @needs(Action.read, Resource.grade_closing)
    def closing(self, gradebook_id: int) -> str:
        """Show the final marks of a semester, or of the year, with their grounds."""
        if gradebook_id > MOST_ID:
            abort(404)
        try:
            semester, year = term_in_query()
            marks = load(db.session, gradebook_id, semester, year=year)
        except (NotFoundError, FieldsError):
            abort(404)
        return render_template("closing/closing.html", **_values(marks))

    @expose("/journals/closing")
    @needs(Action.read, Resource.grade_closing)
    def overview(self) -> str:
        """Show which journals are open, ready and signed, by semester."""
        asked = Asked(
            text=sought(),
            state=request.args.get("state", ""),
            term=request.args.get("semester", ""),
            department=request.args.get("department", ""),
        )
        found = overview(db.session, asked, page_number(), PAGE)
        return render_template(
            "closing/overview.html",
            found=found,
            asked=asked,
            states=STATES,
            tones=TONES,
            with_subgroup=with_subgroup,
            page=page_number(),
            size=PAGE,
        )


def _values(marks: FinalMarks) -> dict[str, Any]:
    head, signed = marks.head, marks.signed
    editable = marks.may_write and signed is None and not _too_early(marks)
    return {
        "marks": marks,
        "head": head,
        "group": with_subgroup(head.group, head.subgroup),
        "title": _title(marks),
        "term": "year" if marks.term is None else marks.term.number,
        "editable": editable,
        "too_early": _too_early(marks),
        "signed": signed_sentence(marks),
        "may_reopen": signed is not None and may_reopen(),
        "reopened": [one for one in marks.closings if one.is_open],
        "obstacles": obstacles(marks),
        "warnings": warnings(marks),
        "freezes": freezes(marks),
        "codes": MARK_CODES,
        "sentence": verdict_sentence,
        "kinds": kinds_of,
        "clock": clock,
        "label_of": label_of,
        "user_id": current_principal().user_id,
        "shows_trail": current_principal().may(Action.read, Resource.audit_entry),
        "data": {"state": as_json(marks), "messages": sentences()} if editable else None,
        "words": {"messages": sentences()},
    }


def _too_early(marks: FinalMarks) -> bool:
    return marks.opens_on is not None and clock.today() < marks.opens_on


def _title(marks: FinalMarks) -> str:
    if marks.term is None:
        return _("Marks of the year")
    return _("Marks of semester %(number)s", number=marks.term.number)
