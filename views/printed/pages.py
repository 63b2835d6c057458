"""Pages of the print register: the list, a document's record, sign-off, places, holds."""

from collections.abc import Callable
from typing import Any, Final

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.control_enums import CustodyPlaceKind as Place
from domain.typed import MOST_ID
from models.labels import label_of
from reports.base import catalogue
from services.document_holds import MOST_REASON, holds_of, lift_hold, place_hold
from services.errors import ConflictError, FieldsError, NotFoundError, ServiceError
from services.printed import (
    MOST_NOTE,
    PAGE,
    Asked,
    Wanted,
    find_by_code,
    find_printed,
    list_printed,
    move,
    places_of,
    sign_off,
)
from views.needs import needs, page_number, sought
from views.printed.bodies import keys_of_form, move_in
from views.printed.making import may_have, print_archived, print_run, send_printed
from views.printed.words import PLACES, WANTED, line, standing

PRINTED: Final = Resource.printed_document


class PrintedView(BaseView):
    """Printed documents for people (5.2.6, 10.5–10.7)."""

    route_base = "/printed"
    default_view = "printed"
    class_permission_name = str(PRINTED)

    @expose("/")
    @needs(Action.read, PRINTED)
    def printed(self) -> str:
        """List the printed documents that the person sees."""
        asked, page = _asked(), page_number()
        found, more = list_printed(db.session, asked, page)
        who = current_principal()
        return str(
            self.render_template(
                "printed/list.html",
                lines=[line(one) for one in found],
                asked=asked,
                is_narrowed=asked != Asked(),
                page=page,
                more=more,
                size=PAGE,
                wanted=WANTED,
                places=[(one, label_of(one)) for one in Place],
                steps=[(one, label_of(one)) for one in PLACES],
                today=clock.today(),
                most_note=MOST_NOTE,
                may_sign=who.may(Action.update, PRINTED),
                may_move=who.may(Action.create, Resource.custody_place),
            )
        )

    @expose("/<string:code>")
    @needs(Action.read, PRINTED)
    def record(self, code: str) -> str:
        """Show the record that a code on a page leads to."""
        try:
            document = find_by_code(db.session, code[:40])
        except NotFoundError:
            abort(404)
        who = current_principal()
        sees_holds = who.may(Action.read, Resource.document_hold)
        holds = holds_of(db.session, document.id) if sees_holds else ()
        held = any(one.lifted_at is None for one in holds)
        report = catalogue().get(document.report)
        return str(
            self.render_template(
                "printed/record.html",
                document=document,
                one=line(document),
                report=report.title if report else document.report,
                may_file=may_have(document),
                places=places_of(db.session, document.id),
                holds=holds,
                held=held,
                standing=standing(document, held=held),
                steps=[(one, label_of(one)) for one in PLACES if one is not document.place],
                label_of=label_of,
                local=clock.local,
                today=clock.today(),
                most_note=MOST_NOTE,
                most_reason=MOST_REASON,
                may_sign=who.may(Action.update, PRINTED),
                may_move=who.may(Action.create, Resource.custody_place),
                may_hold=who.may(Action.create, Resource.document_hold),
            )
        )

    @expose("/<int:pk>/file")
    @needs(Action.read, PRINTED)
    def file(self, pk: int) -> Response:
        """Give the file as it was printed."""
        try:
            document = find_printed(db.session, min(pk, MOST_ID))
            return send_printed(document)
        except NotFoundError:
            abort(404)
        except ConflictError as damaged:
            flash(damaged.sentence, "danger")
        return redirect(url_for(".printed"))

    @expose("/run/<int:run_id>", methods=["POST"])
    @needs(Action.create, PRINTED)
    def print_run(self, run_id: int) -> Response:
        """Print a finished report of one's own."""
        return self._printed(lambda: print_run(min(run_id, MOST_ID)), f"/reports/runs/{run_id}")

    @expose("/archived/<int:archived_id>", methods=["POST"])
    @needs(Action.create, PRINTED)
    def print_archived(self, archived_id: int) -> Response:
        """Print a report of the archive."""
        return self._printed(lambda: print_archived(min(archived_id, MOST_ID)), "/archive/")

    @expose("/sign", methods=["POST"])
    @needs(Action.update, PRINTED)
    def sign(self) -> Response:
        """Sign documents off."""

        def done() -> str:
            keys = keys_of_form(request.form.getlist("document"))
            count = sign_off(db.session, current_principal(), keys)
            return _("Signed off: %(count)s.", count=count)

        return _back(done)

    @expose("/move", methods=["POST"])
    @needs(Action.create, Resource.custody_place)
    def move(self) -> Response:
        """Record where documents lie now."""

        def done() -> str:
            keys = keys_of_form(request.form.getlist("document"))
            count = move(db.session, current_principal(), keys, *move_in(request.form))
            return _("Recorded for documents: %(count)s.", count=count)

        return _back(done)

    @expose("/<int:pk>/hold", methods=["POST"])
    @needs(Action.create, Resource.document_hold)
    def hold(self, pk: int) -> Response:
        """Forbid to dispose of a document."""

        def done() -> str:
            reason = request.form.get("reason", "")
            place_hold(db.session, current_principal(), min(pk, MOST_ID), reason)
            return _("The hold stands: no act takes the document.")

        return _back(done)

    @expose("/<int:pk>/lift", methods=["POST"])
    @needs(Action.update, Resource.document_hold)
    def lift(self, pk: int) -> Response:
        """Lift the hold of a document."""

        def done() -> str:
            reason = request.form.get("lift_reason", "")
            lift_hold(db.session, current_principal(), min(pk, MOST_ID), reason)
            return _("The hold is lifted.")

        return _back(done)

    def _printed(self, make: Callable[[], int], back: str) -> Response:
        try:
            key = make()
        except NotFoundError:
            abort(404)
        except ServiceError as refusal:
            flash(refusal.sentence, "warning")
            return redirect(back)
        document = find_printed(db.session, key)
        flash(
            _("Printed under the code %(code)s: take the file and print it.", code=document.code),
            "success",
        )
        return redirect(url_for(".record", code=document.code))


def _asked() -> Asked:
    given = request.args
    wanted, place, group = given.get("wanted", ""), given.get("place", ""), given.get("group", "")
    return Asked(
        text=sought(),
        wanted=Wanted(wanted) if wanted in set(Wanted) else None,
        place=Place(place) if place in set(Place) else None,
        group_id=int(group) if group.isascii() and group.isdigit() and len(group) < 10 else None,
    )


def _back(done: Callable[[], str]) -> Response:
    """Do something, say how it went, and go back to where the form was."""
    back = request.form.get("back", "")
    try:
        flash(done(), "success")
    except NotFoundError:
        abort(404)
    except ServiceError as refusal:
        db.session.rollback()
        words: Any = refusal.errors.values() if isinstance(refusal, FieldsError) else ()
        flash(" ".join(words) or refusal.sentence, "warning")
    if not back.startswith("/printed/"):
        back = url_for("PrintedView.printed")
    return redirect(back)
