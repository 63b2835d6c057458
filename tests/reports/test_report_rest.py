"""REST of reports: what is asked wrongly gets a sentence, never a 500."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast

Client = Callable[[str], FlaskClient]
RUN = "/api/v1/report/attendance_month/run"


def test_the_catalogue_names_parameters(api_as: Client) -> None:
    answer = api_as("curator").get("/api/v1/report/").json
    assert answer["count"] == len(answer["result"])
    (report,) = [one for one in answer["result"] if one["code"] == "attendance_month"]
    assert report["formats"] == ["pdf", "xlsx"]
    assert [(one["name"], one["type"], one["kind"]) for one in report["params"]] == [
        ("group_id", "integer", "study_group"),
        ("month", "string", "month"),
    ]


def test_choices_are_those_the_person_sees(cast: Cast, api_as: Client) -> None:
    path = "/api/v1/report/attendance_month/choices/group_id"
    values = [one["value"] for one in api_as("curator").get(path).json["result"]]
    assert values == [str(cast.group)]
    everything = api_as("director").get(path).json["result"]
    assert {str(cast.group), str(cast.group2)} <= {one["value"] for one in everything}
    found = api_as("director").get(f"{path}?q=тм").json["result"]
    assert [one["value"] for one in found] == [str(cast.group2)]
    assert api_as("director").get(f"{path}?q=%00").status_code == 200
    assert api_as("director").get(path.replace("group_id", "other")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b"{", 400, None),
        (b"[]", 400, None),
        (b"null", 400, None),
        ({}, 422, "params"),
        ({"params": []}, 422, "params"),
        ({"params": {}}, 422, "group_id"),
        ({"params": {"group_id": "ИС-21", "month": "2026-10"}}, 422, "group_id"),
        ({"params": {"group_id": True, "month": "2026-10"}}, 422, "group_id"),
        ({"params": {"group_id": {"id": 1}, "month": "2026-10"}}, 422, "group_id"),
        ({"params": {"group_id": "١", "month": "2026-10"}}, 422, "group_id"),
        ({"params": {"group_id": -1, "month": "2026-10"}}, 422, "group_id"),
        ({"params": {"group_id": 10**30, "month": "2026-10"}}, 404, None),
        ({"params": {"group_id": 1, "month": "2026-13"}}, 422, "month"),
        ({"params": {"group_id": 1, "month": 202610}}, 422, "month"),
        ({"params": {"group_id": 1, "month": "2026-11"}}, 422, "month"),  # not begun
        ({"params": {"group_id": 1, "month": "0001-01"}}, 422, "month"),
        ({"params": {"group_id": 1, "month": "2026-10", "x": 1}}, 422, "x"),
        ({"params": {"group_id": 1, "month": "2026-10"}, "format": "doc"}, 422, "format"),
        ({"params": {"group_id": 1, "month": "2026-10"}, "format": []}, 422, "format"),
    ],
)
def test_bad_requests_get_a_sentence(
    body: object, status: int, field: str | None, api_as: Client
) -> None:
    director = api_as("director")
    if isinstance(body, bytes):
        answer = director.post(RUN, data=body, content_type="application/json")
    else:
        answer = director.post(RUN, json=body)
    assert answer.status_code == status, answer.text
    assert answer.json["message"]
    if field:
        assert answer.json["errors"][field]


@pytest.mark.parametrize("run_id", ["0", "999999", str(2**31), str(2**70), "x", "-1"])
def test_unknown_runs_are_not_found(run_id: str, api_as: Client) -> None:
    curator = api_as("curator")
    assert curator.get(f"/api/v1/report_run/{run_id}/file").status_code == 404
    assert curator.get(f"/reports/runs/{run_id}").status_code == 404


def test_unknown_reports_are_not_found(api_as: Client) -> None:
    curator = api_as("curator")
    assert curator.get("/api/v1/report/none").status_code == 404
    assert curator.get("/reports/none").status_code == 404
    assert curator.post("/api/v1/report/none/run", json={"params": {}}).status_code == 404


def test_nobody_in_particular_is_sent_to_sign_in(app: Flask, anonymous: FlaskClient) -> None:
    assert anonymous.get("/reports/").status_code == 302
    assert anonymous.get("/inbox/").status_code == 302
    assert anonymous.get("/api/v1/report/").status_code == 401
    assert anonymous.get("/api/v1/notice/").status_code == 401


def test_what_may_be_done_is_told_with_a_token_too(api_as: Client) -> None:
    """Flask-JWT-Extended verifies no token on OPTIONS: asking was a 500 once."""
    answer = api_as("curator").options("/api/v1/report/")
    assert answer.status_code == 200
    assert "GET" in answer.headers["Allow"]
