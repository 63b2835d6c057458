"""HR keeps when employees are away: one reason at a time, while employed; who is away on a day."""

from typing import Any

import pytest

from models import Employee
from tests.cast import Cast

pytestmark = pytest.mark.both_databases
URL = "/api/v1/employee_absence/"


def _body(cast: Cast, first: str, last: str, kind: str = "vacation") -> dict[str, Any]:
    return {
        "employee": cast.employee_deputy_director, "kind": kind, "starts_on": first,
        "ends_on": last,
    }  # fmt: skip


@pytest.fixture
def away(api_as: Any, cast: Cast) -> int:
    """Let the deputy director be on a business trip from 12 to 16 October; return the row."""
    answer = api_as("hr").post(URL, json=_body(cast, "2026-10-12", "2026-10-16", "business_trip"))
    assert answer.status_code == 201, answer.text
    return int(answer.json["id"])


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-10-16", "2026-10-20", "starts_on"),  # a single shared day is enough
        ("2026-10-01", "2026-10-12", "ends_on"),
        ("2026-10-01", "2026-10-31", "ends_on"),
        ("2026-10-13", "2026-10-13", "starts_on"),
        ("2026-11-02", "2026-11-01", "ends_on"),
        ("2015-08-31", "2015-09-03", "starts_on"),  # not employed yet
        ("2026-10-17", "2026-10-17", None),
        ("2026-10-01", "2026-10-11", None),
    ],
)
def test_absences_of_one_employee_do_not_overlap(
    api_as: Any, cast: Cast, first: str, last: str, field: str | None
) -> None:
    answer = api_as("hr").post(URL, json=_body(cast, first, last))
    if field is None:
        assert answer.status_code == 201, answer.text
        return
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field]), answer.text


def test_the_sentence_names_the_other_absence(api_as: Any, cast: Cast, away: int) -> None:
    hr = api_as("hr")
    answer = hr.post(URL, json=_body(cast, "2026-10-15", "2026-10-20"))
    sentence = answer.json["errors"]["starts_on"]
    assert "12.10.2026" in sentence
    assert "16.10.2026" in sentence
    assert "командировка" in sentence
    # A row does not overlap with itself.
    assert hr.put(f"{URL}{away}", json={"ends_on": "2026-10-17"}).status_code == 200


def test_who_left_is_not_away_later(api_as: Any, act_as: Any, cast: Cast) -> None:
    with act_as("system", writes=True) as session:
        row = session.get_one(Employee, cast.employee_deputy_director)
        row.left_on = row.hired_on.replace(year=2026, month=10, day=30)
        session.commit()
    answer = api_as("hr").post(URL, json=_body(cast, "2026-10-29", "2026-10-31"))
    assert list(answer.json["errors"]) == ["ends_on"]
    assert "30.10.2026" in answer.json["message"]


def test_the_list_shows_who_is_away_on_a_day(
    api_as: Any, client_as: Any, cast: Cast, away: int
) -> None:
    api = api_as("hr")
    for day, found in (
        ("2026-10-11", False), ("2026-10-12", True), ("2026-10-14", True),
        ("2026-10-16", True), ("2026-10-17", False),
    ):  # fmt: skip
        asked = f"{URL}?q=(filters:!((col:away_on,opr:eq,value:'{day}')))"
        assert (away in api.get(asked).json["ids"]) is found, day
    page = client_as("hr").get("/registers/employee_absence/list/?away_on=2026-10-14")
    assert page.status_code == 200
    assert "Зайцев Виктор Петрович" in page.text
    assert 'name="away_on" value="2026-10-14"' in page.text
    other = client_as("hr").get("/registers/employee_absence/list/?away_on=2026-10-17")
    assert "Зайцев Виктор Петрович" not in other.text
    wrong = f"{URL}?q=(filters:!((col:away_on,opr:eq,value:soon)))"
    assert api.get(wrong).status_code == 400


def test_the_norm_of_hours_is_within_the_law(api_as: Any, cast: Cast) -> None:
    url, hr = f"/api/v1/employee/{cast.employee_teacher}", api_as("hr")
    for norm, status in ((720, 200), (None, 200), (1, 200), (0, 422), (2001, 422), (-5, 422)):
        answer = hr.put(url, json={"norm_hours": norm})
        assert answer.status_code == status, (norm, answer.text)
        if status == 422:
            assert list(answer.json["errors"]) == ["norm_hours"]
