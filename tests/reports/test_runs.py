"""A run from the request to the file: in the person's name, whole or not at all, never stuck."""

import hashlib
import os
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from access.principal import acting_as, system_principal
from domain.enums import RunState
from jobs import reports as jobs
from jobs.units import unit
from models import Notice, ReportRun, StudyGroup
from services import report_runs
from tests.cast import Cast
from tests.reports.running import Act, Client, ask, asked, files, state, work

pytestmark = pytest.mark.both_databases


@pytest.mark.parametrize("format", ["pdf", "xlsx"])
def test_a_curator_gets_the_sheet_of_their_group(
    format: str, app: Flask, cast: Cast, api_as: Client
) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group, format)
    assert state(curator, run_id)["state"] == "queued"
    work(app, run_id)
    run = state(curator, run_id)
    assert (run["state"], run["progress"]) == ("done", 100)
    answer = curator.get(f"/api/v1/report_run/{run_id}/file")
    assert answer.status_code == 200
    assert hashlib.sha256(answer.data).hexdigest() == run["sha256"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    # RFC 5987: «Ведомость … ИС-21 октябрь 2026»
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert run["file_name"].endswith(f"ИС-21 октябрь 2026.{format}")
    assert run["pages"] == (1 if format == "pdf" else None)
    (file,) = files(app, run_id)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_numbers_are_those_of_the_database(app: Flask, cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group, "xlsx")
    work(app, run_id)
    table = CalamineWorkbook.from_path(files(app, run_id)[0]).get_sheet_by_index(0).to_python()
    start = next(index for index, row in enumerate(table) if row[0] == 1)
    # Recorded, 2 h each: lesson and lesson_td on 12.10, lesson_sub on 13.10 (the student alone is
    # in the subgroup). Not recorded: lesson_unconfirmed and lesson_today. See tests/cast.py.
    assert {row[1]: row[-7:] for row in table[start : start + 4]} == {
        "Абрамов Лев Олегович": [4, 0, 0, 0, 0, 4, 100],
        "Ёлкина Яна Юрьевна": [4, 2, 0, 2, 0, 4, 50],
        "Романова Софья": [4, 0, 0, 0, 0, 4, 100],  # late costs no hours
        "Сидоров Иван Петрович": [6, 0, 0, 0, 0, 4, 100],
    }
    assert table[start + 4][-7:] == [18, 2, 0, 2, 0, 16, 88.9]


def test_a_queued_run_is_cancelled_and_never_built(app: Flask, cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    assert (
        curator.post(f"/api/v1/report_run/{run_id}/cancel").json["result"]["state"] == "cancelled"
    )
    work(app, run_id)
    assert state(curator, run_id)["state"] == "cancelled"
    assert files(app, run_id) == []
    assert curator.post(f"/api/v1/report_run/{run_id}/cancel").status_code == 422


def test_a_running_run_stops_at_its_next_step(
    app: Flask, cast: Cast, api_as: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    seen: list[int] = []
    advance = report_runs.advance

    def cancel_meanwhile(session: Any, run: int, percent: int) -> bool:
        if percent >= 30 and not seen:
            seen.append(percent)
            session.rollback()
            assert curator.post(f"/api/v1/report_run/{run_id}/cancel").status_code == 200
        return advance(session, run, percent)

    monkeypatch.setattr(report_runs, "advance", cancel_meanwhile)
    work(app, run_id)
    assert seen
    assert state(curator, run_id)["state"] == "cancelled"
    assert files(app, run_id) == []


def test_a_run_whose_builder_died_is_built_again(app: Flask, cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    with app.app_context(), acting_as(system_principal("job")), unit() as session:
        report_runs.claim(session, run_id)  # and the worker dies here
    assert state(curator, run_id)["state"] == "running"
    work(app, run_id)
    run = state(curator, run_id)
    assert run["state"] == "done"
    work(app, run_id)  # the job comes once more: nothing changes
    assert state(curator, run_id) == run
    assert [file.stem for file in files(app, run_id)] == [run["sha256"]]


def test_the_person_is_told(app: Flask, cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    work(app, run_id)
    told = curator.get("/api/v1/notice/").json
    newest = told["result"][0]
    assert newest["kind"] == "report_ready"
    assert newest["link"] == f"/reports/runs/{run_id}"
    assert "ИС-21 октябрь 2026.pdf" in newest["text"]
    assert api_as("curator2").get("/api/v1/notice/").json["unread"] == 1  # the cast's own


def test_opening_the_run_marks_its_notice_as_read(
    app: Flask, cast: Cast, api_as: Client, client_as: Client
) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    work(app, run_id)
    unread = curator.get("/api/v1/notice/").json["unread"]
    assert client_as("curator2").get(f"/reports/runs/{run_id}").status_code == 404
    assert curator.get("/api/v1/notice/").json["unread"] == unread
    assert client_as("curator").get(f"/reports/runs/{run_id}").status_code == 200
    assert curator.get("/api/v1/notice/").json["unread"] == unread - 1


def test_the_same_request_while_it_waits_is_the_same_run(cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    first = asked(curator, cast.group)
    assert asked(curator, cast.group) == first
    assert asked(curator, cast.group, "xlsx") != first


def test_nobody_fills_the_queue_alone(cast: Cast, api_as: Client) -> None:
    admin = api_as("module_admin")
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    answers = [ask(admin, cast.group, month=month).status_code for month in months]
    assert answers.count(202) == report_runs.MOST_UNFINISHED - 1  # the cast holds one
    assert answers[-1] == 422


def test_what_is_expired_is_removed(app: Flask, cast: Cast, api_as: Client, act_as: Act) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    work(app, run_id)
    kept = state(curator, run_id)["kept_until"]
    with act_as("system") as session:
        assert jobs.remove_expired_runs() == 0
        until = session.scalar(select(ReportRun.kept_until).where(ReportRun.id == run_id))
        assert until is not None
        assert until.isoformat() == kept
    with time_machine.travel(until + timedelta(days=2)), act_as("system"):
        assert jobs.remove_expired_runs() == 1
    with act_as("system") as session:
        assert session.scalar(select(ReportRun).where(ReportRun.id == run_id)) is None
    assert files(app, run_id) == []


def test_an_unknown_report_fails_with_a_sentence(app: Flask, cast: Cast, act_as: Act) -> None:
    with act_as("system", writes=True) as session:
        run = session.get(ReportRun, cast.report_run_curator)
        run.code = "gone"
        session.commit()
    work(app, cast.report_run_curator)
    with act_as("system") as session:
        run = session.get(ReportRun, cast.report_run_curator)
        assert (run.state, run.error) == (RunState.failed, report_runs.UNKNOWN)
        notices = select(Notice).where(Notice.link == f"/reports/runs/{run.id}")
        assert len(session.scalars(notices).all()) == 1


def test_files_without_a_run_go_too(app: Flask, cast: Cast, api_as: Client, act_as: Act) -> None:
    curator = api_as("curator")
    run_id, kept_id = asked(curator, cast.group), asked(curator, cast.group, "xlsx")
    for one in (run_id, kept_id):
        work(app, one)
    with act_as("system", writes=True) as session:
        session.delete(report_runs.find_run(session, run_id))
        session.commit()
    with act_as("system"):
        jobs.remove_expired_runs()
        assert files(app, run_id)  # perhaps it is being built just now
    with time_machine.travel(datetime(2026, 10, 14, 12, tzinfo=UTC)), act_as("system"):
        for one in (run_id, kept_id):
            old = datetime(2026, 10, 14, 9, tzinfo=UTC).timestamp()
            os.utime(files(app, one)[0].parent, (old, old))
        jobs.remove_expired_runs()
    assert files(app, run_id) == []
    assert files(app, kept_id)


def test_a_sheet_of_a_group_that_has_graduated_is_kept_long_enough_to_fetch(
    app: Flask, cast: Cast, api_as: Client, act_as: Act
) -> None:
    with act_as("system", writes=True) as session:
        session.get(StudyGroup, cast.group).graduates_on = date(2026, 6, 30)
        session.commit()
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    work(app, run_id)
    assert state(curator, run_id)["kept_until"] == "2026-11-13"  # 30 days
