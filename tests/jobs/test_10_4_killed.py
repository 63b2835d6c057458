"""A batch that is killed in the middle: nothing is lost, nothing is made twice (10.4).

How soon the job of a killed worker begins again is held in test_worker.py; a killed worker in the
middle of a batch of 60 groups is part of benchmarks/batch.py.
"""

import os
import signal
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from access.principal import acting_as, system_principal
from domain.enums import RunState
from jobs import batches, queue
from jobs.units import look
from services import batch_work
from tests.cast import Cast
from tests.jobs.batching import archived, asked, parts, state
from tests.platform.running import PATIENCE, alive, offspring, wait_for

pytestmark = pytest.mark.real_clock


def test_10_4_a_job_killed_in_the_middle(
    queued: Flask,
    cast: Cast,
    api_as: Callable[[str], FlaskClient],
    start_role: Callable[[str], int],
) -> None:
    """The process dies while it makes a file; the next one makes that file and the rest."""
    deputy = api_as("deputy_director")
    before = archived(queued)
    batch_id = asked(deputy, kind="semester", semester_id=cast.semester)
    worker = start_role("worker")
    wait_for(lambda: _made(queued, batch_id), PATIENCE, "some files made")
    (horse,) = offspring(worker)
    os.kill(horse, signal.SIGKILL)
    wait_for(lambda: not alive(horse), PATIENCE, "the job is dead")
    left = [one for one in parts(queued, batch_id) if one.state != RunState.done]
    assert left, "it was killed too late to tell anything"
    wait_for(lambda: _is_over(queued, batch_id), PATIENCE, "batch made")
    found = state(deputy, batch_id)
    assert (found["state"], found["made"], found["failed"]) == ("done", found["total"], 0)
    new = archived(queued) - before
    assert set(new.values()) == {1}
    assert sum(new.values()) == found["total"]
    assert len({one.archived_id for one in parts(queued, batch_id)}) == found["total"]


def test_10_4_a_queue_that_forgot_the_batch(
    queued: Flask, cast: Cast, api_as: Callable[[str], FlaskClient]
) -> None:
    """The tick of every minute puts the lanes of an unfinished batch in again, each once."""
    about = {"kind": "semester", "semester_id": cast.semester, "department_id": cast.department}
    batch_id = asked(api_as("department_head"), **about)
    names = {batches.job_id(batch_id, lane, 0) for lane in (0, 1)}
    assert set(queue.queue().job_ids) == names
    queue.queue().empty()
    assert _requeued(queued) == 2
    assert set(queue.queue().job_ids) == names
    assert _requeued(queued) == 0


def _requeued(app: Flask) -> int:
    with app.app_context(), acting_as(system_principal("test")):
        return batches.requeue_lost_batches()


def _made(app: Flask, batch_id: int) -> bool:
    return any(one.state == RunState.done for one in parts(app, batch_id))


def _is_over(app: Flask, batch_id: int) -> bool:
    return all(one.state == RunState.done for one in parts(app, batch_id)) and _ended(app, batch_id)


def _ended(app: Flask, batch_id: int) -> bool:
    with app.app_context(), acting_as(system_principal("test")), look() as session:
        return batch_work.find_order(session, batch_id) is None
