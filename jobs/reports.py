"""The job that builds a report run, and what keeps runs from being lost or kept for ever."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask_babel import force_locale
from rq.timeouts import JobTimeoutException
from sqlalchemy.orm import Session

from access.principal import Principal, acting_as
from access.principals import principal_of_user
from domain.clock import clock
from domain.enums import NoticeKind
from jobs import queue
from jobs.units import CancelledError, RefusedError, look, unit
from reports import storage
from reports.base import Report, catalogue
from reports.build import Built, build
from reports.kinds import UnknownRowError
from reports.params import ParamsError
from services import report_runs
from services.notices import message_key, notify
from services.report_runs import Order

TIMEOUT: Final = 600  # seconds
GIVE_UP: Final = timedelta(hours=2)  # after the first attempt
STEP: Final = 4  # percent between two writes of the progress
AT_ONCE: Final = 100  # runs removed in one unit
ORPHAN_AGE: Final = 3600  # seconds that a directory without a run is left alone

log = logging.getLogger(__name__)


def job_id(run_id: int) -> str:
    """Return the id of the job that builds the run: one at a time."""
    return f"report-run-{run_id}"


def enqueue_run(run_id: int) -> bool:
    """Put the building of a run into the queue; False where the queue is away.

    Commit the run first. A run that could not be put in is found by requeue_lost_runs().
    """
    return queue.enqueue(build_run, run_id, job_id=job_id(run_id), timeout=TIMEOUT)


def cancel_run(run_id: int) -> None:
    """Take a cancelled run out of the queue; one that is being built stops at its next step."""
    queue.cancel(job_id(run_id))


def build_run(run_id: int) -> None:
    """Build a run in the name of the person who asked for it.

    Repeatable: begun again after a crash it builds the same run anew; ended, it does nothing.
    """
    with unit() as session:
        order = report_runs.claim(session, run_id)
    if order is None:
        return
    try:
        _publish(order, _build(order))
    except CancelledError:
        _clean(run_id)
    except RefusedError as refusal:
        _fail(order, str(refusal))
    except JobTimeoutException:
        _fail(order, report_runs.TOO_LONG)
    except Exception:
        log.exception("report run failed", extra={"run": run_id, "report": order.code})
        _fail(order, report_runs.BROKEN)


def _build(order: Order) -> Built:
    report = catalogue().get(order.code)
    if report is None:
        raise RefusedError(report_runs.UNKNOWN)
    who = principal_of_user(order.user_id, origin="report")
    if who is None or not report.allowed_to(who):
        raise RefusedError(report_runs.REVOKED)
    try:
        return _build_for(who, report, order)
    except (ParamsError, UnknownRowError):
        raise RefusedError(report_runs.HIDDEN) from None


def _build_for(who: Principal, report: Report, order: Order) -> Built:
    with acting_as(who), force_locale(order.locale):
        return build(report, who, order.params, order.format, _progress(order.id))


def _progress(run_id: int) -> Callable[[int], None]:
    """Return what notes the progress and stops the work of a cancelled run."""
    shown = -STEP

    def step(percent: int) -> None:
        nonlocal shown
        if percent - shown < STEP:
            return
        shown = percent
        with unit() as session:
            going_on = report_runs.advance(session, run_id, percent)
        if not going_on:
            raise CancelledError

    return step


def _publish(order: Order, built: Built) -> None:
    """Keep the file, then say that the run is done and tell the person."""
    sha256 = storage.store(order.id, built.file.content, order.format)
    with unit() as session:
        done = report_runs.finish(
            session,
            order.id,
            sha256=sha256,
            pages=built.file.pages,
            kept_until=built.kept_until,
        )
        if done:
            message = message_key("Ready: %(file)s")
            _tell(session, order, message, NoticeKind.report_ready)
    if not done:
        raise CancelledError
    storage.keep_only(order.id, sha256)


def _fail(order: Order, why: str) -> None:
    with unit() as session:
        if report_runs.fail(session, order.id, why):
            message = message_key("Not built: %(file)s. %(why)s")
            _tell(session, order, message, NoticeKind.report_failed, why={"key": why})
    _clean(order.id)


def _clean(run_id: int) -> None:
    """Remove the files of a run but the one that it ended with, if another worker ended it."""
    with look() as session:
        run = report_runs.find_run(session, run_id)
        storage.keep_only(run_id, run.sha256 if run else None)


def _tell(session: Session, order: Order, message: str, kind: NoticeKind, **params: Any) -> None:
    params["file"] = order.file_name
    notify(session, [order.user_id], message, params, f"/reports/runs/{order.id}", kind)


def requeue_lost_runs() -> int:
    """Put runs that wait or are being built, but have no job, into the queue; return how many.

    For the schedule: a queue that was away or lost its memory loses no run. A run that was begun
    long ago and never ended has failed.
    """
    with look() as session:
        waiting = report_runs.unfinished(session)
    found = 0
    for run_id, started_at in waiting:
        if queue.status(job_id(run_id)) in queue.UNFINISHED:
            continue
        if started_at is not None and clock.now() - started_at > GIVE_UP:
            _give_up(run_id)
        elif enqueue_run(run_id):
            found += 1
    return found


def _give_up(run_id: int) -> None:
    with unit() as session:
        order = report_runs.claim(session, run_id)
    if order is not None:
        _fail(order, report_runs.LOST)


def remove_expired_runs() -> int:
    """Remove runs whose time to be kept is over, their files first; return how many.

    Files that no run owns go too: a builder may have died over a run that was then removed.
    """
    removed = 0
    while run_ids := _expired():
        for run_id in run_ids:
            storage.keep_only(run_id, None)
        with unit() as session:
            report_runs.forget(session, run_ids)
        removed += len(run_ids)
    _remove_orphans()
    return removed


def _expired() -> list[int]:
    with look() as session:
        return report_runs.expired(session, AT_ONCE)


def _remove_orphans() -> None:
    stored = storage.stored_before(time.time() - ORPHAN_AGE)
    for start in range(0, len(stored), AT_ONCE):
        some = stored[start : start + AT_ONCE]
        with look() as session:
            known = report_runs.existing(session, some)
        for run_id in some:
            if run_id not in known:
                storage.keep_only(run_id, None)
