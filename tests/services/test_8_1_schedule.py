"""The schedule in the database: each due moment is taken once, whatever happens (8.1, 3.7)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import RunState
from domain.tasks import TABLE, Outcome
from models import ScheduledTask, TaskRun
from services import task_rows, task_runs
from services.errors import ConflictError, FieldsError, NotFoundError

Act = Callable[..., AbstractContextManager[Session]]
At = Callable[..., AbstractContextManager[Any]]
KEY = TABLE[0].key
DAY, NEXT, LATER = date(2026, 10, 14), date(2026, 10, 15), date(2026, 10, 20)


def daily(act_as: Act, at: str = "08:00") -> int:
    """Let the first task be due every day at `at`, and no other task at all; return its id."""
    with act_as("system", writes=True) as session:
        task_rows.make_missing(session)
        session.commit()
    with act_as("module_admin", writes=True) as session:
        for task in session.scalars(task_rows.all_tasks()):
            if task.key == KEY:
                found = task.id
                given = {"is_on": True, "rhythm": "daily", "at": at}
                task_rows.change_task(session, task.id, given)
            elif task.key in {one.key for one in TABLE}:
                task_rows.change_task(session, task.id, {"is_on": False})
        session.commit()
    return found


def taken(act_as: Act) -> int:
    """Take what is due; return how many moments that were."""
    with act_as("system", writes=True) as session:
        found = len(task_rows.take_due(session))
        session.commit()
    return found


def told(act_as: Act, task_id: int) -> list[tuple[str, str]]:
    """Return (state, due at in UTC) of the task's runs, oldest first."""
    with act_as("director") as session:
        rows = session.scalars(
            select(TaskRun).where(TaskRun.task_id == task_id).order_by(TaskRun.id)
        )
        return [(str(run.state), f"{run.due_at:%d.%m %H:%M}" if run.due_at else "") for run in rows]


def test_8_1_a_due_moment_is_taken_once(act_as: Act, at_local: At) -> None:
    """Two ticks a minute begin one run; the next day's begins one more."""
    with at_local("07:00", DAY):
        task_id = daily(act_as)
        assert taken(act_as) == 0
    with at_local("08:00", DAY):
        assert [taken(act_as), taken(act_as)] == [1, 0]
    with at_local("08:01", NEXT):
        assert [taken(act_as), taken(act_as)] == [1, 0]
    # Yekaterinburg is five hours ahead of UTC.
    assert told(act_as, task_id) == [("queued", "14.10 03:00"), ("queued", "15.10 03:00")]


def test_8_1_two_ticks_that_read_the_same_take_it_once(act_as: Act, at_local: At) -> None:
    """A tick that read before another one took the moment finds that it was taken."""
    with at_local("07:00", DAY):
        daily(act_as)
    with at_local("08:00", DAY), act_as("system", writes=True) as session:
        before = session.scalars(select(ScheduledTask).where(ScheduledTask.key == KEY)).one()
        session.expunge(before)
        first = task_rows.take_due(session)
        assert len(first) == 1
        assert not task_rows._move_on(session, before, before.last_due)  # type: ignore[arg-type]


def test_8_1_what_was_missed_runs_once_or_is_skipped(act_as: Act, at_local: At) -> None:
    """Off for days: one late run. Off too long for a weekly task: skipped, and the page says so."""
    with at_local("07:00", DAY):
        task_id = daily(act_as)
    with at_local("12:00", LATER):
        assert [taken(act_as), taken(act_as)] == [1, 0]
    assert told(act_as, task_id) == [("queued", "20.10 03:00")]
    with at_local("12:00", LATER), act_as("module_admin", writes=True) as session:
        task_rows.change_task(session, task_id, {"rhythm": "weekly", "day": 1})
        session.commit()
    with at_local("12:00", date(2026, 10, 30)):  # Monday the 26th is more than three days past
        assert taken(act_as) == 0
    assert told(act_as, task_id)[1:] == [("cancelled", "26.10 03:00")]
    with act_as("director") as session:
        run = task_runs.runs_of(session, task_id)[0][0]
        assert run.message == task_rows.TOO_LATE


def test_8_1_moved_or_switched_makes_up_for_nothing(act_as: Act, at_local: At) -> None:
    """A task that was off, or is moved, does not begin what was due before."""
    with at_local("07:00", DAY):
        task_id = daily(act_as)
        with act_as("module_admin", writes=True) as session:
            task_rows.change_task(session, task_id, {"is_on": False})
            session.commit()
    with at_local("12:00", NEXT):
        assert taken(act_as) == 0
        with act_as("module_admin", writes=True) as session:
            task_rows.change_task(session, task_id, {"is_on": True})
            session.commit()
        assert taken(act_as) == 0
        with act_as("module_admin", writes=True) as session:
            task_rows.change_task(session, task_id, {"at": "11:00"})
            session.commit()
        assert taken(act_as) == 0
    with at_local("11:00", LATER):
        assert taken(act_as) == 1


WRONG: tuple[tuple[dict[str, Any], set[str]], ...] = (
    ({"is_on": "yes"}, {"is_on"}),
    ({"at": "7:30"}, {"at"}),
    ({"at": 730}, {"at"}),
    ({"rhythm": "hourly"}, {"rhythm"}),
    ({"rhythm": ["daily"]}, {"rhythm"}),
    ({"rhythm": "weekly", "day": 8}, {"day"}),
    ({"rhythm": "monthly", "day": "10"}, {"day"}),
    ({"rhythm": "monthly", "day": True}, {"day"}),
    ({"key": "other", "at": "25:00"}, {"key", "at"}),
)


def test_8_1_wrong_settings_are_named(act_as: Act) -> None:
    """Each wrong field is named, and nothing is changed."""
    task_id = daily(act_as)
    with act_as("module_admin", writes=True) as session:
        for given, wrong in WRONG:
            with pytest.raises(FieldsError) as refused:
                task_rows.change_task(session, task_id, given)
            assert set(refused.value.errors) == wrong, given
            assert not session.dirty


def test_8_1_a_run_by_hand(act_as: Act) -> None:
    """A task runs once at a time; what came of it is kept in words, and is kept once."""
    task_id = daily(act_as)
    with act_as("module_admin", writes=True) as session:
        run_id = task_runs.ask_for_run(session, task_id).id
        session.commit()
        with pytest.raises(ConflictError) as refused:
            task_runs.ask_for_run(session, task_id)
        assert refused.value.now == {"run": run_id}
        with pytest.raises(NotFoundError):
            task_runs.ask_for_run(session, 999_999)
    with act_as("system", writes=True) as session:
        assert task_runs.claim(session, run_id) == KEY
        outcome = Outcome("Done: %(count)s.", {"count": 3}, "/reports/")
        assert task_runs.end(session, run_id, RunState.done, outcome)
        assert not task_runs.end(session, run_id, RunState.failed, outcome)
        assert task_runs.claim(session, run_id) is None
        session.commit()
    with act_as("director") as session:
        run = task_runs.find_run(session, run_id)
        assert (run.state, run.due_at, task_runs.words_of(run)) == (
            RunState.done,
            None,
            ("Выполнено: 3.", "/reports/"),
        )
