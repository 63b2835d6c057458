"""Batches in tests: asked for over REST, worked by hand, looked at."""

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from access.principal import acting_as, system_principal
from jobs import batches
from jobs.units import look
from models import ArchivedReport, BatchPart
from services.batch_work import LANES


def answered(answer: Any, status: int) -> Any:
    """Return the JSON of an answer that has this status."""
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.json


def asked(client: Any, **body: Any) -> int:
    """Ask for a batch; return its id."""
    return int(answered(client.post("/api/v1/report_batch/", json=body), 202)["id"])


def state(client: Any, batch_id: int) -> dict[str, Any]:
    """Return a batch as REST shows it."""
    answer = client.get(f"/api/v1/report_batch/{batch_id}/state")
    return dict(answered(answer, 200)["result"])


def work(app: Flask, batch_id: int) -> None:
    """Do what the jobs of a batch do, each lane once: enough for a short batch."""
    with app.app_context(), acting_as(system_principal("test")):
        for lane in range(LANES):
            batches.make_files(batch_id, lane, 0)


def parts(app: Flask, batch_id: int) -> list[BatchPart]:
    """Return the files of a batch as they stand."""
    with app.app_context(), acting_as(system_principal("test")), look() as session:
        query = select(BatchPart).where(BatchPart.batch_id == batch_id)
        return list(session.scalars(query.order_by(BatchPart.position)))


def archived(app: Flask) -> Counter[tuple[str, str, str]]:
    """Return how often each (code, format, parameters) stands in the archive."""
    with app.app_context(), acting_as(system_principal("test")), look() as session:
        rows = session.execute(
            select(ArchivedReport.code, ArchivedReport.format, ArchivedReport.params)
        )
        return Counter((code, format, str(params)) for code, format, params in rows)
