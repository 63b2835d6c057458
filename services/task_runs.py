"""Runs of scheduled tasks: asked for by hand, claimed and ended by a job, read by people."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.session import system_write
from domain.clock import clock
from domain.enums import RunState
from domain.tasks import Outcome
from domain.typed import MOST_ID
from models import ScheduledTask, TaskRun
from services.errors import ConflictError, NotFoundError
from services.notices import message_key
from services.task_rows import find_task

UNFINISHED: Final = (RunState.queued, RunState.running)
PAGE: Final = 25
# What came of a run that says no more.
DONE: Final = message_key("Done.")
COUNTED: Final = message_key("Done: %(count)s.")
BROKEN: Final = message_key("The task broke off with an error; it is written in the log.")
TOO_LONG: Final = message_key("The task took too long and was stopped.")
LOST: Final = message_key("The task did not end: its worker was stopped.")
GONE: Final = message_key("There is no such task in this version of the system.")


def ask_for_run(session: Session, task_id: int) -> TaskRun:
    """Add a run by hand; raise NotFoundError, or ConflictError where the task runs already.

    The caller commits, then puts the job into the queue.
    """
    task = find_task(session, task_id)
    busy = session.scalar(
        select(TaskRun.id).where(TaskRun.task_id == task.id, TaskRun.state.in_(UNFINISHED)).limit(1)
    )
    if busy is not None:
        raise ConflictError(gettext("This task is running already."), {"run": busy})
    run = TaskRun(
        task_id=task.id,
        started_at=clock.now(),
        state=RunState.queued,
        user_id=current_principal().user_id,
    )
    session.add(run)
    session.flush()
    return run


def find_run(session: Session, run_id: int) -> TaskRun:
    """Return the run of this id; raise NotFoundError where there is none."""
    found = (
        session.scalar(select(TaskRun).where(TaskRun.id == run_id))
        if 0 < run_id <= MOST_ID
        else None
    )
    if found is None:
        raise NotFoundError(gettext("There is no such run."))
    return found


def runs_of(session: Session, task_id: int, page: int = 0) -> tuple[list[TaskRun], bool]:
    """Return a page of a task's runs, newest first, and whether more follow."""
    rows = session.scalars(
        select(TaskRun)
        .where(TaskRun.task_id == task_id)
        .order_by(TaskRun.id.desc())
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    return list(rows[:PAGE]), len(rows) > PAGE


def last_runs(session: Session) -> dict[int, TaskRun]:
    """Return the latest run of each task that ran, by the task's id."""
    latest = select(func.max(TaskRun.id)).group_by(TaskRun.task_id)
    rows = session.scalars(select(TaskRun).where(TaskRun.id.in_(latest)))
    return {run.task_id: run for run in rows}


def claim(session: Session, run_id: int) -> str | None:
    """Begin a run, also one whose worker died; return the task's key, None where it has ended."""
    if not _change(session, run_id, state=RunState.running, started_at=clock.now()):
        return None
    return session.scalar(
        select(ScheduledTask.key)
        .join(TaskRun, TaskRun.task_id == ScheduledTask.id)
        .where(TaskRun.id == run_id)
    )


def end(session: Session, run_id: int, state: RunState, outcome: Outcome) -> bool:
    """End a run with what came of it; return False where it has ended already."""
    told: dict[str, Any] = {"params": dict(outcome.params)}
    if outcome.link:
        told["link"] = outcome.link
    return _change(
        session,
        run_id,
        state=state,
        finished_at=clock.now(),
        message=outcome.message,
        outcome=told,
    )


def outcome_of(result: object) -> Outcome:
    """Return what a task's function told as an outcome."""
    if isinstance(result, Outcome):
        return result
    if isinstance(result, int) and not isinstance(result, bool):
        return Outcome(COUNTED, {"count": result})
    return Outcome(DONE)


def words_of(run: TaskRun) -> tuple[str, str | None]:
    """Return what came of a run, in the reader's language, and where that leads."""
    if not run.message:
        return "", None
    filled = {name: _word(value) for name, value in run.outcome.get("params", {}).items()}
    return gettext(run.message, **filled), run.outcome.get("link")


def unfinished(session: Session) -> Sequence[tuple[int, str, datetime]]:
    """Return (id, key, started at) of the runs that wait or run."""
    rows = session.execute(
        select(TaskRun.id, ScheduledTask.key, TaskRun.started_at)
        .join(ScheduledTask, ScheduledTask.id == TaskRun.task_id)
        .where(TaskRun.state.in_(UNFINISHED))
        .order_by(TaskRun.id)
    )
    return [(run_id, key, at) for run_id, key, at in rows]


def _word(value: Any) -> Any:
    text = value.get("key") if isinstance(value, Mapping) else None
    return value if text is None else gettext(text)


def _change(session: Session, run_id: int, **values: Any) -> bool:
    done = system_write(
        session,
        update(TaskRun)
        .where(TaskRun.id == run_id, TaskRun.state.in_(UNFINISHED))
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]
