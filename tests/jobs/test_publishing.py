"""Publishing through the front door with a real queue: progress, twice is once, a killed worker."""

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from access.session import db, system_write
from benchmarks.timetable_data import Size, fill
from jobs.publishing import requeue_lost_publications
from models import EmployeeAbsence, Lesson
from tests.cast import Cast
from tests.platform.running import PATIENCE, offspring, wait_for
from tests.windows import open_window

pytestmark = pytest.mark.real_clock
SIZE = Size(groups=8, teachers=20, rooms=12)
Act = Callable[..., AbstractContextManager[Session]]


@pytest.fixture
def timetabler(
    queued: Flask, cast: Cast, act_as: Act, api_as: Callable[[str], FlaskClient]
) -> FlaskClient:
    """Return the timetabler of a college of eight groups whose timetable has no conflicts."""
    with act_as("system", writes=True) as session:
        system_write(session, delete(EmployeeAbsence))
        session.commit()
    open_window(act_as, cast, date(2026, 9, 14))  # whatever day it is, lessons of it can be changed
    with queued.app_context(), db.engine.begin() as connection:
        fill(connection, cast.timetable, SIZE)
    return api_as("timetabler")


def _ask(client: FlaskClient, table: int) -> int:
    answer = client.post(f"/api/v1/timetable/{table}/publish")
    assert answer.status_code == 202, answer.json
    assert answer.json is not None
    return int(answer.json["id"])


def _state(client: FlaskClient, publication: int) -> dict[str, Any]:
    answer = client.get(f"/api/v1/timetable_publication/{publication}/result")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json or {}
    return found


def _save(client: FlaskClient, cast: Cast, text: str, was: str) -> str:
    """Save a mark in a cell; return what the cell holds then."""
    lesson = {"lesson_id": cast.lesson_sept, "student_id": cast.student_b}
    cell = {**lesson, "text": text, "was": was, "reason": "Проверка"}
    answer = client.put(f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": [cell]})
    assert answer.status_code == 200, answer.json
    assert answer.json is not None
    assert len(answer.json["saved"]) == 1, answer.json
    return text


def _ended(client: FlaskClient, publication: int, seen: set[int]) -> Callable[[], bool]:
    def ended() -> bool:
        state = _state(client, publication)
        seen.add(state["progress"])
        return bool(state["is_over"])

    return ended


def _lessons(app: Flask) -> list[tuple[Any, ...]]:
    table = Lesson.__table__
    query = select(table.c.id, table.c.gradebook_id, table.c.held_on, table.c.pair)
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(table.c.id))]


def test_a_timetable_is_published_with_progress_and_again_without_doubling(
    queued: Flask,
    timetabler: FlaskClient,
    api_as: Callable[[str], FlaskClient],
    start_role: Callable[[str], int],
    cast: Cast,
) -> None:
    before, seen, teacher = len(_lessons(queued)), set[int](), api_as("teacher")
    first = _ask(timetabler, cast.timetable)
    assert _ask(timetabler, cast.timetable) == first  # asked twice, published once
    start_role("worker")
    ended, saved = _ended(timetabler, first, seen), [_save(teacher, cast, "5", "")]

    def ended_while_saving() -> bool:
        saved.append(_save(teacher, cast, "4" if len(saved) % 2 else "5", saved[-1]))
        return ended()

    wait_for(ended_while_saving, PATIENCE, "published")
    told = _state(timetabler, first)
    once = _lessons(queued)
    assert (told["state"], told["progress"]) == ("done", 100)
    assert told["result"]["added"] == len(once) - before > 4000
    assert len(saved) > 3
    assert len([percent for percent in seen if 0 < percent < 100]) > 3
    again = _ask(timetabler, cast.timetable)
    assert again != first
    wait_for(_ended(timetabler, again, seen), PATIENCE, "published again")
    result = _state(timetabler, again)["result"]
    assert (result["added"], result["changed"], result["removed"]) == (0, 0, 0)
    assert _lessons(queued) == once


def test_a_killed_worker_leaves_whole_journals_and_another_goes_on(
    queued: Flask, timetabler: FlaskClient, start_role: Callable[[str], int], cast: Cast
) -> None:
    before = len(_lessons(queued))
    publication = _ask(timetabler, cast.timetable)
    worker = start_role("worker")
    wait_for(
        lambda: _state(timetabler, publication)["progress"] > 20, PATIENCE, "some journals done"
    )
    for process in (worker, *offspring(worker)):
        os.kill(process, signal.SIGKILL)
    half = _state(timetabler, publication)
    assert half["result"]["added"] == len(_lessons(queued)) - before > 0
    assert not half["is_over"]
    start_role("worker")
    wait_for(_ended(timetabler, publication, set()), 120, "published by another worker")
    told = _state(timetabler, publication)
    places = [lesson[1:] for lesson in _lessons(queued)]
    assert told["state"] == "done"
    assert told["result"]["added"] == len(places) - before
    assert len(places) == len(set(places))


def test_a_publication_that_the_queue_lost_is_put_in_again(
    queued: Flask, timetabler: FlaskClient, act_as: Act, cast: Cast, server: Any
) -> None:
    publication = _ask(timetabler, cast.timetable)
    server.client.flushall()
    with act_as("system"):
        assert requeue_lost_publications() == 1
        assert requeue_lost_publications() == 0  # it waits
    cancelled = timetabler.post(f"/api/v1/timetable_publication/{publication}/cancel")
    assert (cancelled.status_code, cancelled.json and cancelled.json["state"]) == (200, "cancelled")
    too_late = timetabler.post(f"/api/v1/timetable_publication/{publication}/cancel")
    assert too_late.status_code == 422


def test_conflicts_and_rights_are_answered_over_rest(
    cast: Cast, api_as: Callable[[str], FlaskClient]
) -> None:
    timetabler, teacher = api_as("timetabler"), api_as("teacher")
    path = f"/api/v1/timetable/{cast.timetable}"
    told = timetabler.get(f"{path}/conflicts")
    assert told.status_code == 200
    assert teacher.get(f"{path}/conflicts").status_code == 403
    assert teacher.post(f"{path}/publish").status_code == 403
    assert timetabler.post("/api/v1/timetable/999999/publish").status_code == 404
    assert timetabler.get("/api/v1/timetable_publication/999999/result").status_code == 404
