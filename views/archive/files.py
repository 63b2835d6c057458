"""What the pages and REST of the archive share: who may have a file, giving it out, keeping one."""

from flask import Response, send_file
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.errors import Forbidden
from access.principal import Principal, current_principal
from access.session import writing
from domain.enums import RunState
from models import ArchivedReport, PrintedDocument, ReportRun
from reports import document_store, storage
from reports.archiving import archive
from reports.base import Report, catalogue
from reports.build import Built
from reports.kinds import UnknownRowError
from reports.params import ParamsError
from reports.reading import reading_as
from reports.render import Rendered
from services import report_runs
from services.archive_keeping import note_checked
from services.archive_lists import find_archived
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError


def hidden_codes(who: Principal) -> list[str]:
    """Return the codes of reports that `who` may not read, archived or not."""
    return [code for code, report in catalogue().items() if not report.allowed_to(who)]


def readable(session: Session, key: int) -> ArchivedReport:
    """Return a report of the archive whose file the person who asks may have.

    Its row must be visible through the very roles that give the report: a teacher who is a
    curator too gets from the archive what the report itself would give. Raises NotFoundError,
    NotAllowedError.
    """
    found, who = find_archived(session, key), current_principal()
    report = catalogue().get(found.code)
    if report is None:  # no longer made: the row's own scope decides
        return found
    if not report.allowed_to(who):
        raise NotAllowedError(_("You have no right to this report."))
    if not seen_through(report, ArchivedReport, key):
        raise NotFoundError(_("There is no such report in the archive."))
    return found


def seen_through(
    report: Report, model: type[ArchivedReport] | type[PrintedDocument], key: int
) -> bool:
    """Return whether the person who asks sees a row through the roles that give its report."""
    try:
        with reading_as(report, current_principal()) as session:
            return session.scalar(select(model.id).where(model.id == key)) is not None
    except Forbidden:
        return False


def send_archived(session: Session, key: int) -> Response:
    """Return the file of a report, its bytes checked before they leave.

    Raises NotFoundError, NotAllowedError; ConflictError where the file is damaged or missing.
    """
    found = readable(session, key)
    if not document_store.is_intact(found.sha256):
        raise ConflictError(_("The file is damaged or missing: take it from a backup."))
    answer = send_file(
        document_store.path_of(found.sha256),
        mimetype=storage.MEDIA_TYPES.get(found.format, "application/octet-stream"),
        as_attachment=True,
        download_name=storage.safe_name(found.title, found.format),
        etag=found.sha256,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def check_archived(session: Session, key: int) -> bool:
    """Read the file of a report again, note what was found and commit; return whether it is whole.

    Raises NotFoundError.
    """
    sha256 = find_archived(session, key).sha256
    session.rollback()  # the file may be large: the unit of work begins after it was read
    intact = document_store.is_intact(sha256)
    with writing():
        note_checked(session, [sha256], intact=intact)
        session.commit()
    return intact


def archive_run(session: Session, who: Principal, run_id: int) -> int:
    """Put the file of an own, finished run into the archive; return the key of the report there.

    The same file is archived once. Raises NotFoundError, NotAllowedError, ConflictError where the
    file is gone, FieldsError where what it is about is no longer to be seen.
    """
    run = report_runs.find_run(session, run_id)
    if run is None or run.state is not RunState.done or not run.sha256:
        raise NotFoundError(_("There is no such finished report of yours."))
    report = catalogue().get(run.code)
    if report is None or not report.allowed_to(who):
        raise NotAllowedError(_("You have no right to this report."))
    known = session.scalar(
        select(ArchivedReport.id).where(
            ArchivedReport.sha256 == run.sha256, ArchivedReport.code == run.code
        )
    )
    if known is not None:
        return known
    built, params, format = _built(run), dict(run.params), run.format
    session.rollback()
    try:
        return archive(report, who, params, format, built)
    except (ParamsError, UnknownRowError):
        sentence = _("What the report is about no longer exists for you.")
        raise FieldsError({"run_id": sentence}) from None


def _built(run: ReportRun) -> Built:
    """Return what a run has built; raise ConflictError where its file is gone."""
    try:
        content = storage.path_of(run.id, run.sha256 or "", run.format).read_bytes()
    except OSError:
        sentence = _("The file of the report is gone: build it again.")
        raise ConflictError(sentence) from None
    return Built(Rendered(content, run.pages), None)
