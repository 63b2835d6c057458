"""Pages of batches: the list, the plan before one is begun, how far one is (10.4, 5.3.6, 8.2)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Response, abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.control_enums import BatchKind
from domain.typed import MOST_ID
from models import ReportBatch
from reports.base import catalogue
from reports.batch_plan import Plan, departments_for
from services import batches
from services.batch_offers import periods_of
from services.errors import ConflictError, FieldsError, NotFoundError
from services.notices import mark_read_of
from services.role_people import names_of
from views.batches.api import resumed, send_zip
from views.batches.asking import NAMES, planned, started
from views.batches.words import batch_line, group_line, part_line
from views.needs import needs, page_number
from views.schedule.words import local

BATCH: Final = Resource.report_batch
Answer = str | BaseResponse | tuple[str, int]


class BatchView(BaseView):
    """Batches of reports, for the head, the deputies and the administrator."""

    route_base = "/batches"
    default_view = "index"
    class_permission_name = str(BATCH)

    @expose("/")
    @needs(Action.read, BATCH)
    def index(self) -> str:
        """List the batches that the person sees, newest first."""
        page = page_number()
        rows, more = batches.list_batches(db.session, page)
        counts = batches.counts_of(db.session, [row.id for row in rows])
        names = names_of(db.session, [row.user_id for row in rows])
        lines = [batch_line(row, counts[row.id], names.get(row.user_id, "")) for row in rows]
        begins = current_principal().may(Action.create, BATCH)
        return str(
            self.render_template(
                "batches/list.html", lines=lines, page=page, more=more, begins=begins, local=local
            )
        )

    @expose("/new", methods=["GET", "POST"])
    @needs(Action.create, BATCH)
    def new(self) -> Answer:
        """Choose what to make; show the plan; begin it."""
        given = _given(request.values)
        if "kind" not in given:
            return self._form(given, None, {})
        try:
            found = planned(given)
            if request.method == "GET":
                return self._form(given, found, {})
            batch_id, queued = started(found)
        except FieldsError as wrong:
            db.session.rollback()
            return self._form(given, None, wrong.errors), 422
        except ConflictError as refusal:
            db.session.rollback()
            flash(refusal.sentence, "warning")
            return redirect(url_for(".batch", pk=refusal.now["batch"]))
        if not queued:
            flash(_("The queue is away. The batch begins as soon as it is back."), "warning")
        return redirect(url_for(".batch", pk=batch_id))

    @expose("/<int:pk>")
    @needs(Action.read, BATCH)
    def batch(self, pk: int) -> str:
        """Show how far a batch is, what it made and what it could not make."""
        _found(pk)
        mark_read_of(db.session, url_for(".batch", pk=pk))
        batch = _found(pk)
        counts = batches.counts_of(db.session, [pk])[pk]
        names = names_of(db.session, [batch.user_id])
        return str(
            self.render_template(
                "batches/batch.html",
                batch=batch_line(batch, counts, names.get(batch.user_id, "")),
                groups=[group_line(one) for one in batches.groups_of(db.session, pk)],
                faults=[part_line(one) for one in batches.failed_parts(db.session, pk)],
                changes=current_principal().may(Action.update, BATCH),
                local=local,
            )
        )

    @expose("/<int:pk>/cancel", methods=["POST"])
    @needs(Action.update, BATCH)
    def cancel(self, pk: int) -> Answer:
        """Stop a batch."""

        def stop() -> None:
            batches.cancel(db.session, pk)
            db.session.commit()
            flash(_("The batch is stopped; what is made stays in the archive."), "success")

        return self._do(pk, stop)

    @expose("/<int:pk>/resume", methods=["POST"])
    @needs(Action.update, BATCH)
    def resume(self, pk: int) -> Answer:
        """Go on with a batch."""

        def go_on() -> None:
            if not resumed(pk):
                flash(_("The queue is away. The batch begins as soon as it is back."), "warning")

        return self._do(pk, go_on)

    @expose("/<int:pk>/file")
    @needs(Action.read, BATCH)
    def file(self, pk: int) -> Response:
        """Give the zip of a batch."""
        _found(pk)
        return send_zip(pk)

    def _do(self, pk: int, change: Callable[[], None]) -> Answer:
        _found(pk)
        try:
            change()
        except ConflictError as refusal:
            db.session.rollback()
            flash(refusal.sentence, "warning")
        return redirect(url_for(".batch", pk=pk))

    def _form(self, given: Mapping[str, str], found: Plan | None, errors: Mapping[str, str]) -> str:
        semesters, years = periods_of(db.session)
        kind = given.get("kind", str(BatchKind.semester))
        return str(
            self.render_template(
                "batches/new.html",
                given=given,
                kind=kind,
                semesters=semesters,
                years=years,
                departments=departments_for(db.session, current_principal()),
                plan=found,
                titles=_titles(found),
                errors=errors,
                period_name=NAMES.get(BatchKind(kind)) if kind in set(BatchKind) else "",
            )
        )


def _found(pk: int) -> ReportBatch:
    try:
        return batches.find_batch(db.session, min(pk, MOST_ID))
    except NotFoundError:
        abort(404)


def _given(values: Mapping[str, str]) -> dict[str, str]:
    """Return what the form chose: the period that belongs to the kind alone."""
    found = {
        name: values[name] for name in ("kind", "department_id") if values.get(name) is not None
    }
    kind = found.get("kind")
    if kind in set(BatchKind):
        name = NAMES[BatchKind(kind)]
        found[name] = values.get(name, "")
    return found


def _titles(found: Plan | None) -> dict[str, Any]:
    return {code: catalogue()[code].title for code in found.codes} if found else {}
