"""A queue server that dies, hangs or loses its memory: no job and no report run is lost."""

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask
from redis.exceptions import RedisError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import acting_as, system_principal
from domain.clock import clock
from domain.enums import RunState
from jobs import queue, reports
from models import ReportRun
from tests.cast import Cast
from tests.jobs import work
from tests.jobs.conftest import Server
from tests.platform.running import PATIENCE, wait_for

pytestmark = pytest.mark.real_clock
ActAs = Callable[..., AbstractContextManager[Session]]
FIFTY = 50


def test_a_killed_server_loses_none_of_fifty_jobs(
    queued: Flask, server: Server, start_role: Callable[[str], int], tmp_path: Path
) -> None:
    path = tmp_path / "told"
    for number in range(FIFTY):
        assert queue.enqueue(work.note, str(path), f"job {number}", job_id=f"job-{number}")
    server.kill()
    server.start()
    assert queue.queue().count == FIFTY
    start_role("worker")
    wait_for(lambda: len(work.lines(path, "job")) == FIFTY, PATIENCE, "all jobs done")
    assert len(set(work.lines(path, "job"))) == FIFTY


def test_a_server_killed_at_work_loses_none_of_fifty_jobs(
    queued: Flask, server: Server, start_role: Callable[[str], int], tmp_path: Path
) -> None:
    path = tmp_path / "told"
    for number in range(FIFTY):
        assert queue.enqueue(work.note, str(path), f"job {number}", job_id=f"job-{number}")
    start_role("worker")
    wait_for(lambda: len(work.lines(path, "job")) > 5, PATIENCE, "some jobs done")
    server.kill()
    server.start()
    start_role("worker")
    wait_for(lambda: len(set(work.lines(path, "job"))) == FIFTY, PATIENCE, "all jobs done")


def test_a_server_that_lost_its_memory_gets_the_runs_from_the_database(
    queued: Flask, server: Server, act_as: ActAs, cast: Cast
) -> None:
    ids = order_runs(act_as, cast, FIFTY)
    waiting = count_unfinished(act_as)
    server.kill()
    shutil.rmtree(server.config.instance / "queue")
    server.start()
    assert queue.queue().count == 0
    with acting_as(system_principal("test")):
        assert reports.requeue_lost_runs() == waiting
        assert reports.requeue_lost_runs() == 0  # they wait already
    assert queue.queue().count == waiting
    assert {reports.job_id(run_id) for run_id in ids} <= set(queue.queue().job_ids)


def test_runs_asked_for_while_the_server_is_away_are_built_when_it_is_back(
    queued: Flask,
    server: Server,
    act_as: ActAs,
    cast: Cast,
    start_role: Callable[[str], int],
) -> None:
    server.kill()
    order_runs(act_as, cast, 3)
    server.start()
    start_role("worker")
    start_role("cron")
    wait_for(lambda: count_unfinished(act_as) == 0, PATIENCE, "all runs ended")


def test_a_server_that_hangs_is_told_within_seconds(queued: Flask, server: Server) -> None:
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert queue.enqueue(work.note, "unused", "x") is False
        with pytest.raises(RedisError):
            queue.status("report")
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def order_runs(act_as: ActAs, cast: Cast, count: int) -> list[int]:
    """Leave `count` runs that wait, each put into the queue if it is there; return their ids."""
    runs = [
        ReportRun(
            code="attendance_month",
            format="pdf",
            params={"number": number},
            user_id=cast["user_curator"],
            created_at=clock.now(),
        )
        for number in range(count)
    ]
    with act_as("system", writes=True) as session:
        session.add_all(runs)
        session.commit()
        ids = [run.id for run in runs]
    for run_id in ids:
        reports.enqueue_run(run_id)
    return ids


def count_unfinished(act_as: ActAs) -> int:
    """Return how many runs wait or are being built."""
    with act_as("system") as session:
        unfinished = ReportRun.state.in_((RunState.queued, RunState.running))
        return session.scalar(select(func.count(ReportRun.id)).where(unfinished)) or 0
