"""What pages and REST share: finding a report, asking for a run, what a run looks like."""

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, send_file, url_for
from flask_babel import get_locale, gettext

from access.principal import current_principal
from access.session import db
from domain.enums import RunState
from jobs.reports import cancel_run, enqueue_run
from models import ReportRun
from models.labels import label_of
from reports.base import Report, catalogue
from reports.kinds import UnknownRowError
from reports.params import ParamsError, dump_params, name_of, read_params, show_params
from reports.reading import reading_as
from reports.render import FORMATS
from reports.storage import MEDIA_TYPES, path_of, safe_name
from services import report_runs


def find_report(code: str) -> Report:
    """Return the report of this code; 404 where there is none, 403 where it is not for them."""
    report = catalogue().get(code)
    if report is None:
        abort(404)
    if not report.allowed_to(current_principal()):
        abort(403)
    return report


def find_run(run_id: int) -> ReportRun:
    """Return the person's own run; 404 for a foreign or missing one."""
    run = report_runs.find_run(db.session, run_id)
    if run is None:
        abort(404)
    return run


def ask_for_run(report: Report, raw: object, format: object) -> tuple[int, bool]:
    """Ask for a run and put it into the queue; return its id and whether the queue took it.

    404 for a row that the person does not see. Raises ParamsError with a sentence for each field
    at fault, `format` among them; TooManyRunsError.
    """
    locale = str(get_locale() or "ru")
    wrong = (
        {}
        if isinstance(format, str) and format in FORMATS
        else {"format": gettext("A report is made as pdf or xlsx.")}
    )
    try:
        with reading_as(report, current_principal()) as session:
            params = read_params(report, session, raw)
            name = name_of(report, session, params)
    except UnknownRowError:
        abort(404)
    except ParamsError as error:
        raise ParamsError(error.errors | wrong) from None
    if wrong:
        raise ParamsError(wrong)
    run = report_runs.request_run(
        db.session,
        report.code,
        str(format),
        dump_params(report, params),
        locale,
        safe_name(name, str(format)),
    )
    run_id = run.id
    db.session.commit()
    return run_id, enqueue_run(run_id)


def cancel(run: ReportRun) -> bool:
    """Cancel a run; return False where it has ended already."""
    run_id = run.id
    done = report_runs.cancel(db.session, run)
    db.session.commit()
    if done:
        cancel_run(run_id)
    return done


def send_result(run: ReportRun) -> Response:
    """Return the finished file under its own name; 404 where the run has none."""
    if run.state is not RunState.done or not run.sha256:
        abort(404)
    path = path_of(run.id, run.sha256, run.format)
    if not path.is_file():
        abort(404)
    answer = send_file(
        path,
        mimetype=MEDIA_TYPES[run.format],
        as_attachment=True,
        download_name=run.file_name or path.name,
        etag=run.sha256,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def asked_words(run: ReportRun) -> list[tuple[str, str]]:
    """Return (label, value) of what the run was asked for, as far as the person still sees it."""
    report = catalogue().get(run.code)
    if report is None or not report.allowed_to(current_principal()):
        return []
    try:
        with reading_as(report, current_principal()) as session:
            return show_params(report, session, read_params(report, session, run.params))
    except (ParamsError, UnknownRowError):
        return []


def title_of(run: ReportRun) -> str:
    """Return the title of the run's report."""
    report = catalogue().get(run.code)
    return str(report.title) if report else run.code


def as_json(run: ReportRun) -> Mapping[str, Any]:
    """Return a run as REST shows it; instants are UTC."""
    done = run.state is RunState.done
    return {
        "id": run.id,
        "code": run.code,
        "title": title_of(run),
        "format": run.format,
        "params": run.params,
        "state": run.state,
        "state_label": str(label_of(run.state)),
        "is_over": run.state not in report_runs.UNFINISHED,
        "progress": run.progress,
        "error": gettext(run.error) if run.error else None,
        "file_name": run.file_name,
        "sha256": run.sha256,
        "pages": run.pages,
        "created_at": _instant(run.created_at),
        "started_at": _instant(run.started_at),
        "finished_at": _instant(run.finished_at),
        "kept_until": run.kept_until.isoformat() if run.kept_until else None,
        "page": url_for("ReportView.run", run_id=run.id),
        "file": url_for("ReportRunJobApi.file", run_id=run.id) if done else None,
    }


def _instant(value: Any) -> str | None:
    return f"{value.isoformat(timespec='seconds')}Z" if value else None
