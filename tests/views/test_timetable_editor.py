"""The weekly editor over REST and its pages: placing, what would clash, rooms, undo, preview."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import RunState
from models import Room, Timetable, TimetablePublication, TimetableSlot
from tests.cast import Cast

Client = Callable[[str], FlaskClient]
Act = Callable[..., AbstractContextManager[Session]]


@pytest.fixture
def base(cast: Cast) -> str:
    """Return the address of the cast's timetable."""
    return f"/api/v1/timetable/{cast.timetable}"


def _slots(act_as: Act) -> set[tuple[int, int, int, str]]:
    with act_as("timetabler") as session:
        rows = session.scalars(select(TimetableSlot))
        return {(one.assignment_id, one.weekday, one.pair, str(one.weeks)) for one in rows}


def test_the_grid_tells_what_is_placed_and_what_is_left(
    api_as: Client, base: str, cast: Cast
) -> None:
    grid = api_as("timetabler").get(f"{base}/grid?group={cast.group}").json
    (slot,) = grid["slots"]
    assert (slot["weekday"], slot["pair"], slot["room"]) == (1, 1, "301")
    (load,) = [one for one in grid["loads"] if one["key"] == cast.teaching_assignment]
    assert load["placed"] == 2.0
    assert load["scheduled"] % 2 == 0
    assert 0 < load["scheduled"] < 40, "a pair a week of a semester without its practice"
    assert [one["group_id"] for one in grid["loads"]] == [cast.group] * len(grid["loads"])
    both = api_as("timetabler").get(f"{base}/grid?group={cast.group},{cast.group2}").json
    assert {one["group_id"] for one in both["slots"]} == {cast.group, cast.group2}
    room = api_as("timetabler").get(f"{base}/grid?room={cast.room2}").json
    assert [one["id"] for one in room["slots"]] == [cast.timetable_slot2]
    assert room["loads"] == []


@pytest.mark.both_databases
def test_a_pair_is_placed_moved_and_taken_out_with_a_way_back(
    api_as: Client, act_as: Act, base: str, cast: Cast
) -> None:
    client = api_as("timetabler")
    load, before = cast.teaching_assignment, _slots(act_as)
    body = {"assignment_id": load, "weekday": 3, "pair": 2, "weeks": "odd", "room_id": cast.room}
    placed = client.post(f"{base}/slots", json=body)
    assert placed.status_code == 201
    key = placed.json["changes"][0]["slot_id"]
    was = {"weekday": 3, "pair": 2, "weeks": "odd"}
    moved = client.put(f"{base}/slots/{key}", json={"weekday": 4, "was": was})
    assert moved.json["edition"] == placed.json["edition"] + 1
    assert (load, 4, 2, "odd") in _slots(act_as)
    removed = client.delete(f"{base}/slots/{key}")
    assert _slots(act_as) == before
    back = client.post(f"{base}/undo", json={"changes": removed.json["changes"]})
    assert (load, 4, 2, "odd") in _slots(act_as)
    again = client.post(f"{base}/undo", json={"changes": back.json["changes"]})
    assert again.status_code == 200
    assert _slots(act_as) == before


def test_who_knows_an_older_place_of_a_pair_is_told(
    api_as: Client, act_as: Act, base: str, cast: Cast
) -> None:
    client, key = api_as("timetabler"), cast.timetable_slot
    assert client.put(f"{base}/slots/{key}", json={"weekday": 5}).status_code == 200
    stale = {"weekday": 2, "was": {"weekday": 1, "pair": 1, "weeks": "every"}}
    refused = client.put(f"{base}/slots/{key}", json=stale)
    assert refused.status_code == 409
    assert "тем временем изменили" in refused.json["message"]
    assert (cast.teaching_assignment, 5, 1, "every") in _slots(act_as)
    other = f"/api/v1/timetable/{cast.timetable2}/slots/{key}"
    assert client.put(other, json={"weekday": 2}).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"assignment_id": "x", "weekday": 1, "pair": 1},
        {"assignment_id": 1, "weekday": 8, "pair": 1},
        {"assignment_id": 1, "weekday": 2, "pair": 0},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "weeks": "sometimes"},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "weeks": []},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "stream": "x" * 41},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "stream": "\x00"},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "room_id": 10**12},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "hours": 5},
        {"assignment_id": 999999, "weekday": 2, "pair": 2},
        {"assignment_id": 1, "weekday": 2, "pair": 2, "room_id": 999999},
    ],
)
def test_a_pair_that_makes_no_sense_is_refused_in_words(
    api_as: Client, act_as: Act, base: str, body: dict[str, Any]
) -> None:
    before = _slots(act_as)
    answer = api_as("timetabler").post(f"{base}/slots", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"]
    assert _slots(act_as) == before


@pytest.mark.parametrize(
    "changes", [None, [], "x", [1], [{}], [{"slot_id": 1}], [{"slot_id": 1, "before": 5}]]
)
def test_what_cannot_be_undone_is_refused(api_as: Client, base: str, changes: Any) -> None:
    answer = api_as("timetabler").post(f"{base}/undo", json={"changes": changes})
    assert answer.status_code in (400, 422)


def test_every_place_says_what_would_clash(api_as: Client, base: str, cast: Cast) -> None:
    client = api_as("timetabler")
    sub = cast.teaching_assignment_sub  # of a subgroup of the group, by the same teacher
    found = client.get(f"{base}/places?assignment={sub}&room_id={cast.room}").json["result"]

    def at(place: str) -> set[str]:
        return {one["kind"] for one in found.get(place, []) if one["blocks"]}

    # The teacher is away from 9 to 13 November, from Monday to Friday.
    assert at("1-1") == {"teacher", "room", "group", "absence"}
    assert all(one["sentence"] for one in found["1-1"])
    assert at("3-2") == {"absence"}
    assert at("6-1") == set()
    assert at("7-1") == {"weekday"}
    own = f"{base}/places?assignment={cast.teaching_assignment}&slot={cast.timetable_slot}"
    found = client.get(own).json["result"]
    assert at("1-1") == {"absence"}, "a pair is not in its own way"


@pytest.mark.both_databases
def test_rooms_that_are_free_and_large_enough_come_first(
    api_as: Client, act_as: Act, base: str, cast: Cast
) -> None:
    with act_as("system", writes=True) as session:
        session.add_all([Room(name="Чулан", capacity=2), Room(name="Двор")])
        session.commit()
    place = f"assignment={cast.teaching_assignment_td}&weekday=1&pair=1"
    rooms = api_as("timetabler").get(f"{base}/rooms?{place}").json["result"]
    names = [one["name"] for one in rooms]
    assert names[0] == "Двор"
    assert names[1] == "Чулан"  # free, but with too few seats for four
    assert set(names[2:]) == {"301", "302"}
    assert [one["fits"] for one in rooms[:2]] == [True, False]
    assert {bool(one["taken_by"]) for one in rooms[2:]} == {True}


def test_what_publishing_would_do_is_counted_without_writing(
    api_as: Client, act_as: Act, base: str, cast: Cast
) -> None:
    found = api_as("timetabler").get(f"{base}/preview").json["result"]
    assert found["added"] > 10
    assert sum(one["added"] for one in found["books"]) == found["added"]
    assert found["journals"] == len(found["books"])
    with act_as("system") as session:
        assert session.get_one(Timetable, cast.timetable).published_edition is None
    assert api_as("timetabler").get(f"{base}/preview").json["result"] == found


def test_the_editor_opens_at_a_group_a_teacher_a_room_or_a_pair(
    client_as: Client, cast: Cast
) -> None:
    client = client_as("timetabler")
    edit = f"/timetable/{cast.timetable}/edit"
    assert "Расписание, семестр" in client.get("/timetable/edit").text
    for query in (f"group={cast.group}", f"slot={cast.timetable_slot}"):
        assert 'data-timetable="' in client.get(f"{edit}?{query}").text
    assert "Иванова" in client.get(f"{edit}?teacher={cast.employee_teacher}").text
    assert "У аудитории нет нагрузки" in client.get(f"{edit}?room={cast.room}").text
    assert client.get(f"{edit}?group={cast.group},x").status_code == 400
    assert client.get(f"{edit}?group=999999").status_code == 404
    assert client.get("/timetable/999999/edit").status_code == 404


def test_without_a_timetable_the_editor_says_how_to_begin(client_as: Client, act_as: Act) -> None:
    with act_as("system", writes=True) as session:
        for model in (TimetableSlot, TimetablePublication, Timetable):
            for row in session.scalars(select(model)):
                session.delete(row)
            session.flush()
        session.commit()
    page = client_as("timetabler").get("/timetable/edit").text
    assert "Расписания ещё нет" in page
    assert "/registers/timetable/add" in page


def test_a_publication_shows_its_bar_then_what_it_did_and_left(
    client_as: Client, act_as: Act, cast: Cast
) -> None:
    address = f"/timetable/publication/{cast.timetable_publication}"
    left = {
        "lesson_id": cast.lesson,
        "gradebook_id": cast.gradebook,
        "title": "ИС-21 · ОП.01 Операционные системы",
        "day": date(2026, 10, 12).isoformat(),
        "pair": 1,
        "is_ahead": False,
        "reason": "records",
        "wanted": None,
    }
    result = {"added": 120, "changed": 3, "removed": 7, "left_lessons": [left], "left_count": 1}
    for state, words in (
        (RunState.running, "Остановить публикацию"),
        (RunState.done, "есть записи"),
    ):
        with act_as("system", writes=True) as session:
            run = session.get_one(TimetablePublication, cast.timetable_publication)
            run.state, run.progress, run.result = state, 40, result
            session.commit()
        page = client_as("timetabler").get(address).text
        assert words in page
    assert "<b>120</b>" in page
    assert "<b>7</b>" in page
    overseer = client_as("director").get(address).text
    assert f"/journal/{cast.gradebook}?lesson={cast.lesson}" in overseer
    assert f"/journal/{cast.gradebook}" not in page, "the timetabler reads no journals"
    assert client_as("timetabler").get("/timetable/publication/999999").status_code == 404
