"""Pages of reports: the catalogue with earlier runs, the form of one, the progress of a run."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, flash, redirect, request, url_for
from flask_appbuilder.views import BaseView, expose
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from access.matrix import Action, Resource
from access.principal import current_principal
from access.session import db
from domain.clock import clock
from domain.enums import RunState
from models import ReportRun
from models.labels import label_of
from reports.base import Report, reports_for
from reports.params import ParamsError, form
from reports.reading import reading_as
from reports.render import FORMATS
from reports.topics import shelves
from services import report_runs
from services.notices import mark_read_of
from services.report_runs import TooManyRunsError
from views.needs import needs, page_number, sought
from views.reports.asking import (
    ask_for_run,
    asked_words,
    cancel,
    find_report,
    find_run,
    send_result,
    title_of,
)

RUN = Resource.report_run
TONES: Mapping[RunState, str] = {
    RunState.queued: "info",
    RunState.running: "info",
    RunState.done: "ok",
    RunState.failed: "bad",
    RunState.cancelled: "",
}


class ReportView(BaseView):
    """Reports, and the person's own runs of them."""

    route_base = "/reports"
    default_view = "catalogue"
    class_permission_name = RUN

    @expose("/")
    @needs(Action.read, RUN)
    def catalogue(self) -> str:
        """Show the reports that the person may have, and their earlier runs."""
        page, words = page_number(), sought()
        runs, more = report_runs.earlier_runs(db.session, words, page)
        reports = reports_for(current_principal())
        wanted = request.args.get("find", "").strip()[:100]
        return str(
            self.render_template(
                "reports/catalogue.html",
                has_reports=bool(reports),
                shelves=shelves(reports, wanted),
                wanted=wanted,
                runs=[_line(run) for run in runs],
                more=more,
                page=page,
                sought=words,
            )
        )

    @expose("/<string:code>", methods=["GET", "POST"])
    @needs(Action.create, RUN)
    def report(self, code: str) -> BaseResponse | str | tuple[str, int]:
        """Show the form of a report, or ask for a run of it."""
        report = find_report(code)
        if request.method == "GET" or "search" in request.form:
            return self._form(report, request.values.to_dict(), {})
        given = request.form.to_dict()
        asked = {name: text for name, text in given.items() if name not in NOT_PARAMETERS}
        try:
            run_id, queued = ask_for_run(report, asked, given.get("format"))
        except ParamsError as error:
            return self._form(report, given, error.errors), 422
        except TooManyRunsError:
            return self._form(report, given, {"": _too_many()}), 422
        return _go_to(run_id, queued)

    def _form(self, report: Report, given: Mapping[str, str], errors: Mapping[str, str]) -> str:
        with reading_as(report, current_principal()) as session:
            inputs = form(report, session, given, errors, sought())
        return str(
            self.render_template(
                "reports/form.html",
                report=report,
                inputs=inputs,
                format=given.get("format") if given.get("format") in FORMATS else FORMATS[0],
                errors=errors,
                sought=sought(),
            )
        )

    @expose("/runs/<int:run_id>")
    @needs(Action.read, RUN)
    def run(self, run_id: int) -> str:
        """Show how far a run is, or its result."""
        mark_read_of(db.session, url_for(".run", run_id=run_id))
        run = find_run(run_id)
        return str(
            self.render_template(
                "reports/run.html",
                may_print=current_principal().may(Action.create, Resource.printed_document),
                may_archive=current_principal().may(Action.create, Resource.archived_report),
                run=_line(run),
                error=gettext(run.error) if run.error else "",
                asked=asked_words(run),
                sha256=run.sha256,
                kept_until=run.kept_until,
                started=clock.local(run.started_at) if run.started_at else None,
                finished=clock.local(run.finished_at) if run.finished_at else None,
                other_format=next(name for name in FORMATS if name != run.format),
            )
        )

    @expose("/runs/<int:run_id>/file")
    @needs(Action.read, RUN)
    def file(self, run_id: int) -> Response:
        """Give the finished file."""
        return send_result(find_run(run_id))

    @expose("/runs/<int:run_id>/cancel", methods=["POST"])
    @needs(Action.update, RUN)
    def cancel(self, run_id: int) -> BaseResponse:
        """Cancel a run that waits or is being built."""
        if not cancel(find_run(run_id)):
            flash(gettext("It was too late to cancel: the report had ended."), "warning")
        return redirect(url_for(".run", run_id=run_id))

    @expose("/runs/<int:run_id>/again", methods=["POST"])
    @needs(Action.create, RUN)
    def again(self, run_id: int) -> BaseResponse:
        """Ask for the same report once more, in the same or the other format."""
        run = find_run(run_id)
        report = find_report(run.code)
        try:
            new_id, queued = ask_for_run(
                report, dict(run.params), request.form.get("format", run.format)
            )
        except ParamsError:
            abort(422)
        except TooManyRunsError:
            flash(_too_many(), "warning")
            return redirect(url_for(".run", run_id=run_id))
        return _go_to(new_id, queued)


NOT_PARAMETERS = frozenset({"csrf_token", "format", "q"})


def _too_many() -> str:
    return gettext(
        "You have %(count)s reports in the queue. Wait until one is ready, or cancel one.",
        count=report_runs.MOST_UNFINISHED,
    )


def _go_to(run_id: int, queued: bool) -> BaseResponse:
    if not queued:
        flash(
            gettext("The queue does not answer. The report will be built when it is back."),
            "warning",
        )
    return redirect(url_for("ReportView.run", run_id=run_id))


def _line(run: ReportRun) -> dict[str, Any]:
    """Return a run as the pages show it, times on the college's clock."""
    name = (run.file_name or title_of(run)).removesuffix(f".{run.format}")
    return {
        "id": run.id,
        "code": run.code,
        "name": name,
        "title": title_of(run),
        "format": run.format,
        "state": run.state,
        "state_label": label_of(run.state),
        "tone": TONES[run.state],
        "progress": run.progress,
        "pages": run.pages,
        "is_over": run.state not in report_runs.UNFINISHED,
        "asked_at": clock.local(run.created_at),
    }
