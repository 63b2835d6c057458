"""The batch of a semester: planned, made in the person's name, resumed, packed (10.4, 5.3.6)."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from access.principal import acting_as, system_principal
from access.session import system_write
from domain.batch_plan import DUE
from domain.enums import RunState
from jobs import batch_start, batches
from jobs.units import look, unit
from models import BatchPart, Notice, ReportBatch
from reports.base import catalogue
from services import batch_work
from tests.cast import Cast
from tests.jobs.batching import answered, archived, asked, parts, state, work

pytestmark = pytest.mark.both_databases
Client = Callable[[str], FlaskClient]


def test_10_4_every_report_of_the_table_is_in_the_catalogue() -> None:
    """A line for a report that there is not would make nothing, silently."""
    assert {one.code for one in DUE} <= set(catalogue())


def test_5_3_6_the_head_makes_the_reports_of_the_own_department(
    app: Flask, cast: Cast, api_as: Client
) -> None:
    """Plan, files, archive, zip and notice tell the same; a second start finds the first."""
    head = api_as("department_head")
    about = {"kind": "semester", "semester_id": cast.semester}
    own = about | {"department_id": cast.department}
    plan = answered(head.get("/api/v1/report_batch/plan", query_string=own), 200)["result"]
    before = archived(app)
    batch_id = asked(head, **own)
    assert head.post("/api/v1/report_batch/", json=own).status_code == 409
    work(app, batch_id)
    found = state(head, batch_id)
    assert (found["state"], found["made"], found["failed"]) == ("done", plan["files"], 0), found
    assert {one["group_id"] for one in found["groups"]} == {
        *(one["id"] for one in plan["groups"]),
        None,
    }
    new = archived(app) - before
    assert sum(new.values()) == plan["files"]
    assert set(new.values()) == {1}
    packed = head.get(f"/api/v1/report_batch/{batch_id}/file")
    assert hashlib.sha256(packed.data).hexdigest() == found["sha256"]
    with zipfile.ZipFile(io.BytesIO(packed.data)) as names:
        assert names.testzip() is None
        sums = names.read("SHA256SUMS").decode().splitlines()
        assert len(sums) == len(names.namelist()) - 1 == plan["files"]
        for sha256, _sign, name in (line.partition("  ") for line in sums):
            assert hashlib.sha256(names.read(name)).hexdigest() == sha256
    with app.app_context(), acting_as(system_principal("test")), look() as session:
        notice = session.query(Notice).filter_by(link=f"/batches/{batch_id}").one()
        assert notice.user_id == cast.user_department_head
    work(app, batch_id)  # a job that comes late makes nothing twice
    assert archived(app) - before == new


def test_10_4_what_may_not_be_asked_for_is_named(app: Flask, cast: Cast, api_as: Client) -> None:
    """A head gets no college and no other department; fields at fault are named."""
    head, deputy = api_as("department_head"), api_as("deputy_director")
    semester = {"kind": "semester", "semester_id": cast.semester}
    for client, body, wrong in (
        (head, semester, {"department_id"}),
        (head, semester | {"department_id": cast.department2}, {"department_id"}),
        (deputy, {}, {"kind"}),
        (deputy, {"kind": "week"}, {"kind"}),
        (deputy, {"kind": ["semester"]}, {"kind"}),
        (deputy, {"kind": "semester"}, {"semester_id"}),
        (deputy, {"kind": "semester", "semester_id": 10**6}, {"semester_id"}),
        (deputy, semester | {"year": 1}, {"year"}),
        (deputy, semester | {"department_id": "x"}, {"department_id"}),
        (deputy, {"kind": "year", "semester_id": 1}, {"semester_id", "academic_year_id"}),
    ):
        answer = client.post("/api/v1/report_batch/", json=body)
        assert set(answered(answer, 422)["errors"]) == wrong, body
    assert api_as("director").post("/api/v1/report_batch/", json=semester).status_code == 403
    batch_id = asked(deputy, **semester)
    assert head.get(f"/api/v1/report_batch/{batch_id}/state").status_code == 404


def test_10_4_a_file_that_fails_stops_no_other(app: Flask, cast: Cast, api_as: Client) -> None:
    """What failed says why, is told of, and is tried again alone."""
    deputy = api_as("deputy_director")
    batch_id = asked(
        deputy, kind="semester", semester_id=cast.semester, department_id=cast.department2
    )
    broken, lost = parts(app, batch_id)[:2]
    _set(app, broken.id, params={"group_id": 10**6})
    _set(app, lost.id, state=RunState.running, attempts=batch_work.MOST_ATTEMPTS)
    work(app, batch_id)
    found = state(deputy, batch_id)
    assert (found["state"], found["failed"]) == ("failed", 2)
    assert found["made"] == found["total"] - 2
    assert [one["position"] for one in found["faults"]] == [1, 2]
    assert all(one["error"] for one in found["faults"])
    with zipfile.ZipFile(
        io.BytesIO(deputy.get(f"/api/v1/report_batch/{batch_id}/file").data)
    ) as packed:
        assert len(packed.read("не сделано.txt").decode().splitlines()) == 2
    made = archived(app)
    _set(app, broken.id, params=broken.params)
    assert deputy.post(f"/api/v1/report_batch/{batch_id}/resume").status_code == 200
    work(app, batch_id)
    assert state(deputy, batch_id)["state"] == "done"
    assert sum((archived(app) - made).values()) == 2
    assert deputy.post(f"/api/v1/report_batch/{batch_id}/resume").status_code == 409


def test_10_4_stopped_and_gone_on_with(app: Flask, cast: Cast, api_as: Client) -> None:
    """A stopped batch makes nothing more; going on makes the rest, and only the rest."""
    deputy = api_as("deputy_director")
    batch_id = asked(
        deputy, kind="semester", semester_id=cast.semester, department_id=cast.department
    )
    with app.app_context(), acting_as(system_principal("test")):
        with look() as session:
            order = batch_work.find_order(session, batch_id)
        with unit() as session:
            job = batch_work.claim(session, batch_id, 0)
        assert order is not None
        assert job is not None
        batches._make(order, job)
    assert deputy.post(f"/api/v1/report_batch/{batch_id}/cancel").status_code == 200
    assert deputy.post(f"/api/v1/report_batch/{batch_id}/cancel").status_code == 409
    work(app, batch_id)
    assert (state(deputy, batch_id)["state"], state(deputy, batch_id)["made"]) == ("cancelled", 1)
    before = archived(app)
    deputy.post(f"/api/v1/report_batch/{batch_id}/resume")
    work(app, batch_id)
    found = state(deputy, batch_id)
    assert (found["state"], found["made"]) == ("done", found["total"])
    assert sum((archived(app) - before).values()) == found["total"] - 1


def test_10_4_a_right_that_is_taken_away_meanwhile(
    app: Flask, cast: Cast, api_as: Client, act_as: Any
) -> None:
    """The files are made with the rights that the person has when they are made."""
    head = api_as("department_head")
    batch_id = asked(
        head, kind="semester", semester_id=cast.semester, department_id=cast.department
    )
    with app.app_context(), acting_as(system_principal("test")), unit() as session:
        from flask_appbuilder.security.sqla.models import User

        session.get_one(User, cast.user_department_head).active = False
    before = archived(app)
    work(app, batch_id)
    assert archived(app) == before
    assert {part.error for part in parts(app, batch_id)} == {batch_work.REVOKED}


def test_10_4_the_schedule_makes_the_semester_that_ended(app: Flask, cast: Cast) -> None:
    """After the end of a semester the batch is begun in a deputy's name, once."""
    with app.app_context(), acting_as(system_principal("test")):
        told = batch_start.start_of_schedule()
        with look() as session:
            rows = session.query(ReportBatch).filter_by(department_id=None).all()
        if told.message == batch_start.NO_SEMESTER:
            assert rows == []
            return
        assert [row.user_id for row in rows] == [cast.user_deputy_director]
        assert batch_start.start_of_schedule().message == batch_start.MADE_ALREADY


def _set(app: Flask, part_id: int, **values: Any) -> None:
    with app.app_context(), acting_as(system_principal("test")), unit() as session:
        system_write(session, update(BatchPart).where(BatchPart.id == part_id).values(**values))
