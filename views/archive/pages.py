"""Pages of the archive of reports: search, one report, its file and check (10.8)."""

from collections.abc import Mapping
from typing import Final

from flask import Response, abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.typed import MOST_ID
from reports.base import reports_for
from reports.render import FORMATS
from services.archive_lists import Sought, find_archived, health, offers, search_archive
from services.errors import (
    ConflictError,
    FieldsError,
    NotAllowedError,
    NotFoundError,
    ServiceError,
)
from services.notices import mark_read_of
from views.archive.asked import FIELDS, sought_of
from views.archive.files import (
    archive_run,
    check_archived,
    hidden_codes,
    readable,
    send_archived,
)
from views.archive.words import line, size_words
from views.needs import needs, page_number

ARCHIVED: Final = Resource.archived_report
Answer = str | BaseResponse | tuple[str, int]


class ArchiveView(BaseView):
    """The archive for people."""

    route_base = "/archive"
    default_view = "index"
    class_permission_name = str(ARCHIVED)

    @expose("/")
    @needs(Action.read, ARCHIVED)
    def index(self) -> Answer:
        """Find reports of the archive."""
        given = {name: request.args.get(name, "") for name in FIELDS}
        if given["damaged"]:
            mark_read_of(db.session, "/archive/?damaged=1")
        try:
            return self._list(given, sought_of(given), {})
        except FieldsError as wrong:
            return self._list(given, Sought(), wrong.errors), 422

    def _list(self, given: Mapping[str, str], sought: Sought, errors: Mapping[str, str]) -> str:
        who, page = current_principal(), page_number()
        hidden = hidden_codes(who)
        rows, more = search_archive(db.session, sought, page, hidden)
        state = health(db.session, hidden)
        return str(
            self.render_template(
                "archive/list.html",
                lines=[line(row) for row in rows],
                given={name: value for name, value in given.items() if value},
                narrows=sought.narrows or bool(errors),
                errors=errors,
                page=page,
                more=more,
                health=state,
                size=size_words(state.size),
                offers=offers(db.session),
                reports=[(one.code, one.title) for one in reports_for(who)],
                formats=FORMATS,
                runs_tasks=who.may(Action.read, Resource.scheduled_task),
            )
        )

    @expose("/<int:pk>")
    @needs(Action.read, ARCHIVED)
    def show(self, pk: int) -> str:
        """Show one report of the archive."""
        try:
            row = find_archived(db.session, pk)
        except NotFoundError:
            abort(404)
        return str(
            self.render_template(
                "archive/show.html",
                one=line(row),
                has=_has(pk),
                checks=current_principal().may(Action.create, ARCHIVED),
                prints=row.format == "pdf"
                and current_principal().may(Action.create, Resource.printed_document),
            )
        )

    @expose("/<int:pk>/file")
    @needs(Action.read, ARCHIVED)
    def file(self, pk: int) -> Answer | Response:
        """Give the file of a report out."""
        try:
            return send_archived(db.session, pk)
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            abort(403)
        except ConflictError as damaged:
            flash(damaged.sentence, "danger")
            return redirect(url_for(".show", pk=pk))

    @expose("/<int:pk>/check", methods=["POST"])
    @needs(Action.create, ARCHIVED)
    def check(self, pk: int) -> BaseResponse:
        """Check that the file is as it was archived."""
        try:
            intact = check_archived(db.session, pk)
        except NotFoundError:
            abort(404)
        if intact:
            flash(_("The file is as it was archived: its SHA-256 fits."), "success")
        else:
            flash(_("The file is damaged or missing: take it from a backup."), "danger")
        return redirect(url_for(".show", pk=pk))

    @expose("/runs/<int:run_id>", methods=["POST"])
    @needs(Action.create, ARCHIVED)
    def keep(self, run_id: int) -> BaseResponse:
        """Put the file of an own, finished run into the archive."""
        try:
            key = archive_run(db.session, current_principal(), min(run_id, MOST_ID))
        except NotFoundError:
            abort(404)
        except NotAllowedError:
            abort(403)
        except (ConflictError, FieldsError) as refusal:
            db.session.rollback()
            flash(refusal.sentence, "warning")
            return redirect(url_for("ReportView.run", run_id=run_id))
        flash(_("The report is in the archive."), "success")
        return redirect(url_for(".show", pk=key))


def _has(pk: int) -> bool:
    """Return whether the person may have the file."""
    try:
        readable(db.session, pk)
    except ServiceError:
        return False
    return True
