"""Printing a finished report: a run of one's own, or a report of the archive."""

from typing import Final

from flask import Response, abort, request, send_file
from flask_babel import gettext as _

from access.principal import current_principal
from access.session import db
from domain.enums import RunState
from models import PrintedDocument, ReportRun
from reports import document_store
from reports.archiving import Whose, whose_of
from reports.base import Report, catalogue
from reports.kinds import UnknownRowError
from reports.params import ParamsError, name_of, read_params
from reports.printing import Paper, print_document
from reports.reading import reading_as
from reports.storage import path_of, safe_name
from services import report_runs
from services.errors import ConflictError, FieldsError, NotFoundError
from views.archive.files import readable, seen_through

MOST_TITLE: Final = 250


def print_run(run_id: int) -> int:
    """Print a finished PDF of the person who asks; return the key of its record.

    Raises NotFoundError, ConflictError, FieldsError.
    """
    run = report_runs.find_run(db.session, run_id)
    if run is None:
        raise NotFoundError(_("There is no such report."))
    if run.state is not RunState.done or not run.sha256 or run.format != "pdf":
        raise FieldsError({"run_id": _("Only a finished PDF is printed.")})
    report = _report(run.code)
    title, whose, book = _about(report, run)
    path, pages = path_of(run.id, run.sha256, run.format), run.pages or 1
    db.session.rollback()  # the file is stamped outside of any unit of work
    try:
        content = path.read_bytes()
    except OSError:
        raise ConflictError(
            _("The file of the report is no longer there: build it again.")
        ) from None
    return _print(Paper(report.code, title, content, pages, whose, book))


def print_archived(archived_id: int) -> int:
    """Print a PDF of the archive; return the key of its record. Raises the same."""
    kept = readable(db.session, archived_id)
    if kept.format != "pdf":
        raise FieldsError({"archived_id": _("Only a finished PDF is printed.")})
    report = _report(kept.code)
    whose = Whose(kept.group_id, kept.department_id, kept.academic_year_id)
    book = kept.params.get("gradebook_id")
    values = report.code, kept.title, kept.sha256, kept.pages or 1, kept.id
    db.session.rollback()
    code, title, sha256, pages, key = values
    if not document_store.is_intact(sha256):
        raise ConflictError(_("The file of the archive is damaged or missing: take a backup."))
    content = document_store.read(sha256)
    return _print(Paper(code, title, content, pages, whose, book, key))


def send_printed(document: PrintedDocument) -> Response:
    """Return the file as it was printed; 404 where its report about this is not for the person."""
    if not may_have(document):
        abort(404)
    if not document_store.is_intact(document.sha256):
        raise ConflictError(_("The file of the document is damaged or missing: take a backup."))
    return send_file(
        document_store.path_of(document.sha256),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=safe_name(f"{document.code} {document.title}", "pdf"),
    )


def may_have(document: PrintedDocument) -> bool:
    """Return whether the person who asks may have the file of a document whose record they see.

    Its row must be visible through the very roles that give the report, as in the archive.
    """
    report = catalogue().get(document.report)
    return report is not None and seen_through(report, PrintedDocument, document.id)


def _print(paper: Paper) -> int:
    return print_document(current_principal(), paper, f"{request.host_url}printed/")


def _report(code: str) -> Report:
    report = catalogue().get(code)
    if report is None or not report.allowed_to(current_principal()):
        raise NotFoundError(_("There is no such report."))
    return report


def _about(report: Report, run: ReportRun) -> tuple[str, Whose, int | None]:
    try:
        with reading_as(report, current_principal()) as session:
            params = read_params(report, session, run.params)
            title = name_of(report, session, params)[:MOST_TITLE]
            return title, whose_of(session, params), getattr(params, "gradebook_id", None) or None
    except (ParamsError, UnknownRowError):
        raise NotFoundError(_("What the report is about no longer exists for you.")) from None
