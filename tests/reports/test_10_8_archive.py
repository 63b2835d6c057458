"""Clause 10.8: reports are kept until the education of their group ends, and stay as they were."""

import hashlib
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from access.principal import acting_as, system_principal
from access.session import db
from jobs import archive as jobs
from models import ArchivedReport, BatchPart, Notice, PrintedDocument, StudyGroup
from reports import document_store
from tests.cast import Cast
from tests.reports.running import Act, Client, asked, work

pytestmark = pytest.mark.both_databases
BASE = "/api/v1/archived_report"


@pytest.fixture(autouse=True)
def _own_documents(app: Flask, tmp_path: Path) -> Iterator[None]:
    before = app.config["DOCUMENTS_DIR"]
    app.config["DOCUMENTS_DIR"] = str(tmp_path / "documents")
    yield
    app.config["DOCUMENTS_DIR"] = before


def archived(app: Flask, client: Any, group_id: int, format: str = "pdf") -> int:
    run_id = asked(client, group_id, format)
    work(app, run_id)
    answer = client.post(f"{BASE}/", json={"run_id": run_id})
    assert answer.status_code == 201, answer.text
    again = client.post(f"{BASE}/", json={"run_id": run_id})
    assert again.json["id"] == answer.json["id"]  # the same file once
    return int(answer.json["id"])


def task(app: Flask, job: Any) -> Any:
    with app.app_context(), acting_as(system_principal("job")):
        try:
            return job()
        finally:
            db.session.remove()


def path_of(app: Flask, client: Any, key: int) -> Path:
    found = client.get(f"{BASE}/search").json["reports"]
    sha256 = next(one["sha256"] for one in found if one["id"] == key)
    with app.app_context():
        return document_store.path_of(sha256)


def test_a_report_is_archived_found_and_given_to_those_who_may_make_it(
    app: Flask, cast: Cast, api_as: Client, act_as: Act
) -> None:
    curator = api_as("curator")
    with act_as("system", writes=True) as session:
        session.get(StudyGroup, cast.group).graduates_on = date(2029, 6, 30)
        session.commit()
    key = archived(app, curator, cast.group)
    answer = curator.get(f"{BASE}/{key}/file")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    path = path_of(app, curator, key)
    assert path.name == hashlib.sha256(answer.data).hexdigest()
    assert path.stat().st_mode & 0o777 == 0o600
    for query, found in (
        ("q=ПОСЕЩАЕМОСТИ ис-21", True),
        ("q=приказ", False),
        (f"group={cast.group}&report=attendance_month&format=pdf", True),
        ("format=xlsx", False),
        (f"department={cast.department}&first=2026-10-14&last=2026-10-14", True),
        ("first=2026-10-15", False),
        ("report=journal", False),
    ):
        shown = curator.get(f"{BASE}/search?{query}").json["reports"]
        assert (key in {one["id"] for one in shown}) is found, query
    (mine,) = [one for one in curator.get(f"{BASE}/search").json["reports"] if one["id"] == key]
    assert mine["kept_until"] == "2029-06-30"
    for login, status in (
        ("department_head", 200),
        ("director", 200),
        ("curator2", 404),  # another group's
        ("department_head2", 404),
        ("teacher", 403),
        ("student", 403),
    ):
        assert api_as(login).get(f"{BASE}/{key}/file").status_code == status, login
    for body in ({}, {"run_id": "1"}, {"run_id": True}, {"run_id": 10**12}):
        assert curator.post(f"{BASE}/", json=body).status_code == 422, body
    assert curator.post(f"{BASE}/", json={"run_id": 999_999}).status_code == 404
    assert curator.get(f"{BASE}/search?first=x&group=-1").status_code == 422


def test_a_foreign_run_is_not_archived(app: Flask, cast: Cast, api_as: Client) -> None:
    run_id = asked(api_as("curator"), cast.group)
    assert api_as("curator").post(f"{BASE}/", json={"run_id": run_id}).status_code == 404  # queued
    work(app, run_id)
    for login, status in (("director", 403), ("department_head", 404), ("teacher", 403)):
        answer = api_as(login).post(f"{BASE}/", json={"run_id": run_id})
        assert answer.status_code == status, login


def test_a_changed_byte_is_found_and_never_leaves(
    app: Flask, cast: Cast, api_as: Client, client_as: Client, act_as: Act
) -> None:
    curator = api_as("curator")
    whole = archived(app, curator, cast.group, "xlsx")
    key = archived(app, curator, cast.group)
    checked = curator.post(f"{BASE}/{key}/check", json={})
    assert checked.json["is_intact"] is True
    path = path_of(app, curator, key)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert curator.get(f"{BASE}/{key}/file").status_code == 409
    page = client_as("curator").get(f"/archive/{key}/file", follow_redirects=True)
    assert "повреждён" in page.text or "damaged" in page.text
    outcome = task(app, jobs.check_files)
    assert outcome.params["damaged"] >= 1
    with act_as("system") as session:
        rows = dict(
            session.execute(
                select(ArchivedReport.id, ArchivedReport.is_intact).where(
                    ArchivedReport.id.in_([whole, key])
                )
            ).all()
        )
        told = session.scalars(select(Notice.link).where(Notice.user_id == cast.user_module_admin))
        assert "/archive/?damaged=1" in list(told)
    assert rows == {whole: True, key: False}
    assert curator.post(f"{BASE}/{key}/check", json={}).json["is_intact"] is False
    damaged = api_as("module_admin").get(f"{BASE}/search?damaged=1").json["reports"]
    assert key in {one["id"] for one in damaged}


def test_reports_go_when_the_group_has_graduated_and_not_before(
    app: Flask, cast: Cast, api_as: Client, act_as: Act
) -> None:
    curator = api_as("curator")
    gone, paper = (archived(app, curator, cast.group, format) for format in ("pdf", "xlsx"))
    path, kept = path_of(app, curator, gone), path_of(app, curator, paper)

    def left() -> set[int]:
        with act_as("system") as session:
            rows = select(ArchivedReport.id).where(ArchivedReport.id.in_([gone, paper]))
            return set(session.scalars(rows))

    def graduates(day: date | None) -> None:
        with act_as("system", writes=True) as session:
            session.get(StudyGroup, cast.group).graduates_on = day
            for key in (gone, paper):
                session.get(ArchivedReport, key).kept_until = date(2026, 10, 1)
            part = session.get(BatchPart, cast.batch_part)
            part.archived_id = gone
            session.commit()

    with act_as("system", writes=True) as session:
        printed = PrintedDocument(
            code="2026-77777-А",
            report="attendance_month",
            title="Ведомость",
            archived_id=paper,
            printed_at=datetime(2026, 10, 1),
            user_id=cast.user_curator,
            user_name="К.",
            pages=1,
            sha256="a" * 64,
        )
        session.add(printed)
        session.commit()
    for day in (date(2026, 10, 14), None):  # studies to the end of today; nobody knows until when
        graduates(day)
        task(app, jobs.remove_expired)
        assert left() == {gone, paper}, day
    graduates(date(2026, 10, 13))
    task(app, jobs.remove_expired)
    assert left() == {paper}  # a document printed of it is still kept
    assert path.exists()  # the row that refers to a file may come a little later than the file
    with time_machine.travel("2026-10-20T12:00:00+05:00", tick=False):
        for one in (path, kept):
            os.utime(one, (0, 0))
        outcome = task(app, jobs.remove_expired)
    assert outcome.params["files"] >= 1
    assert not path.exists()
    assert kept.exists()
    with act_as("system") as session:
        assert session.get(BatchPart, cast.batch_part).archived_id is None


def test_the_store_keeps_what_it_was_given(app: Flask) -> None:
    with app.app_context():
        sha256 = document_store.store(b"report")
        assert document_store.store(b"report") == sha256
        assert document_store.read(sha256) == b"report"
        path = document_store.path_of(sha256)
        path.write_bytes(b"other")
        assert not document_store.is_intact(sha256)
        assert document_store.store(b"report") == sha256  # repaired from what is known to be right
        assert document_store.is_intact(sha256)
        for name in ("../../etc/passwd", "", "A" * 64, f"{sha256}/", f"{sha256[:-1]}\n"):
            with pytest.raises(ValueError, match="SHA-256"):
                document_store.path_of(name)
        with pytest.raises(FileNotFoundError):
            document_store.read("0" * 64)
        assert not document_store.is_intact("0" * 64)
