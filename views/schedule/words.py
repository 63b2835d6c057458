"""The schedule in words: when a task is due, what came of a run."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import ngettext

from access.roles import Role
from domain.clock import clock
from domain.control_enums import TaskRhythm
from domain.enums import RunState
from domain.task_moments import Ends, When
from domain.tasks import TASKS
from jobs.tasks import job_id
from jobs.telling import told
from models import ScheduledTask, TaskRun
from models.labels import label_of
from services.task_runs import UNFINISHED, words_of
from services.task_times import next_moment, when_of

TONES: Final[Mapping[RunState, str]] = {
    RunState.queued: "info",
    RunState.running: "info",
    RunState.done: "ok",
    RunState.failed: "bad",
    RunState.cancelled: "",
}


def weekdays() -> list[str]:
    """Return the days of the week as a task names them, from Monday."""
    return [
        _("on Mondays"),
        _("on Tuesdays"),
        _("on Wednesdays"),
        _("on Thursdays"),
        _("on Fridays"),
        _("on Saturdays"),
        _("on Sundays"),
    ]


def when_words(when: When) -> str:
    """Return «по понедельникам, 08:00»."""
    return _("%(days)s, %(time)s", days=_days(when), time=when.at)


def _days(when: When) -> str:
    if when.rhythm is TaskRhythm.daily:
        return _("every day")
    if when.rhythm is TaskRhythm.weekly:
        return weekdays()[when.day - 1]
    if when.rhythm is TaskRhythm.monthly:
        return _("every month on day %(day)s", day=when.day)
    if when.rhythm is TaskRhythm.semester:
        if not when.day:
            return _("on the last day of a semester")
        return ngettext(
            "%(num)s day after the end of a semester",
            "%(num)s days after the end of a semester",
            when.day,
        )
    if not when.day:
        return _("on the last day of the academic year")
    return ngettext(
        "%(num)s day after the end of the academic year",
        "%(num)s days after the end of the academic year",
        when.day,
    )


def task_line(task: ScheduledTask, ends: Ends, last: TaskRun | None) -> dict[str, Any]:
    """Return what pages and REST show of a task; instants are UTC, `next` is the wall clock's."""
    declared = TASKS[task.key]
    return {
        "id": task.id,
        "key": task.key,
        "title": _(declared.title),
        "about": _(declared.about),
        "told": [str(label_of(Role(role))) for role in declared.told],
        "is_on": task.is_on,
        "rhythm": str(task.rhythm),
        "day": task.day,
        "at": task.at,
        "when": when_words(when_of(task)),
        "usual": when_words(declared.when),
        "next": next_moment(task, ends),
        "last": None if last is None else run_line(last),
    }


def run_line(run: TaskRun, name: str = "") -> dict[str, Any]:
    """Return what pages and REST show of a run; `name` is that of who began it by hand."""
    words, link = words_of(run)
    state = RunState(run.state)
    is_over = state not in UNFINISHED
    return {
        "id": run.id,
        "task_id": run.task_id,
        "state": str(state),
        "state_label": str(label_of(state)),
        "tone": TONES[state],
        "is_over": is_over,
        "percent": 100 if is_over else told(job_id(run.id)) or 0,
        "words": words,
        "link": link,
        "by_hand": run.user_id is not None,
        "name": name,
        "due_at": run.due_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "seconds": None
        if run.finished_at is None
        else round((run.finished_at - run.started_at).total_seconds(), 1),
    }


def local(instant: datetime | None) -> str:
    """Return a stored instant by the college's clock: «14.10.2026 08:00», «—» for none."""
    return f"{clock.local(instant):%d.%m.%Y %H:%M}" if instant else "—"


def as_json(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line with its moments as text: instants in UTC, `next` by the college's clock."""
    return {name: _plain(name, value) for name, value in line.items()}


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        text = value.isoformat(timespec="seconds")
        return text if name == "next" else f"{text}Z"
    return as_json(value) if isinstance(value, Mapping) else value
