"""The schedule: exactly one scheduler is at work, and a dead one is replaced."""

import os
import signal
from collections.abc import Callable

import pytest
from flask import Flask

from jobs import presence, queue
from jobs.schedule import TABLE
from tests.jobs.conftest import Server
from tests.platform.running import PATIENCE, alive, wait_for

pytestmark = pytest.mark.real_clock


def holder(server: Server) -> bytes | None:
    """Return the name of the scheduler at work."""
    return server.client.get(presence.key(presence.CRON))


def test_a_second_scheduler_waits_until_the_first_is_dead(
    queued: Flask, server: Server, start_role: Callable[[str], int]
) -> None:
    first = start_role("cron")
    wait_for(lambda: holder(server), PATIENCE, "first at work")
    name = holder(server)
    wait_for(lambda: queue.queue().count == len(TABLE), PATIENCE, "first put in what is due")
    second = start_role("cron")
    wait_for(lambda: server.client.client_list(_type="normal")[2:], PATIENCE, "second waits")
    assert holder(server) == name
    assert queue.queue().count == len(TABLE)
    os.kill(first, signal.SIGKILL)
    took = wait_for(lambda: holder(server) not in (None, name), 30, "second at work")
    print(f"second scheduler at work {took:.1f} s after the first was killed")
    os.kill(second, signal.SIGTERM)
    wait_for(lambda: not alive(second), PATIENCE, "second ended")
    assert holder(server) is None  # a third one need not wait


def test_what_waits_too_long_is_dropped_because_the_next_does_its_work(
    queued: Flask, server: Server, start_role: Callable[[str], int]
) -> None:
    """A worker that comes back after a night finds each job once, not hundreds."""
    start_role("cron")
    wait_for(lambda: queue.queue().count == len(TABLE), PATIENCE, "jobs are due")
    lives = [server.client.ttl(f"rq:job:{job_id}") for job_id in queue.queue().job_ids]
    assert [life > 0 for life in lives] == [True] * len(TABLE)
