"""The schedule at work: takes what is due every minute, runs it, keeps what came of it (8.1)."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from rq.timeouts import JobTimeoutException
from sqlalchemy.exc import IntegrityError

from access.roles import Role
from domain.clock import clock
from domain.enums import RunState
from domain.tasks import LOST_AFTER, TASKS, Outcome
from jobs import queue
from jobs.units import look, unit
from services import task_rows, task_runs
from services.notices import message_key, notify
from services.role_people import users_with

log = logging.getLogger(__name__)


def job_id(run_id: int) -> str:
    """Return the id of the job of a run: one at a time."""
    return f"task-run-{run_id}"


def enqueue_run(run_id: int, key: str) -> bool:
    """Put a run into the queue; False where the queue is away: the next tick finds it."""
    return queue.enqueue(run_task, run_id, job_id=job_id(run_id), timeout=TASKS[key].timeout)


def run_due_tasks() -> int:
    """Begin what is due by the schedule, and again what was lost; return how many were begun.

    For the minute's tick. Two ticks at a time begin nothing twice.
    """
    try:
        with unit() as session:
            task_rows.make_missing(session)
    except IntegrityError:
        log.info("another tick made the rows of the schedule")
    with look() as session:
        lost = task_runs.unfinished(session)
    with unit() as session:
        taken = task_rows.take_due(session)
    begun = sum(enqueue_run(one.run_id, one.key) for one in taken)
    for run_id, key, started_at in lost:
        if queue.status(job_id(run_id)) in queue.UNFINISHED:
            continue
        if key not in TASKS:
            _end(run_id, RunState.failed, Outcome(task_runs.GONE))
        elif clock.now() - started_at > LOST_AFTER:
            _end(run_id, RunState.failed, Outcome(task_runs.LOST))
        else:
            begun += enqueue_run(run_id, key)
    return begun


def run_task(run_id: int) -> None:
    """Run the task of a run and keep what came of it; ended already, do nothing."""
    with unit() as session:
        key = task_runs.claim(session, run_id)
    if key is None:
        return
    try:
        state, outcome = RunState.done, task_runs.outcome_of(function_of(key)())
    except JobTimeoutException:
        state, outcome = RunState.failed, Outcome(task_runs.TOO_LONG)
    except Exception:
        log.exception("scheduled task failed", extra={"task": key, "run": run_id})
        state, outcome = RunState.failed, Outcome(task_runs.BROKEN)
    _end(run_id, state, outcome)


def function_of(key: str) -> Callable[[], Any]:
    """Return the function of a task; raise LookupError or ImportError where there is none."""
    module, _dot, name = TASKS[key].job.rpartition(".")
    found: Callable[[], Any] = getattr(import_module(module), name)
    return found


def _end(run_id: int, state: RunState, outcome: Outcome) -> None:
    """End a run; tell the administrators of one that failed."""
    with unit() as session:
        ended = task_runs.end(session, run_id, state, outcome)
        if ended and state is RunState.failed:
            run = task_runs.find_run(session, run_id)
            task = TASKS.get(run.task.key)
            params = {
                "task": {"key": task.title} if task else run.task.key,
                "why": {"key": outcome.message},
            }
            notify(
                session,
                users_with(session, Role.module_admin),
                message_key("Scheduled task «%(task)s»: %(why)s"),
                params,
                f"/schedule/{run.task_id}",
            )
