"""Rows of the schedule: made where missing, taken when due, moved by the administrator (8.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import Session

from access.session import system_write
from domain.clock import clock
from domain.control_enums import TaskRhythm
from domain.enums import RunState
from domain.task_moments import DAYS, Ends, is_day, time_of, turn
from domain.tasks import TASKS
from domain.typed import MOST_ID
from models import ScheduledTask, TaskRun
from services.errors import FieldsError, NotFoundError
from services.notices import message_key
from services.task_times import known_ends, stored, wall, when_of

TOO_LATE: Final = message_key(
    "Not run: the system was off at that time, and it was too late afterwards."
)
FIELDS: Final = ("is_on", "rhythm", "day", "at")


@dataclass(frozen=True, slots=True)
class Taken:
    """A moment that was taken: the run that is to be put into the queue."""

    run_id: int
    key: str


def make_missing(session: Session) -> int:
    """Make the rows of tasks that have none yet; return how many.

    What was due before a row was made is not made up for.
    """
    known = set(session.scalars(select(ScheduledTask.key)))
    now = clock.now()
    rows = [
        {
            "key": task.key,
            "is_on": task.is_on,
            "rhythm": task.when.rhythm,
            "day": task.when.day,
            "at": task.when.at,
            "last_due": now,
        }
        for task in TASKS.values()
        if task.key not in known
    ]
    if rows:
        system_write(session, insert(ScheduledTask), rows)
    return len(rows)


def all_tasks() -> Select[ScheduledTask]:
    """Return the select of all rows of the schedule."""
    return select(ScheduledTask).order_by(ScheduledTask.id)


def take_due(session: Session) -> list[Taken]:
    """Take the moments that are due now, each once whoever else takes them; return the runs.

    A task that is off lets its moments pass.
    """
    now, ends = clock.now(), known_ends(session)
    tasks = session.scalars(all_tasks()).all()
    found = (_take(session, task, now, ends) for task in tasks if task.key in TASKS)
    return [taken for taken in found if taken is not None]


def _take(session: Session, task: ScheduledTask, now: datetime, ends: Ends) -> Taken | None:
    if task.last_due is None or not task.is_on:
        if task.last_due is None:
            _move_on(session, task, now)
        return None
    passed = turn(when_of(task), wall(task.last_due), wall(now), ends)
    last = passed.run or (passed.skipped[-1] if passed.skipped else None)
    if last is None or not _move_on(session, task, stored(last)):
        return None
    if passed.run is None:
        over = {"state": RunState.cancelled, "finished_at": now, "message": TOO_LATE}
        _add_run(session, task, stored(last), now, over)
        return None
    run_id = _add_run(session, task, stored(last), now, {"state": RunState.queued})
    return Taken(run_id, task.key)


def _move_on(session: Session, task: ScheduledTask, last: datetime) -> bool:
    """Say up to which moment a task was started; return False where another did meanwhile."""
    before = ScheduledTask.last_due
    same = before.is_(None) if task.last_due is None else before == task.last_due
    done = system_write(
        session,
        update(ScheduledTask)
        .where(ScheduledTask.id == task.id, same)
        .values(last_due=last)
        .execution_options(synchronize_session=False),
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _add_run(
    session: Session, task: ScheduledTask, due: datetime, now: datetime, values: Mapping[str, Any]
) -> int:
    row = {"task_id": task.id, "due_at": due, "started_at": now, "outcome": {}, **values}
    return int(system_write(session, insert(TaskRun).returning(TaskRun.id), row).scalar_one())


def find_task(session: Session, task_id: int) -> ScheduledTask:
    """Return the task of this id; raise NotFoundError where there is none."""
    found = (
        session.scalar(select(ScheduledTask).where(ScheduledTask.id == task_id))
        if 0 < task_id <= MOST_ID
        else None
    )
    if found is None or found.key not in TASKS:
        raise NotFoundError(_("There is no such task."))
    return found


def change_task(session: Session, task_id: int, given: Mapping[str, Any]) -> ScheduledTask:
    """Switch a task on or off, or move it; return it.

    `given` holds some of FIELDS. Moments before the change are not made up for. Raises
    NotFoundError, FieldsError. The caller commits.
    """
    task = find_task(session, task_id)
    values = {name: getattr(task, name) for name in FIELDS} | dict(given)
    errors = _errors(values)
    if errors:
        raise FieldsError(errors)
    if values["rhythm"] == TaskRhythm.daily:
        values["day"] = 0
    changed = {name: values[name] for name in FIELDS if values[name] != getattr(task, name)}
    for name, value in changed.items():
        setattr(task, name, value)
    if changed:
        task.last_due = clock.now()
    session.flush()
    return task


def _errors(values: Mapping[str, Any]) -> dict[str, str]:
    errors = {
        str(name)[:40]: _("A task has no such field.") for name in values if name not in FIELDS
    }
    if not isinstance(values["is_on"], bool):
        errors["is_on"] = _("Say true or false.")
    if not _is_time(values["at"]):
        errors["at"] = _("A time is given as hours and minutes, such as 07:30.")
    rhythm, day = values["rhythm"], values["day"]
    if not isinstance(rhythm, str) or rhythm not in set(TaskRhythm):
        errors["rhythm"] = _("Choose how often the task is due.")
    elif rhythm != TaskRhythm.daily and not _is_day(TaskRhythm(rhythm), day):
        least, most = DAYS[TaskRhythm(rhythm)]
        errors["day"] = _(
            "The day is a whole number from %(least)s to %(most)s.", least=least, most=most
        )
    return errors


def _is_time(value: object) -> bool:
    try:
        return isinstance(value, str) and time_of(value) is not None
    except ValueError:
        return False


def _is_day(rhythm: TaskRhythm, day: object) -> bool:
    return isinstance(day, int) and not isinstance(day, bool) and is_day(rhythm, day)
