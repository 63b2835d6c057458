"""The schedule of the demo and what its tasks did on the days before (8.1)."""

from datetime import timedelta
from typing import Final

from demo.college import College
from demo.sink import Row
from demo.trail import at
from domain.control_enums import TaskRhythm
from domain.enums import RunState
from domain.tasks import TABLE
from models import ScheduledTask, TaskRun
from services.task_runs import COUNTED

DAYS: Final = 5  # of which the daily tasks show runs


def add_tasks(college: College) -> None:
    """Add the rows of the schedule and runs of its daily tasks; the same every time."""
    for task in TABLE:
        row: Row = {
            "key": task.key,
            "is_on": task.is_on,
            "rhythm": task.when.rhythm,
            "day": task.when.day,
            "at": task.when.at,
            "last_due": at(college.today, 0),
        }
        key = college.sink.add(ScheduledTask, row)
        if task.when.rhythm is not TaskRhythm.daily:
            continue
        hour, _sign, minute = task.when.at.partition(":")
        rng = college.rng("tasks", task.key)
        for back in range(DAYS, 0, -1):
            due = at(college.today - timedelta(days=back), 60 * int(hour) + int(minute))
            run: Row = {
                "task_id": key,
                "due_at": due,
                "started_at": due + timedelta(seconds=4),
                "finished_at": due + timedelta(seconds=5 + rng.randint(0, 20)),
                "state": RunState.done,
                "user_id": None,
                "message": COUNTED,
                "outcome": {"params": {"count": rng.randint(0, 12)}},
            }
            college.sink.add(TaskRun, run)
