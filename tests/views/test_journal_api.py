"""The journal over REST: shapes, refusals and statuses; never a 500."""

import pytest

from tests.cast import TODAY

CELLS = "/api/v1/gradebook/{}/cells"


@pytest.fixture
def teacher(api_as):
    return api_as("teacher")


def put(client, cast, cells, gradebook="gradebook"):
    return client.put(CELLS.format(cast[gradebook]), json={"cells": cells})


def cell(cast, lesson="lesson_today", student="student", text="5", **more):
    return {"lesson_id": cast[lesson], "student_id": cast[student], "text": text} | more


def test_the_grid_as_json(teacher, cast) -> None:
    answer = teacher.get(f"/api/v1/gradebook/{cast.gradebook}/grid")
    assert answer.status_code == 200
    told = answer.json
    assert told["gradebook"]["editable"]
    assert [term["number"] for term in told["gradebook"]["semesters"]] == [1, 2]
    assert [cast.lesson, cast.student, "5", 0, None] in told["cells"]
    came = next(one for one in told["students"] if one["id"] == cast.student_new)
    assert (came["from"], came["until"], came["average"]) == ("2026-10-05", None, None)
    lesson = next(one for one in told["lessons"] if one["id"] == cast.lesson)
    assert (lesson["state"], lesson["confirmed_at"]) == ("recorded", "2026-10-12T09:00:00Z")


def test_cells_are_saved_refused_and_in_conflict(teacher, cast) -> None:
    batch = [
        cell(cast, was=""),
        cell(cast, student="student_b", text="6", was=""),
        cell(cast, lesson="lesson", text="4", was=""),
        cell(cast, lesson="lesson", student="student_b", text="3", was="2"),
    ]
    told = put(teacher, cast, batch).json
    place = {"lesson_id": cast.lesson_today, "student_id": cast.student}
    assert told["saved"] == [place | {"text": "5", "work_id": None}]
    assert [(one["code"], one["clause"]) for one in told["refused"]] == [
        ("unknown", "4.3"),
        ("reason_required", "5.5.3"),
    ]
    assert [one["now"] for one in told["conflicts"]] == ["5"]
    again = put(teacher, cast, batch).json
    assert again == told


def test_sentences_are_in_the_caller_s_language(teacher, cast) -> None:
    told = put(teacher, cast, [cell(cast, text="6")]).json
    assert told["refused"][0]["reason"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"[" * 100_000, 400),
        (b'{"cells": null}', 422),
        (b'{"cells": {}}', 422),
        (b'{"cells": [1]}', 422),
        (b'{"cells": [{}]}', 422),
        (b'{"cells": [{"lesson_id": "1", "student_id": 1, "text": ""}]}', 422),
        (b'{"cells": [{"lesson_id": true, "student_id": 1, "text": ""}]}', 422),
        (b'{"cells": [{"lesson_id": 1.5, "student_id": 1, "text": ""}]}', 422),
        (b'{"cells": [{"lesson_id": 99999999999999999999, "student_id": 1, "text": ""}]}', 422),
        (b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": 5}]}', 422),
        (b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5", "was": []}]}', 422),
        (b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5", "reason": "\\u0000"}]}', 422),
        (b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5", "reason": "\\ud800"}]}', 422),
        (b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5", "claimed_at": "x"}]}', 422),
        (
            b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5",'
            b' "claimed_at": "0001-01-01T00:00:00+14:00"}]}',
            422,
        ),
        (
            b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "5"},'
            b' {"lesson_id": 1, "student_id": 1, "text": "4"}]}',
            400,
        ),
        (
            b'{"cells": [{"lesson_id": 1, "student_id": 1, "text": "\\ud800\\u0000", "was": "x"}]}',
            200,
        ),
        (b'{"cells": []}', 200),
    ],
)
def test_malformed_batches(teacher, cast, body: bytes, status: int) -> None:
    answer = teacher.put(CELLS.format(cast.gradebook), data=body, content_type="application/json")
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.json["message"]


def test_too_many_cells(teacher, cast) -> None:
    many = [{"lesson_id": 1, "student_id": n + 1, "text": "5"} for n in range(2001)]
    assert put(teacher, cast, many).status_code == 400


@pytest.mark.parametrize("path", ["grid", "history?lesson_id=1"])
@pytest.mark.parametrize("key", [0, 999_999, 10**15, 10**30])
def test_missing_journals_are_404(teacher, path: str, key: int) -> None:
    assert teacher.get(f"/api/v1/gradebook/{key}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("semester=2", 200),
        ("semester=", 200),
        ("semester=9", 404),
        ("semester=x", 422),
        ("semester=-1", 404),
        ("semester=99999999999", 422),
    ],
)
def test_the_semester_of_the_address(teacher, cast, query: str, status: int) -> None:
    answer = teacher.get(f"/api/v1/gradebook/{cast.gradebook}/grid?{query}")
    assert answer.status_code == status


def test_foreign_rows_are_404_and_forbidden_actions_403(api_as, cast) -> None:
    teacher, head, student = (api_as(who) for who in ("teacher", "department_head", "student"))
    assert teacher.get(f"/api/v1/gradebook/{cast.gradebook2}/grid").status_code == 404
    assert put(teacher, cast, [], "gradebook2").status_code == 404
    assert teacher.put(f"/api/v1/lesson/{cast.lesson2}", json={"topic": "Тема"}).status_code == 404
    for who in (head, student):
        assert who.get(f"/api/v1/gradebook/{cast.gradebook}/grid").status_code == 200
        assert put(who, cast, [cell(cast)]).status_code == 403
        assert who.put(f"/api/v1/lesson/{cast.lesson}", json={"topic": "Т"}).status_code == 403
        assert who.delete(f"/api/v1/lesson/{cast.lesson}").status_code == 403
        assert who.post(f"/api/v1/lesson/{cast.lesson}/confirm").status_code == 403
        assert who.post(f"/api/v1/gradebook/{cast.gradebook}/lessons", json={}).status_code == 403
    query = f"lesson_id={cast.lesson}&student_id={cast.student}"
    history = f"/api/v1/gradebook/{cast.gradebook}/history?{query}"
    assert head.get(history).status_code == 200
    assert student.get(history).status_code == 403
    pair = api_as("teacher_curator")
    assert put(pair, cast, [cell(cast)], "gradebook_tc_other").status_code == 403


def test_nobody_in_particular_gets_401(anonymous, cast) -> None:
    assert anonymous.get(f"/api/v1/gradebook/{cast.gradebook}/grid").status_code == 401


def test_a_cookie_writes_with_its_token_only(client_as, cast) -> None:
    client = client_as("teacher")
    assert put(client, cast, [cell(cast)]).status_code == 200
    client.csrf = None
    assert put(client, cast, [cell(cast, text="4", was="5")]).status_code == 400


def test_a_lesson_from_its_beginning_to_its_end(teacher, cast) -> None:
    lessons = f"/api/v1/gradebook/{cast.gradebook}/lessons"
    fields = {"held_on": TODAY.isoformat(), "pair": 4, "topic": "Потоки", "homework": "§ 7"}
    wrong = teacher.post(lessons, json=fields | {"topic": "Threads", "pair": 99})
    assert wrong.status_code == 422
    assert set(wrong.json["errors"]) == {"topic", "pair"}
    answer = teacher.post(lessons, json=fields)
    assert answer.status_code == 201, answer.text
    key = answer.json["id"]
    assert answer.json["lesson"]["homework"] == "§ 7"
    url = f"/api/v1/lesson/{key}"
    assert teacher.put(url, json={"hours": 4}).json["lesson"]["hours"] == 4
    assert teacher.put(url, json={"hours": "many"}).status_code == 422
    assert teacher.put(url, data=b"{", content_type="application/json").status_code == 400
    assert teacher.post(f"{url}/confirm").json["state"] == "recorded"
    assert teacher.post(f"{url}/confirm", json={"confirmed": "no"}).status_code == 422
    assert teacher.post(f"{url}/confirm", json={"confirmed": False}).json["state"] == "open"
    saved = {"lesson_id": key, "student_id": cast.student, "text": "5"}
    assert teacher.put(CELLS.format(cast.gradebook), json={"cells": [saved]}).json["saved"]
    refused = teacher.delete(url)
    assert refused.status_code == 409
    assert refused.json["loss"] == {"marks": 1, "absences": 0, "names": ["Сидоров И. П."]}
    query = f"lesson_id={key}&student_id={cast.student}"
    assert teacher.delete(f"{url}?confirm_loss=1").status_code == 204
    assert teacher.delete(url).status_code == 404
    entries = teacher.get(f"/api/v1/gradebook/{cast.gradebook}/history?{query}").json["entries"]
    assert [(one["old"], one["new"]) for one in entries] == [("5", ""), ("", "5")]
    assert entries[0]["when"] == "14.10.2026 12:00"


def test_the_register_s_reading_stays(teacher, cast) -> None:
    assert teacher.get(f"/api/v1/lesson/{cast.lesson}").status_code == 200
    assert teacher.get("/api/v1/gradebook/").status_code == 200


def test_the_journal_stands_in_the_openapi_document(api_as) -> None:
    paths = api_as("module_admin").get("/api/v1/_openapi").json["paths"]
    for path, methods in (
        ("/api/v1/gradebook/{pk}/grid", {"get"}),
        ("/api/v1/gradebook/{pk}/cells", {"put"}),
        ("/api/v1/gradebook/{pk}/lessons", {"post"}),
        ("/api/v1/gradebook/{pk}/history", {"get"}),
        ("/api/v1/lesson/{pk}", {"put", "delete"}),
        ("/api/v1/lesson/{pk}/confirm", {"post"}),
    ):
        assert methods <= set(paths[path]), path


def test_one_cell_costs_a_fixed_number_of_statements(teacher, cast, count_statements) -> None:
    put(teacher, cast, [cell(cast)])
    with count_statements() as told:
        put(teacher, cast, [cell(cast, text="н/4", was="5")])
    assert len(told) <= 11, chr(10).join(told)
