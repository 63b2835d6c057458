"""Workers that die: what they were doing is begun again, once, and never stuck."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from rq.job import Job, JobStatus

from jobs import queue
from jobs.worker import NICENESS
from tests.jobs import work
from tests.jobs.conftest import Server
from tests.platform.running import PATIENCE, alive, environment, offspring, running, wait_for

pytestmark = pytest.mark.real_clock
StartRole = Callable[[str], int]


def begun(path: Path) -> list[int]:
    """Return the processes that began the job, in order."""
    return [int(line.split()[1]) for line in work.lines(path, "begun")]


def parent(pid: int) -> int:
    """Return the parent of a process."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_job_acts_for_the_system_and_gives_way_to_the_web(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    assert queue.enqueue(work.who, str(path), job_id="who")
    start_role("worker")
    wait_for(path.exists, PATIENCE, "job done")
    assert path.read_text() == f"job:tests.jobs.work.who who nice {os.nice(0) + NICENESS}\n"


def test_with_a_supervisor_the_job_is_done_again_within_20_seconds(
    app: Flask, tmp_path: Path
) -> None:
    instance, path = tmp_path / "instance", tmp_path / "told"
    instance.mkdir()
    with running(environment(instance), tmp_path / "log") as system, app.app_context():
        system.wait_until_up()
        app.config["REDIS_URL"] = f"unix://{instance}/queue/valkey.sock"
        assert queue.enqueue(work.slow, str(path), 3, job_id="report")
        wait_for(path.exists, PATIENCE, "job begun")
        system.kill("worker")
        took = wait_for(lambda: work.lines(path, "done"), 20, "job done again")
        print(f"done again {took:.1f} s after the worker was killed")
        assert len(begun(path)) == 2
        assert len(work.lines(path, "done")) == 1  # the first horse died with its worker


def test_without_a_supervisor_another_worker_does_it_within_120_seconds(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    start_role("worker")
    start_role("worker")
    assert queue.enqueue(work.slow, str(path), 3, job_id="report")
    wait_for(path.exists, PATIENCE, "job begun")
    os.kill(parent(begun(path)[0]), signal.SIGKILL)
    took = wait_for(lambda: work.lines(path, "done"), 120, "job done by the other worker")
    print(f"done by the other worker {took:.1f} s after the first was killed")
    assert len(begun(path)) == 2


def test_a_worker_killed_on_another_host_is_noticed_within_120_seconds(
    queued: Flask, server: Server, start_role: StartRole, tmp_path: Path
) -> None:
    """Nobody here can look at that host's processes: only its heartbeats end."""
    path = tmp_path / "told"
    first = start_role("worker")
    assert queue.enqueue(work.slow, str(path), 3, job_id="report")
    wait_for(path.exists, PATIENCE, "job begun")
    (name,) = server.client.smembers("rq:workers")
    server.client.hset(name, "hostname", "elsewhere")
    os.kill(first, signal.SIGKILL)
    start_role("worker")
    took = wait_for(lambda: work.lines(path, "done"), 120, "job done on this host")
    print(f"done here {took:.1f} s after the other host's worker was killed")


def test_a_killed_work_horse_is_replaced_at_once(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    start_role("worker")
    assert queue.enqueue(work.slow, str(path), 1, job_id="report")
    wait_for(path.exists, PATIENCE, "job begun")
    os.kill(begun(path)[0], signal.SIGKILL)
    wait_for(lambda: work.lines(path, "done"), 20, "job done again")


def test_a_job_that_kills_its_workers_ends_failed_not_stuck(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    start_role("worker")
    assert queue.enqueue(work.deadly, str(path), job_id="report")
    wait_for(lambda: queue.status("report") == JobStatus.FAILED, PATIENCE, "job failed")
    assert len(work.lines(path, "begun")) == 1 + queue.RETRIES


def test_stopping_a_worker_puts_its_job_back(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    first = start_role("worker")
    assert queue.enqueue(work.slow, str(path), 4, job_id="report")
    wait_for(path.exists, PATIENCE, "job begun")
    (horse,) = begun(path)
    os.kill(first, signal.SIGTERM)  # it finishes its job first …
    wait_for(lambda: not _second_request_ignored(first), PATIENCE, "stopped on the second request")
    assert not alive(horse)
    start_role("worker")
    wait_for(lambda: work.lines(path, "done"), PATIENCE, "job done after the restart")


def _second_request_ignored(pid: int) -> bool:
    os.kill(pid, signal.SIGTERM)  # … unless asked again
    return alive(pid) and bool(offspring(pid))


def test_a_unique_job_waits_once_and_can_run_again(
    queued: Flask, start_role: StartRole, tmp_path: Path
) -> None:
    path = tmp_path / "told"
    assert queue.enqueue(work.note, str(path), "x", job_id="report")
    assert queue.enqueue(work.note, str(path), "x", job_id="report")
    assert queue.queue().count == 1
    start_role("worker")
    wait_for(lambda: queue.status("report") == JobStatus.FINISHED, PATIENCE, "first run")
    assert queue.enqueue(work.note, str(path), "x", job_id="report")
    wait_for(lambda: len(work.lines(path, "x")) == 2, PATIENCE, "second run")


def test_a_waiting_job_can_be_taken_back(queued: Flask, tmp_path: Path) -> None:
    assert queue.enqueue(work.note, str(tmp_path / "told"), "x", job_id="report")
    queue.cancel("report")
    assert queue.status("report") is None
    assert queue.queue().count == 0
    queue.cancel("report")


def test_a_job_in_no_list_of_the_queue_is_unknown_and_can_be_put_in_again(
    queued: Flask, server: Server, tmp_path: Path
) -> None:
    assert queue.enqueue(work.note, str(tmp_path / "told"), "x", job_id="report")
    server.client.delete(queue.queue().key)
    assert Job.fetch("report", connection=server.client).get_status() == JobStatus.QUEUED
    assert queue.status("report") is None
    assert queue.enqueue(work.note, str(tmp_path / "told"), "x", job_id="report")
    assert queue.queue().count == 1
