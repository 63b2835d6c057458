"""Making a batch of reports: short jobs that take its files one after another (10.4, 5.3.6).

Each job works for some seconds, then puts its successor at the end of the queue: what people ask
for meanwhile is built in between. A job that died is begun again by the queue, and takes the file
that it left once more; nothing is doubled, for a file and its record in the archive end together.
"""

import logging
import time
from dataclasses import replace
from typing import Final

from flask_babel import force_locale
from rq.timeouts import JobTimeoutException

from access.principal import Principal, acting_as
from access.principals import principal_of_user
from domain.enums import NoticeKind
from jobs import queue
from jobs.units import CancelledError, RefusedError, look, unit
from reports import archiving, batch_zip
from reports.archiving import Kept, Whose
from reports.base import Report, catalogue
from reports.build import Built, build
from reports.kinds import UnknownRowError
from reports.params import ParamsError
from services import batch_work
from services.batch_work import LANES, Job, Order
from services.notices import message_key, notify

TIMEOUT: Final = 900  # seconds: of one file at most, and of the zip
SLICE: Final = 10  # seconds that a job works before others have their turn
TURNS: Final = (0, 1)  # a job puts in its successor while it runs itself: two names in turn
READY: Final = message_key("Reports are ready: batch No. %(number)s, %(files)s files.")
SOME_FAILED: Final = message_key(
    "Reports of batch No. %(number)s: %(files)s files are made, %(failed)s could not be made."
)

log = logging.getLogger(__name__)


def job_id(batch_id: int, lane: int, turn: int) -> str:
    """Return the id of a job of a lane."""
    return f"batch-{batch_id}-{lane}-{turn}"


def enqueue_batch(batch_id: int) -> bool:
    """Put the jobs of a batch into the queue; False where the queue is away.

    Commit the batch first. What could not be put in is found by requeue_lost_batches().
    """
    taken = [_enqueue(batch_id, lane) for lane in range(LANES)]
    return all(taken)


def _enqueue(batch_id: int, lane: int, turn: int = 0) -> bool:
    name = job_id(batch_id, lane, turn)
    return queue.enqueue(make_files, batch_id, lane, turn, job_id=name, timeout=TIMEOUT)


def make_files(batch_id: int, lane: int, turn: int) -> None:
    """Make files of a lane for some seconds; then leave the rest to a successor, or end the batch.

    Repeatable: begun again after a crash it goes on where the other stopped.
    """
    with look() as session:
        order = batch_work.find_order(session, batch_id)
    if order is None:
        return
    until = time.monotonic() + SLICE
    while time.monotonic() < until:
        with unit() as session:
            job = batch_work.claim(session, batch_id, lane)
        if job is None:
            _end(order)
            return
        _make(order, job)
    _enqueue(batch_id, lane, 1 - turn)


def _make(order: Order, job: Job) -> None:
    """Make one file; whatever is wrong with it stops it alone."""
    try:
        _build(order, job)
    except RefusedError as refusal:
        _fail(job, str(refusal))
    except JobTimeoutException:
        _fail(job, batch_work.TOO_LONG)
        raise  # the queue's time of this job is over: its successor goes on
    except Exception:
        log.exception("file of a batch failed", extra={"part": job.id, "report": job.code})
        _fail(job, batch_work.BROKEN)


def _build(order: Order, job: Job) -> None:
    report = catalogue().get(job.code)
    if report is None:
        raise RefusedError(batch_work.UNKNOWN)
    who = principal_of_user(order.user_id, origin="batch")
    if who is None or not report.allowed_to(who):
        raise RefusedError(batch_work.REVOKED)
    try:
        with acting_as(who), force_locale(order.locale):
            built = build(report, who, job.params, job.format)
            kept = archiving.keep(report, who, job.params, built)
    except (ParamsError, UnknownRowError):
        raise RefusedError(batch_work.HIDDEN) from None
    _note(report, who, order, job, kept, built)


def _note(report: Report, who: Principal, order: Order, job: Job, kept: Kept, built: Built) -> None:
    """Note a file in the archive and end it, in one unit: both are there, or neither."""
    # The batch knows more than the parameters do: whose sheet it is, of which year.
    whose = Whose(job.group_id, job.department_id or order.department_id, order.year_id)
    built = replace(built, kept_until=built.kept_until or job.graduates_on)
    try:
        with unit() as session:
            key = archiving.note(
                session, report, who, job.format, replace(kept, whose=whose), built
            )
            if not batch_work.finish_part(session, job.id, key):
                raise CancelledError  # another job made it meanwhile: nothing is noted
    except CancelledError:
        log.info("file of a batch was made by another job", extra={"part": job.id})


def _fail(job: Job, why: str) -> None:
    with unit() as session:
        batch_work.fail_part(session, job.id, why)


def _end(order: Order) -> None:
    """End the batch if no lane has anything left: its zip first, then the notice."""
    with look() as session:
        open_still = batch_work.find_order(session, order.id) is not None
        if not open_still or not batch_work.is_worked_off(session, order.id):
            return
        made = batch_work.made_files(session, order.id)
        missing = batch_work.missing_files(session, order.id)
    sha256, size = None, 0
    if made:
        with force_locale(order.locale):
            sha256, size = batch_zip.keep(order.id, made, missing)
    with unit() as session:
        if not batch_work.end(session, order.id, sha256=sha256, size=size, failed=len(missing)):
            return
        params = {"number": order.id, "files": len(made), "failed": len(missing)}
        message, kind = (
            (SOME_FAILED, NoticeKind.report_failed) if missing else (READY, NoticeKind.report_ready)
        )
        notify(session, [order.user_id], message, params, f"/batches/{order.id}", kind)


def requeue_lost_batches() -> int:
    """Put lanes of unfinished batches that have no job into the queue; return how many.

    For the schedule: a queue that was away or lost its memory loses no batch.
    """
    with look() as session:
        waiting = batch_work.unfinished(session)
    found = 0
    for batch_id in waiting:
        for lane in range(LANES):
            names = (job_id(batch_id, lane, turn) for turn in TURNS)
            if not any(queue.status(name) in queue.UNFINISHED for name in names):
                found += _enqueue(batch_id, lane)
    return found
