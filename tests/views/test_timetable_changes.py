"""The pages and the REST resource of changes of the timetable."""

import pytest

from tests.services.timetable_lessons import FRIDAY, TOMORROW, scheduled

REST = "/api/v1/timetable_change"
PAGE = "/timetable/changes"
GROUND = "Приказ № 7"


@pytest.fixture
def lesson(act_as, cast):
    with act_as("system", writes=True) as session:
        return scheduled(session, cast, "gradebook", topic="Процессы")


def _change(cast, kind="cancel", **more):
    return {
        "assignment": cast.teaching_assignment,
        "held_on": TOMORROW.isoformat(),
        "pair": 1,
        "kind": kind,
        **more,
    }


def _made(client, *changes):
    return client.post(f"{REST}/", json={"ground": GROUND, "changes": list(changes)})


def test_a_program_finds_lessons_and_changes_them(api_as, cast, lesson):
    client = api_as("timetabler")
    (found,) = client.get(f"{REST}/lessons?first={TOMORROW}&teacher={cast.employee_teacher}").json[
        "result"
    ]
    assert (found["assignment"], found["pair"], found["group"], found["room"]) == (
        cast.teaching_assignment,
        1,
        "ИС-21",
        "301",
    )
    answer = _made(client, _change(cast, "substitute", teacher=cast.employee_teacher2))
    assert answer.status_code == 201
    (key,) = answer.json["ids"]
    assert answer.json["told"] == 5
    shown = client.get(f"{REST}/{key}").json["result"]
    assert (shown["kind"], shown["stand_in"]) == ("substitute", "Ёлкин Я.")
    again = client.put(f"{REST}/{key}", json={"kind": "cancel", "ground": "Приказ № 8"})
    assert again.status_code == 200
    assert client.get(f"{REST}/lessons?first={TOMORROW}").json["result"] == []
    assert client.delete(f"{REST}/{key}").status_code == 204
    assert client.get(f"{REST}/{key}").status_code == 404
    assert len(client.get(f"{REST}/lessons?first={TOMORROW}").json["result"]) == 1


@pytest.mark.parametrize(
    ("body", "status", "fields"),
    [
        ({}, 422, {"changes"}),
        ({"ground": "x", "changes": [1]}, 422, {"changes"}),
        ({"ground": "x", "changes": [{}]}, 422, {"changes.0.assignment", "changes.0.held_on"}),
        ({"ground": 5, "changes": []}, 400, set()),
        ({"ground": "x", "changes": []}, 422, {"changes"}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(api_as, cast, body, status, fields):
    answer = api_as("timetabler").post(f"{REST}/", json=body)
    assert answer.status_code == status
    assert fields <= set(answer.json.get("errors", {}))
    assert answer.json["message"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pair", 13),
        ("pair", "x"),
        ("held_on", "tomorrow"),
        ("kind", "burn"),
        ("teacher", -1),
        ("new_pair", 0),
        ("assignment", 10**12),
        ("room", {"id": 1}),
        ("new_day", 20261015),
    ],
)
def test_a_wrong_field_is_named(api_as, cast, name, value):
    answer = _made(api_as("timetabler"), _change(cast) | {name: value})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {f"changes.0.{name}"}


def test_who_knows_the_group_or_discipline_is_offered_first(api_as, act_as, cast, lesson):
    path = f"{REST}/stand_ins/{cast.teaching_assignment}/{TOMORROW}/1"
    client = api_as("timetabler")
    rows = client.get(path).json["results"]
    first = rows[0]
    assert first["knows_group"] or first["knows_discipline"]
    ids = [row["id"] for row in rows]
    assert cast.employee_teacher not in ids  # who is to be replaced
    strangers = [row["knows_group"] or row["knows_discipline"] for row in rows]
    assert strangers == sorted(strangers, reverse=True)
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook2", room_id=cast.room2)
    assert cast.employee_teacher2 in ids
    assert cast.employee_teacher2 not in [row["id"] for row in client.get(path).json["results"]]
    assert [row["id"] for row in client.get(f"{path}?q=осипова").json["results"]] == [
        cast.employee_teacher_deputy
    ]
    missing = f"{REST}/stand_ins/{cast.teaching_assignment}/{FRIDAY}/1"
    assert client.get(missing).status_code == 404


def test_the_other_disciplines_of_the_group_are_offered(api_as, cast, lesson):
    path = f"{REST}/instead/{cast.teaching_assignment}/{TOMORROW}/1"
    rows = api_as("timetabler").get(path).json["results"]
    assert {row["id"] for row in rows} == {
        cast.teaching_assignment_sub,
        cast.teaching_assignment_td,
    }


def test_the_form_changes_several_lessons_at_once(client_as, act_as, cast, lesson):
    with act_as("system", writes=True) as session:
        scheduled(session, cast, "gradebook", FRIDAY, 2)
    client = client_as("timetabler")
    path = f"{PAGE}/new?teacher={cast.employee_teacher}&first={TOMORROW}&last={FRIDAY}"
    page = client.get(path)
    keys = [
        f"{cast.teaching_assignment}:{TOMORROW}:1",
        f"{cast.teaching_assignment}:{FRIDAY}:2",
    ]
    assert all(f'value="{key}"' in page.text for key in keys)
    form = {
        "line": keys,
        f"kind-{keys[0]}": "substitute",
        f"teacher-{keys[0]}": cast.employee_teacher2,
        f"kind-{keys[1]}": "cancel",
        "ground": "",
    }
    refused = client.post(path, data=form)
    assert refused.status_code == 422
    assert "Ёлкин" in refused.text  # what was chosen is not lost
    done = client.post(path, data=form | {"ground": GROUND})
    assert done.status_code == 302
    assert f"day={TOMORROW}" in done.location
    sheet = client.get(done.location).text
    assert "Ёлкин Я." in sheet
    assert GROUND in sheet
    assert "отмен" in client.get(f"{PAGE}/?day={FRIDAY}").text


def test_a_line_that_cannot_be_done_says_why_beside_it(client_as, cast, lesson):
    client = client_as("timetabler")
    key = f"{cast.teaching_assignment}:{TOMORROW}:1"
    form = {"line": [key], f"kind-{key}": "substitute", "ground": GROUND}
    path = f"{PAGE}/new?group={cast.group}&first={TOMORROW}"
    page = client.post(path, data=form)
    assert page.status_code == 422
    assert f'id="teacher-{key}-error"' in page.text
    form |= {f"kind-{key}": "move", f"new_pair-{key}": "77"}
    assert f'id="new_pair-{key}-error"' in client.post(path, data=form).text
    assert client.post(path, data={"line": [key], "ground": GROUND}).status_code == 422
    assert client.post(path, data={"line": ["x", ":::"], "kind-x": "cancel"}).status_code == 422


def test_a_change_is_edited_and_taken_back(client_as, api_as, cast, lesson):
    (pk,) = _made(api_as("timetabler"), _change(cast)).json["ids"]
    client = client_as("timetabler")
    key = f"{cast.teaching_assignment}:{TOMORROW}:1"
    path = f"{PAGE}/{pk}/edit"
    assert client.get(path).status_code == 200
    form = {f"kind-{key}": "move", f"new_day-{key}": FRIDAY.isoformat(), "ground": GROUND}
    assert client.post(path, data=form | {f"new_day-{key}": "2027-12-01"}).status_code == 422
    assert client.post(path, data=form).status_code == 302
    assert "16 октября" in client.get(f"{PAGE}/?day={TOMORROW}").text
    assert "15 октября" in client.get(f"{PAGE}/?day={FRIDAY}").text  # where it comes from
    assert "ИС-21" in client.get(f"{PAGE}/{pk}/undo").text
    assert client.post(f"{PAGE}/{pk}/undo").status_code == 302
    assert client.get(f"{PAGE}/{pk}/undo").status_code == 404


@pytest.mark.parametrize(
    ("login", "sees"),
    [
        *(("teacher", True), ("student", True), ("parent", True), ("curator", True)),
        *(("teacher2", False), ("student2", False), ("curator2", False)),
    ],
)
def test_each_sees_the_changes_of_their_own_groups(client_as, api_as, cast, lesson, login, sees):
    _made(api_as("timetabler"), _change(cast))
    page = client_as(login).get(f"{PAGE}/?day={TOMORROW}").text
    assert ("Операционные системы" in page) == sees
    assert f"{PAGE}/new" not in page


def test_lessons_of_who_is_away_wait_on_the_page_until_someone_stands_in(
    client_as, api_as, cast, act_as, lesson
):
    from models import EmployeeAbsence

    with act_as("hr", writes=True) as session:
        away = EmployeeAbsence(
            employee_id=cast.employee_teacher, starts_on=TOMORROW, ends_on=FRIDAY, kind="sick"
        )
        session.add(away)
        session.commit()
    program, client = api_as("timetabler"), client_as("timetabler")
    (waiting,) = program.get(f"{REST}/uncovered").json["result"]
    assert waiting["teacher"] == "Иванова А. П."
    link = f"{PAGE}/new?teacher={cast.employee_teacher}&amp;first={TOMORROW}"
    assert link in client.get(f"{PAGE}/").text
    assert link in client.get(f"{PAGE}/new").text
    assert 'id="waiting"' in client.get("/").text
    _made(program, _change(cast, "substitute", teacher=cast.employee_teacher2))
    assert program.get(f"{REST}/uncovered").json["result"] == []
    assert link not in client.get(f"{PAGE}/").text


def test_a_notice_leads_to_the_sheet_and_is_read_there(client_as, api_as, cast, lesson):
    _made(api_as("timetabler"), _change(cast))
    client = client_as("parent")
    assert "ОП.01" in client.get("/inbox/").text
    before = client.get("/inbox/").text.count("unread")
    client.get(f"{PAGE}/?day={TOMORROW}")
    assert client.get("/inbox/").text.count("unread") < before


def test_the_stand_in_records_the_lesson_and_it_shows_who_stood_in(api_as, cast, at_local, lesson):
    """The whole way: changed today, recorded tomorrow by who stands in, not a day later."""
    _made(api_as("timetabler"), _change(cast, "substitute", teacher=cast.employee_teacher2))
    cell = {"student_id": cast.student, "lesson_id": lesson, "text": "5", "was": ""}
    path = f"/api/v1/gradebook/{cast.gradebook}"
    with at_local("10:00", TOMORROW):
        stand_in = api_as("teacher2")
        saved = stand_in.put(f"{path}/cells", json={"cells": [cell]}).json
        assert [one["lesson_id"] for one in saved["saved"]] == [lesson]
        assert stand_in.post(f"/api/v1/lesson/{lesson}/confirm", json={}).status_code == 200
        other = cell | {"lesson_id": cast.lesson_today}
        refused = stand_in.put(f"{path}/cells", json={"cells": [other]}).json
        assert refused.get("saved", []) == []
    with at_local("10:00", FRIDAY):
        new = {"held_on": FRIDAY.isoformat(), "pair": 1, "topic": "Процессы"}
        assert api_as("teacher2").post(f"{path}/lessons", json=new).status_code == 403
        grid = api_as("teacher").get(f"{path}/grid").text
        assert "Ёлкин" in grid
