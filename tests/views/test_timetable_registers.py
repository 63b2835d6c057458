"""Registers of the timetable: their rules in words, names of weekdays, the edition that grows."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from models import Timetable
from tests.cast import Cast

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]


def _edition(act_as: Act, cast: Cast) -> int:
    with act_as("system") as session:
        return session.get_one(Timetable, cast.timetable).edition


def _refused(client: FlaskClient, resource: str, body: dict[str, Any]) -> dict[str, str]:
    answer = client.post(f"/api/v1/{resource}/", json=body)
    assert answer.status_code == 422, answer.text
    return dict(answer.json["errors"])


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({"pair": 5, "starts_at": "8.30", "ends_at": "17:00"}, "starts_at", "часами и минутами"),
        ({"pair": 5, "starts_at": "24:00", "ends_at": "25:00"}, "starts_at", "часами и минутами"),
        ({"pair": 5, "starts_at": "17:00", "ends_at": "16:00"}, "ends_at", "кончается раньше"),
        ({"pair": 5, "starts_at": "15:00", "ends_at": "16:30"}, "starts_at", "не кончилась пара 4"),
        ({"pair": 4, "starts_at": "14:00", "ends_at": "15:30"}, "pair", "уже есть"),
        ({"pair": 13, "starts_at": "20:00", "ends_at": "21:00"}, "pair", "От 1 до 12"),
    ],
)
def test_a_bell_is_a_time_of_the_clock_that_overlaps_with_none(
    client_as: Client, cast: Cast, body: dict[str, Any], field: str, words: str
) -> None:
    errors = _refused(client_as("timetabler"), "bell", {"schedule": cast.bell_schedule} | body)
    assert words in errors[field]


def test_the_next_bell_is_prefilled(client_as: Client) -> None:
    form = client_as("timetabler").get("/registers/bell/add").text
    assert 'value="15:40"' in form  # ten minutes after the last pair
    assert 'value="17:10"' in form


def test_a_day_off_follows_no_weekday_and_a_day_is_of_a_year(client_as: Client, cast: Cast) -> None:
    client = client_as("timetabler")
    day_off = {"day": "2026-12-30", "kind": "day_off", "works_as": 1}
    assert "занятий нет" in _refused(client, "calendar_day", day_off)["works_as"]
    outside = {"day": "2031-01-10", "kind": "day_off"}
    assert "учебный год" in _refused(client, "calendar_day", outside)["day"]
    worked = {"day": "2026-12-27", "kind": "working", "works_as": 1, "note": "За 31 декабря"}
    assert client.post("/api/v1/calendar_day/", json=worked).status_code == 201
    assert "понедельник" in client.get("/registers/calendar_day/list/").text
    export = client.get("/registers/calendar_day/export").data
    rows = CalamineWorkbook.from_filelike(BytesIO(export)).get_sheet_by_index(0).to_python()
    assert "понедельник" in [row[2] for row in rows]
    form = client.get(f"/registers/calendar_day/edit/{cast.calendar_day}").text
    assert '<option value="7">воскресенье</option>' in form


def test_a_pair_is_of_the_semester_and_stands_once(
    client_as: Client, act_as: Act, cast: Cast
) -> None:
    client = client_as("timetabler")
    pair = {"timetable": cast.timetable, "assignment": cast.teaching_assignment}
    other = pair | {"timetable": cast.timetable2, "weekday": 2, "pair": 1}
    assert "не того семестра" in _refused(client, "timetable_slot", other)["assignment"]
    sunday = pair | {"weekday": 7, "pair": 1}
    assert "не учится" in _refused(client, "timetable_slot", sunday)["weekday"]
    half = pair | {"weekday": 1, "pair": 1, "weeks": "odd"}  # it has this pair every week
    assert "уже стоит" in _refused(client, "timetable_slot", half)["weeks"]
    assert _edition(act_as, cast) == 0, "what was refused changes nothing"


def test_each_change_of_a_pair_raises_the_edition(
    client_as: Client, act_as: Act, cast: Cast
) -> None:
    client = client_as("timetabler")
    base = "/api/v1/timetable_slot/"
    body = {
        "timetable": cast.timetable,
        "assignment": cast.teaching_assignment,
        "weekday": 2,
        "pair": 3,
    }
    key = client.post(base, json=body).json["id"]
    assert _edition(act_as, cast) == 1
    assert client.put(f"{base}{key}", json={"pair": 4}).status_code == 200
    assert client.delete(f"{base}{key}").status_code in (200, 204)
    assert _edition(act_as, cast) == 3
    page = client.get("/registers/timetable_slot/list/").text
    assert "понедельник" in page
    assert "ИС-21" in page
    narrowed = client.get(f"/registers/timetable_slot/list/?weekday=1&group={cast.group2}").text
    assert "ТМ-21" in narrowed
    assert "ИС-21</td>" not in narrowed


def test_days_and_practices_count_as_changes_of_what_is_published(
    client_as: Client, act_as: Act, cast: Cast
) -> None:
    client = client_as("timetabler")
    first = {"day": "2026-12-25", "kind": "day_off"}
    assert client.post("/api/v1/calendar_day/", json=first).status_code == 201
    assert _edition(act_as, cast) == 0, "nothing was published that would differ"
    with act_as("system", writes=True) as session:
        session.get_one(Timetable, cast.timetable).published_edition = 0
        session.commit()
    second = {"day": "2026-12-26", "kind": "day_off"}
    assert client.post("/api/v1/calendar_day/", json=second).status_code == 201
    practice = {"group": cast.group, "starts_on": "2026-11-30", "ends_on": "2026-12-05"}
    assert client.post("/api/v1/practice_period/", json=practice).status_code == 201
    assert _edition(act_as, cast) == 2


def test_practices_of_a_group_do_not_overlap(client_as: Client, cast: Cast) -> None:
    client = client_as("timetabler")
    span = {"starts_on": "2026-12-18", "ends_on": "2026-12-25"}
    taken = _refused(client, "practice_period", {"group": cast.group} | span)
    assert "14.12.2026 по 19.12.2026" in taken["starts_on"]
    foreign = {"group": cast.group_tc, "assignment": cast.teaching_assignment} | span
    assert "другой группы" in _refused(client, "practice_period", foreign)["assignment"]


def test_a_year_has_five_or_six_study_days(api_as: Client, cast: Cast) -> None:
    client = api_as("module_admin")
    address = f"/api/v1/academic_year/{cast.academic_year}"
    assert client.put(address, json={"week_days": 7}).status_code == 422
    assert client.put(address, json={"week_days": 5}).status_code == 200


def test_publications_are_shown_and_never_written(client_as: Client, cast: Cast) -> None:
    client = client_as("timetabler")
    assert client.get("/registers/timetable_publication/list/").status_code == 200
    shown = client.get(f"/registers/timetable_publication/show/{cast.timetable_publication}").text
    assert f"/timetable/publication/{cast.timetable_publication}" in shown
    assert client.get("/registers/timetable_publication/add").status_code == 404
