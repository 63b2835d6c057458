"""Pages of the closing of academic years: the list, the wizard of a year, its packages."""

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import RunState
from domain.typed import MOST_ID
from jobs.year_packages import enqueue_closing
from models import YearClosing
from services.errors import ConflictError, FieldsError, NotFoundError
from services.notices import mark_read_of
from services.year_checks import open_points
from services.year_closing import (
    MOST_REASON,
    closing_of,
    find_year,
    packages_of,
    refusal,
    start,
    take_back,
    years,
)
from views.needs import needs
from views.years.files import check_package, find_package, send_package
from views.years.words import POINTS, fault_sentence, megabytes, state_of

CLOSING, PACKAGE = Resource.year_closing, Resource.year_package
Answer = str | Response | tuple[str, int]


class YearView(BaseView):
    """Closing years for people: check, freeze, watch, download (7.7)."""

    route_base = "/years"
    default_view = "years"
    class_permission_name = str(CLOSING)

    @expose("/")
    @needs(Action.read, CLOSING)
    def years(self) -> str:
        """List the academic years with how far each is closed."""
        return str(
            self.render_template("years/index.html", lines=years(db.session), state_of=state_of)
        )

    @expose("/<int:year_id>")
    @needs(Action.read, CLOSING)
    def year(self, year_id: int) -> str:
        """Show what is open in a year, or how far its archive is."""
        mark_read_of(db.session, f"/years/{year_id}")
        return self._page(year_id, "", {})

    @expose("/<int:year_id>/close", methods=["POST"])
    @needs(Action.create, CLOSING)
    def close(self, year_id: int) -> Answer:
        """Freeze the year and begin its packages."""
        if year_id > MOST_ID:
            abort(404)
        reason = request.form.get("accepted", "")
        try:
            if request.form.get("sure") != "yes":
                raise FieldsError({"sure": _("Tick that you mean it: a closed year stays closed.")})
            key = start(db.session, current_principal(), year_id, reason, str(get_locale()))
        except FieldsError as wrong:
            return self._page(year_id, reason, wrong.errors), 422
        except ConflictError as late:
            flash(late.sentence, "warning")
        except NotFoundError:
            abort(404)
        else:
            if not enqueue_closing(key):
                flash(_("The queue does not answer. The packages will be built when it is back."),
                      "warning")  # fmt: skip
        return redirect(url_for(".year", year_id=year_id))

    @expose("/<int:year_id>/open", methods=["POST"])
    @needs(Action.update, CLOSING)
    def open(self, year_id: int) -> Response:
        """Take a closing back that is not finished."""
        closing = self._closing(year_id)
        try:
            take_back(db.session, closing.id)
            flash(_("The year is open again."), "success")
        except ConflictError as late:
            db.session.rollback()
            flash(late.sentence, "warning")
        return redirect(url_for(".year", year_id=year_id))

    @expose("/packages/<int:pk>/file")
    @needs(Action.read, PACKAGE)
    def file(self, pk: int) -> Response:
        """Give a package out."""
        try:
            return send_package(find_package(db.session, min(pk, MOST_ID)))
        except NotFoundError:
            abort(404)
        except ConflictError as missing:
            flash(missing.sentence, "danger")
        return redirect(url_for(".years"))

    @expose("/packages/<int:pk>/check", methods=["POST"])
    @needs(Action.update, PACKAGE)
    def check(self, pk: int) -> Response:
        """Check that the file of a package is as it was built."""
        try:
            package = find_package(db.session, min(pk, MOST_ID))
            year_id, name = package.closing.academic_year_id, package.group.name
            found, intact = check_package(db.session, package)
        except NotFoundError:
            abort(404)
        except ConflictError as missing:
            flash(missing.sentence, "warning")
            return redirect(url_for(".years"))
        if intact:
            flash(_("The package of %(group)s is as it was built.", group=name), "success")
        else:
            faults = found.faults if found else ()
            said = [fault_sentence(one) for one in faults[:5]]
            words = " ".join(said) or _("The file is missing or another one.")
            flash(f"{name}: {words}", "danger")
        return redirect(url_for(".year", year_id=year_id))

    def _closing(self, year_id: int) -> YearClosing:
        closing = closing_of(db.session, min(year_id, MOST_ID))
        if closing is None:
            abort(404)
        return closing

    def _page(self, year_id: int, reason: str, errors: dict[str, str]) -> str:
        try:
            year = find_year(db.session, min(year_id, MOST_ID))
        except NotFoundError:
            abort(404)
        closing, who = closing_of(db.session, year.id), current_principal()
        running = closing is not None and closing.state in (RunState.queued, RunState.running)
        closed = closing is not None and closing.closed_at is not None
        packages = packages_of(db.session, closing.id) if closing and closing.frozen_at else ()
        return str(
            self.render_template(
                "years/year.html",
                year=year,
                closing=closing,
                running=running,
                closed=closed,
                failed=closing is not None and closing.state is RunState.failed and not closed,
                points=() if closed or running else open_points(db.session, year),
                names=POINTS,
                why=None if closed or running else refusal(db.session, year),
                packages=packages,
                built=sum(one.sha256 is not None for one in packages),
                megabytes=megabytes,
                local=clock.local,
                reason=reason,
                errors=errors,
                most=MOST_REASON,
                may_close=who.may(Action.create, CLOSING),
                may_check=who.may(Action.update, PACKAGE),
            )
        )
