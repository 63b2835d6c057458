"""Whose report it is: foreign groups and runs do not exist, a lost right ends the run."""

import pytest
from flask import Flask
from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import assoc_user_role
from sqlalchemy import delete, insert, select

from access.session import db, writing
from models import StudyGroup
from services import report_runs
from tests.cast import Cast
from tests.reports.running import Act, Client, ask, asked, files, state, work

pytestmark = pytest.mark.both_databases


def test_a_foreign_group_is_not_found(cast: Cast, api_as: Client) -> None:
    for group in (cast.group2, 999_999, 2**40):
        assert ask(api_as("curator"), group).status_code == 404


def test_a_teacher_who_is_a_curator_gets_only_the_group_in_care(
    app: Flask, cast: Cast, api_as: Client
) -> None:
    both = api_as("teacher_curator")
    assert ask(both, cast.group_tc).status_code == 202
    assert ask(both, cast.group).status_code == 404  # taught, not in care


def test_without_the_right_there_is_no_report(cast: Cast, api_as: Client) -> None:
    assert ask(api_as("teacher"), cast.group).status_code == 403
    assert ask(api_as("student"), cast.group).status_code == 403
    offered = {one["code"] for one in api_as("teacher").get("/api/v1/report/").json["result"]}
    assert "attendance_month" not in offered


def test_a_foreign_run_is_not_found(app: Flask, cast: Cast, api_as: Client) -> None:
    run_id = asked(api_as("curator"), cast.group)
    work(app, run_id)
    for other in ("curator2", "director", "module_admin"):
        stranger = api_as(other)
        assert stranger.get(f"/api/v1/report_run/{run_id}").status_code == 404
        assert stranger.get(f"/api/v1/report_run/{run_id}/file").status_code == 404
        assert stranger.post(f"/api/v1/report_run/{run_id}/cancel").status_code == 404


def test_who_lost_the_right_gets_a_sentence_instead(app: Flask, cast: Cast, api_as: Client) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    with app.app_context(), writing(), db.engine.begin() as connection:
        secretary = connection.scalar(select(RoleRow.id).where(RoleRow.name == "secretary"))
        mine = assoc_user_role.c.user_id == cast.user_curator
        connection.execute(delete(assoc_user_role).where(mine))
        connection.execute(
            insert(assoc_user_role).values(id=90_000, user_id=cast.user_curator, role_id=secretary)
        )
    work(app, run_id)
    run = state(api_as("curator"), run_id)
    assert run["state"] == "failed"
    assert run["error"] in (report_runs.REVOKED, "У вас больше нет права на этот отчёт.")
    assert files(app, run_id) == []


def test_who_lost_the_group_gets_a_sentence_instead(
    app: Flask, cast: Cast, api_as: Client, act_as: Act
) -> None:
    curator = api_as("curator")
    run_id = asked(curator, cast.group)
    with act_as("system", writes=True) as session:
        session.get(StudyGroup, cast.group).curator_id = cast.employee_curator2
        session.commit()
    work(app, run_id)
    assert state(curator, run_id)["state"] == "failed"
