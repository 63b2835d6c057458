"""Importing a timetable of aSc through the pages, REST and the command line."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from models import Room, Timetable, TimetableSlot
from tests.asc_files import AscFile

PAGE = "/timetable/import"
REST = "/api/v1/timetable_import"


@pytest.fixture
def content():
    file = AscFile().add("teachers", id="T8", name="Кто-то", short="К")
    file.lesson("L1").card("L1", 1, 2)
    file.lesson("L2", subjectid="S2", teacherids="T8", classroomids="R2").card("L2", 2, 3)
    return file.xml("windows-1251")


def _form(content, **more):
    return {"file": (BytesIO(content), "расписание.xml"), **more}


def _slots(act_as, cast):
    with act_as("system") as session:
        rows = select(TimetableSlot).where(TimetableSlot.timetable_id == cast.timetable)
        return {
            (one.assignment_id, one.weekday, one.pair, one.room_id) for one in session.scalars(rows)
        }


def test_a_program_sends_looks_corrects_and_imports(api_as, act_as, cast, content):
    client = api_as("timetabler")
    seen = client.post(f"{REST}/", data=_form(content, semester=cast.semester)).json
    assert (seen["lessons"], seen["cards"], seen["pairs_of_the_week"]) == (2, 2, 1)
    assert [one["reason"] for one in seen["left_out"]] != []
    open_names = {one["name"] for one in seen["names"]["teacher"] if one["how"] == "missing"}
    assert open_names == {"Кто-то"}
    body = {"kind": "teacher", "name": "Кто-то", "target": cast.employee_teacher_deputy}
    assert client.post("/api/v1/import_name/", json=body).status_code == 201
    room = {"kind": "room", "name": "Спортзал", "create": True}
    assert client.post("/api/v1/import_name/", json=room).status_code == 201
    path = f"{REST}/{seen['token']}"
    again = client.get(f"{path}?semester={cast.semester}").json
    assert (again["pairs_of_the_week"], again["left_out"]) == (2, [])
    before = _slots(act_as, cast)
    done = client.post(path, json={"semester": cast.semester, "mode": "replace"})
    assert done.status_code == 200
    assert (done.json["added"], done.json["removed"]) == (2, len(before))
    with act_as("system") as session:
        gym = session.scalars(select(Room.id).where(Room.name == "Спортзал")).one()
    assert _slots(act_as, cast) == {
        (cast.teaching_assignment, 2, 2, cast.room),
        (cast.teaching_assignment_td, 3, 3, gym),
    }
    assert client.get(f"{path}?semester={cast.semester}").status_code == 404  # it is done with


def test_a_refused_file_writes_nothing(api_as, act_as, cast, content):
    client, before = api_as("timetabler"), _slots(act_as, cast)
    for data, field in (
        (_form(b"<html/>", semester=cast.semester), "file"),
        (_form(content[:300], semester=cast.semester), "file"),
        (_form(content, semester=10**6), "semester"),
        (_form(content), "semester"),
        ({"semester": cast.semester}, "file"),
        (_form(content, semester=cast.semester, pairs="1,2,99"), "pairs"),
        (_form(content, semester=cast.semester, pairs="1"), "pairs"),
    ):
        answer = client.post(f"{REST}/", data=data)
        assert answer.status_code == 422, field
        assert answer.json["errors"].keys() == {field}
    assert client.post(f"{REST}/{'x' * 32}", json={"semester": 1, "mode": "add"}).status_code == 404
    assert _slots(act_as, cast) == before


def test_only_the_timetabler_imports(api_as, client_as, cast, content):
    for login in ("teacher", "director", "module_admin", "student"):
        data = _form(content, semester=cast.semester)
        assert api_as(login).post(f"{REST}/", data=data).status_code == 403, login
        assert client_as(login).get(f"{PAGE}/").status_code == 403, login


def test_a_kept_file_is_its_owners_alone(api_as, cast, content):
    data = _form(content, semester=cast.semester)
    token = api_as("timetabler").post(f"{REST}/", data=data).json["token"]
    assert api_as("teacher").get(f"{REST}/{token}?semester={cast.semester}").status_code == 403


def test_the_pages_lead_from_the_file_to_the_timetable(client_as, act_as, cast, content):
    client = client_as("timetabler")
    assert client.get(f"{PAGE}/").status_code == 200
    sent = client.post(f"{PAGE}/", data=_form(content, semester=cast.semester))
    assert sent.status_code == 302
    page = client.get(sent.location).text
    assert "Кто-то" in page
    token = re.search(r"/import/file/([\w-]{32})", sent.location)[1]
    names = f"{PAGE}/file/{token}/names/teacher?semester={cast.semester}"
    shown = client.get(names).text
    number = re.search(r'name="target-(\d+)" value="">\s*<input[^>]*aria-label="Кто-то"', shown)[1]
    kept = _as_shown(shown)
    wrong = client.post(names, data=kept | {f"target-{number}": "999999"})
    assert wrong.status_code == 422
    assert f'id="error-{number}"' in wrong.text
    good = kept | {f"target-{number}": cast.employee_teacher_deputy}
    assert client.post(names, data=good).status_code == 302
    form = {"semester": cast.semester, "mode": "add", "p": ["1", "2", "3"]}
    before = _slots(act_as, cast)
    done = client.post(f"{PAGE}/file/{token}/run", data=form)
    assert done.status_code == 302
    assert _slots(act_as, cast) - before == {
        (cast.teaching_assignment, 2, 2, cast.room),
        (cast.teaching_assignment_td, 3, 3, None),
    }
    assert client.get(sent.location).status_code == 404  # the file is done with


def _as_shown(page):
    """Return what the form of names holds as it is shown."""
    targets = re.findall(r'name="(target-\d+)" value="([^"]*)"', page)
    checked = re.findall(r'name="(never-\d+)" value="1" checked', page)
    return dict(targets) | dict.fromkeys(checked, "1")


def test_what_is_wrong_is_said_on_the_page(client_as, cast, content):
    client = client_as("timetabler")
    answer = client.post(f"{PAGE}/", data=_form(b"<html/>", semester=cast.semester))
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert client.post(f"{PAGE}/", data={}).status_code == 422
    assert client.get(f"{PAGE}/file/{'x' * 32}?semester=1").status_code == 404
    sent = client.post(f"{PAGE}/", data=_form(content, semester=cast.semester))
    token = re.search(r"/import/file/([\w-]{32})", sent.location)[1]
    assert client.get(f"{PAGE}/file/{token}?semester=x").status_code == 422
    assert client.get(f"{PAGE}/file/{token}/names/no?semester={cast.semester}").status_code == 404
    run = client.post(f"{PAGE}/file/{token}/run", data={"semester": cast.semester})
    assert run.status_code == 422


def test_names_are_corrected_and_forgotten(client_as, api_as, cast):
    client, program = client_as("timetabler"), api_as("timetabler")
    pk = cast.import_name
    assert "Иванова" in client.get("/registers/import_name/list/").text
    page = f"/timetable/names/{pk}/edit"
    assert client.get(page).status_code == 200
    assert client.post(page, data={"target": "999999"}).status_code == 422
    assert client.post(page, data={}).status_code == 422
    assert client.post(page, data={"target": cast.employee_teacher2}).status_code == 302
    assert program.get(f"/api/v1/import_name/{pk}").json["result"]["target"].startswith("Ёлкин")
    assert client.post(page, data={"never": "1"}).status_code == 302
    assert client.get(f"/timetable/names/{pk}/forget").status_code == 200
    assert client.post(f"/timetable/names/{pk}/forget").status_code == 302
    assert program.get(f"/api/v1/import_name/{pk}").status_code == 404
    form = {"kind": "room", "name": "Ауд. 5", "target": cast.room}
    assert client.post("/timetable/names/add?kind=room", data=form).status_code == 302
    assert client.post("/timetable/names/add", data={"name": ""}).status_code == 422
    assert client.get("/timetable/names/add?kind=no").status_code == 404
    for body, field in (
        ({"kind": "no", "name": "x"}, "kind"),
        ({"kind": "room", "name": ""}, "name"),
        ({"kind": "room", "name": 5}, "name"),
        ({"kind": "room", "name": "x"}, "target"),
        ({"kind": "room", "name": "x", "target": "y"}, "target"),
        ({"kind": "subject", "name": "x", "target": 5}, "target"),
    ):
        answer = program.post("/api/v1/import_name/", json=body)
        assert answer.status_code == 422, body
        assert answer.json["errors"].keys() == {field}
    key = cast.import_name2
    assert program.put(f"/api/v1/import_name/{key}", json={"never": True}).status_code == 200
    assert program.delete(f"/api/v1/import_name/{key}").status_code == 204


def test_disciplines_are_found_by_a_part_of_their_name(api_as, cast):
    found = api_as("timetabler").get(f"{REST}/subjects/{cast.semester}?q=опер").json["results"]
    assert found == [{"id": "операционные системы", "text": "ОП.01 Операционные системы"}]


def test_the_command_line_shows_and_imports(app, act_as, cast, content, tmp_path):
    file = tmp_path / "timetable.xml"
    file.write_bytes(content)
    runner, before = app.test_cli_runner(), _slots(act_as, cast)
    arguments = ["import", "timetable", str(file), "--semester", str(cast.semester)]
    shown = runner.invoke(args=[*arguments, "--dry-run"])
    assert shown.exit_code == 0, shown.output
    assert "2 lessons, 2 cards: 1 cards give 1 pairs" in shown.output
    assert "Кто-то" in shown.output
    assert _slots(act_as, cast) == before
    done = runner.invoke(args=[*arguments, "--add"])
    assert done.exit_code == 0, done.output
    assert _slots(act_as, cast) == before | {(cast.teaching_assignment, 2, 2, cast.room)}
    file.write_bytes(content[:200])
    assert runner.invoke(args=arguments).exit_code == 1
    assert runner.invoke(args=[*arguments[:-1], "999999"]).exit_code == 1
    with act_as("system") as session:
        assert session.get_one(Timetable, cast.timetable).edition == 1
