"""Every task of the table runs, and says what came of it (3.7, 8.1)."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from access.principal import acting_as, system_principal
from domain.tasks import TABLE
from jobs import tasks
from jobs.units import look
from models import ArchivedReport, Notice
from services.task_rows import all_tasks
from tests.cast import Cast
from tests.jobs.batching import answered

pytestmark = pytest.mark.both_databases
Client = Callable[[str], FlaskClient]


def test_8_1_every_task_runs_now_and_tells(app: Flask, cast: Cast, api_as: Client) -> None:
    """Run by hand over REST each task ends well; its words and link are shown to who reads."""
    admin, director = api_as("module_admin"), api_as("director")
    with app.app_context(), acting_as(system_principal("test")):
        tasks.run_due_tasks()
        with look() as session:
            rows = {task.key: task.id for task in session.scalars(all_tasks())}
    for task in TABLE:
        body = {"task_id": rows[task.key]}
        run_id = answered(admin.post("/api/v1/task_run/", json=body), 202)["id"]
        assert admin.post("/api/v1/task_run/", json=body).status_code == 409
        with app.app_context(), acting_as(system_principal("test")):
            tasks.run_task(run_id)
        told = answered(director.get(f"/api/v1/task_run/{run_id}/state"), 200)["result"]
        assert (told["state"], bool(told["words"])) == ("done", True), (task.key, told)
        if told["link"]:
            assert director.get(told["link"]).status_code in (200, 302), told["link"]
    with app.app_context(), acting_as(system_principal("test")), look() as session:
        made = session.scalars(select(ArchivedReport).filter_by(code="user_activity")).one()
        people = set(session.scalars(select(Notice.user_id).filter_by(link=f"/archive/{made.id}")))
    assert people >= {cast.user_module_admin, cast.user_deputy_director}


def test_8_1_a_task_that_breaks_is_told_of(
    app: Flask, cast: Cast, api_as: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that breaks off is shown as failed, and the administrator is told."""
    admin = api_as("module_admin")
    with app.app_context(), acting_as(system_principal("test")):
        tasks.run_due_tasks()
        with look() as session:
            task_id = session.scalars(all_tasks().filter_by(key=TABLE[0].key)).one().id
    body = {"task_id": task_id}
    run_id = answered(admin.post("/api/v1/task_run/", json=body), 202)["id"]
    monkeypatch.setattr(f"{TABLE[0].job}", _broken)
    with app.app_context(), acting_as(system_principal("test")):
        tasks.run_task(run_id)
        with look() as session:
            notice = session.scalars(select(Notice).filter_by(link=f"/schedule/{task_id}")).one()
    assert notice.user_id == cast.user_module_admin
    told = answered(admin.get(f"/api/v1/task_run/{run_id}/state"), 200)["result"]
    assert told["state"] == "failed"


def _broken() -> None:
    raise RuntimeError("broken on purpose")
