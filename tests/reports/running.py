"""Asking for a run over REST, and doing what a worker does with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from access.principal import acting_as, system_principal
from access.session import db
from jobs import reports as jobs

Act = Callable[..., AbstractContextManager[Any]]
Client = Callable[[str], FlaskClient]


def ask(client: FlaskClient, group_id: int, format: str = "pdf", month: str = "2026-10") -> Any:
    return client.post(
        "/api/v1/report/attendance_month/run",
        json={"params": {"group_id": group_id, "month": month}, "format": format},
    )


def asked(client: FlaskClient, group_id: int, format: str = "pdf") -> int:
    answer = ask(client, group_id, format)
    assert answer.status_code == 202, answer.text
    return int(answer.json["id"])


def work(app: Flask, run_id: int) -> None:
    """Do what a worker does with the run's job."""
    with app.app_context(), acting_as(system_principal("job")):
        try:
            jobs.build_run(run_id)
        finally:
            db.session.remove()


def state(client: FlaskClient, run_id: int) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/report_run/{run_id}").json["result"]
    return found


def files(app: Flask, run_id: int) -> list[Path]:
    return list((Path(app.config["REPORTS_DIR"]) / str(run_id)).glob("*"))
