"""Compliance: every clause with its state and figures; norms that the college sets by date."""

from datetime import date

import pytest

from domain.regulation import Norm
from services.regulation import rulebook
from views.compliance.table import CLAUSES

pytestmark = pytest.mark.sqlite_only
DAY_BEFORE, FIRST_DAY = date(2026, 10, 31), date(2026, 11, 1)


def test_the_page_names_every_clause_in_few_statements(client_as, count_statements):
    client = client_as("deputy_director")
    client.get("/compliance/")
    with count_statements() as statements:
        page = client.get("/compliance/").text
    assert all(f'href="/compliance/{row.clause}"' in page for row in CLAUSES)
    assert len(statements) <= 8


def test_the_search_and_the_state_narrow_the_clauses(client_as):
    client = client_as("deputy_director")
    assert "/compliance/5.5.5" in client.get("/compliance/?q=5.5.5").text
    assert "/compliance/5.5.6" not in client.get("/compliance/?q=5.5.5").text
    assert "/compliance/5.5.5" not in client.get("/compliance/?met=not_yet").text
    assert "empty" in client.get("/compliance/?q=nothing-of-the-kind").text


def test_each_clause_has_a_page_and_its_links_answer(client_as):
    client = client_as("module_admin")
    for row in CLAUSES:
        assert client.get(f"/compliance/{row.clause}").status_code == 200, row.clause
    paths = {path for row in CLAUSES for path in row.pages}
    dead = {path: client.get(path).status_code for path in sorted(paths)}
    assert {path: code for path, code in dead.items() if code not in (200, 302, 403)} == {}


def test_a_clause_that_is_none_answers_404(client_as):
    assert client_as("director").get("/compliance/99.9").status_code == 404


def test_figures_follow_the_rows_that_the_viewer_sees(api_as):
    """4.2: the first department has journals without a plan that the second one does not see."""

    def without_plan(login):
        rows = api_as(login).get("/api/v1/compliance/").json["result"]
        (row,) = (one for one in rows if one["clause"] == "4.2")
        return row["figures"][0]["count"]

    # Of nine journals of the cast two have a plan; five are of the first department's groups.
    assert without_plan("deputy_director") == 7
    assert without_plan("department_head2") == 0
    assert without_plan("department_head") + without_plan("teacher_head") == 7


def test_11_3_a_norm_is_set_from_a_day_on_and_the_past_stays(api_as, act_as):

    api = api_as("module_admin")
    address = "/api/v1/regulation_setting/"
    wrong = [
        ({"key": "homework_days", "value": "2", "starts_on": "2026-11-01"}, "key"),
        ({"key": "correction_days", "value": "x", "starts_on": "2026-11-01"}, "value"),
        ({"key": "correction_days", "value": "99", "starts_on": "2026-11-01"}, "value"),
        ({"key": "correction_days", "value": "9", "starts_on": "2026-10-13"}, "starts_on"),
        ({"key": "nonsense", "value": "9", "starts_on": "2026-11-01"}, "key"),
    ]
    for body, field in wrong:
        answer = api.post(address, json=body)
        assert answer.status_code == 422, body
        assert field in answer.json["errors"]
    body = {"key": "correction_days", "value": " 9 ", "starts_on": "2026-11-01", "ground": "№ 8"}
    added = api.post(address, json=body)
    assert added.status_code == 201
    with act_as("module_admin") as session:
        book = rulebook(session)
        assert book.on(DAY_BEFORE).whole(Norm.correction_days) == 7
        assert book.on(FIRST_DAY).whole(Norm.correction_days) == 9
    assert "9" in api.get(f"{address}{added.json['id']}").json["result"]["value"]


def test_11_3_a_value_in_force_is_neither_changed_nor_deleted(api_as, at_local):
    api = api_as("module_admin")
    body = {"key": "correction_days", "value": "9", "starts_on": "2026-10-14"}
    key = api.post("/api/v1/regulation_setting/", json=body).json["id"]
    address = f"/api/v1/regulation_setting/{key}"
    with at_local("12:00", FIRST_DAY):
        assert api.put(address, json={"value": "1"}).status_code in (401, 422)
    assert api.put(address, json={"value": "1"}).status_code == 422
    assert api.delete(address).status_code == 422
    assert api.get(address).json["result"]["value"] == "9"
