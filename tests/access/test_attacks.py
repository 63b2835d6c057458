"""What somebody tries who means harm, or types another number into an address."""

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from access import units
from access.session import db
from models import AuditEntry, Enrolment, JournalTeacher, Lesson, Mark, Student
from models.audit import CELL
from tests.company import TODAY

SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(2)> Тема"


def _grid(api, gradebook):
    return api.get(f"/api/v1/gradebook/{gradebook}/grid")


@pytest.mark.parametrize("login", ["student", "parent"])
def test_5_7_a_family_reads_its_own_row_of_the_grid_alone(login, api_as, cast):
    grid = _grid(api_as(login), cast.gradebook).json
    assert [row["id"] for row in grid["students"]] == [cast.student]
    assert {cell[1] for cell in grid["cells"]} == {cast.student}
    assert grid["gradebook"]["editable"] is False


@pytest.mark.parametrize("login", ["student", "parent", "curator", "teacher2", "department_head2"])
def test_a_foreign_journal_does_not_exist(login, api_as, client_as, cast):
    foreign = cast.gradebook if login.endswith("2") else cast.gradebook2
    lesson = cast.lesson if login.endswith("2") else cast.lesson2
    assert _grid(api_as(login), foreign).status_code == 404
    for path in (f"/journal/{foreign}", f"/journal/{foreign}/lesson/{lesson}"):
        assert client_as(login).get(path).status_code == 404


def test_a_lesson_is_not_opened_through_another_journal(client_as, cast):
    path = f"/journal/{cast.gradebook}/lesson/{cast.lesson_tc_other}"
    assert client_as("teacher").get(path).status_code == 404


@pytest.mark.parametrize("foreign", ["lesson2", "lesson_tc_other"])
def test_cells_of_a_foreign_lesson_are_neither_written_nor_told(foreign, api_as, act_as, cast):
    """A lesson of another journal, be it the own one: the answer must not hold its text."""
    student = cast.student2 if foreign == "lesson2" else cast.student_tc
    cell = {
        "student_id": student,
        "lesson_id": cast[foreign],
        "text": "2",
        "was": "",
        "reason": "a",
    }
    answer = api_as("teacher").put(
        f"/api/v1/gradebook/{cast.gradebook}/cells", json={"cells": [cell]}
    )
    assert answer.json["saved"] == []
    assert answer.json["conflicts"] == []
    (refused,) = answer.json["refused"]
    assert not {"4", "3"} & {str(value) for value in refused.values()}
    with act_as("system") as session:
        held = select(Mark.code).where(Mark.lesson_id == cast[foreign], Mark.student_id == student)
        assert session.scalars(held).all() in (["4"], ["3"])


def test_the_trail_of_a_foreign_cell_is_not_told(api_as, cast):
    query = f"lesson_id={cast.lesson2}&student_id={cast.student2}"
    own = api_as("teacher").get(f"/api/v1/gradebook/{cast.gradebook}/history?{query}")
    assert own.status_code == 404 or own.json.get("entries", own.json.get("result")) == []
    assert (
        api_as("teacher").get(f"/api/v1/gradebook/{cast.gradebook2}/history?{query}").status_code
        == 404
    )
    assert api_as("student").get(
        f"/api/v1/gradebook/{cast.gradebook}/history"
        f"?lesson_id={cast.lesson}&student_id={cast.student_b}"
    ).status_code in (403, 404)


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("hr", "/api/v1/employee/{employee_teacher}"),
        ("secretary", "/api/v1/student/{student}"),
        ("secretary", "/api/v1/guardian/{guardian}"),
    ],
)
@pytest.mark.parametrize("field", ["user_id", "user", "roles", "id", "sort_name"])
def test_no_account_is_taken_over_by_a_field_that_no_form_has(login, path, field, api_as, cast):
    answer = api_as(login).put(path.format(**cast), json={field: cast.user_module_admin})
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_choices_of_a_search_are_rows_of_the_own_scope(api_as, cast):
    told = api_as("curator").get("/api/v1/student/_choices?q=").text
    assert str(cast.student2) not in [str(row["id"]) for row in _rows(told)]
    assert api_as("teacher").get("/api/v1/employee/_choices?q=").status_code == 403


def _rows(text):
    told = json.loads(text)
    return told if isinstance(told, list) else told.get("result", [])


@pytest.mark.sqlite_only
def test_what_people_type_is_never_markup(api_as, client_as, act_as, cast):
    made = api_as("teacher").put(
        f"/api/v1/lesson/{cast.lesson_today}", json={"topic": SCRIPT, "homework": SCRIPT}
    )
    assert made.status_code == 200, made.text
    with act_as("secretary", writes=True) as session:
        session.get(Student, cast.student).patronymic = "<b>Жирный</b>"
        session.commit()
    pages = {
        "teacher": (
            "/",
            f"/journal/{cast.gradebook}",
            f"/journal/{cast.gradebook}/lesson/{cast.lesson_today}",
        ),
        "student": ("/",),
        "department_head": (
            f"/registers/lesson/show/{cast.lesson_today}",
            "/registers/student/list/",
        ),
    }
    for login, paths in pages.items():
        for path in paths:
            page = client_as(login).get(path).text
            for harm in ("<script>alert", "<img src=x", "<b>Жирный"):
                assert harm not in page, (login, path, harm)


@pytest.mark.both_databases
def test_two_secretaries_at_once_do_not_put_a_student_into_two_groups(app, api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        newcomer = Student(last_name="Новый", first_name="Студент", record_book="26-999")
        session.add(newcomer)
        session.commit()
        key = newcomer.id
    barrier = Barrier(4)
    clients = [api_as("secretary") for _ in range(4)]

    def enrol(number):
        barrier.wait()
        group = (cast.group, cast.group2)[number % 2]
        body = {"student": key, "group": group, "starts_on": str(TODAY)}
        return clients[number].post("/api/v1/enrolment/", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enrol, range(4))) == [201, 422, 422, 422]
    with act_as("system") as session:
        count = select(func.count(Enrolment.id)).where(Enrolment.student_id == key)
        assert session.scalar(count) == 1


@pytest.mark.sqlite_only
def test_no_unsafe_address_takes_a_cookie_without_the_csrf_token(app, client_as):
    client, walked = client_as("secretary"), 0
    with app.test_request_context():
        rules = [
            rule for rule in app.url_map.iter_rules() if rule.methods - {"GET", "HEAD", "OPTIONS"}
        ]
    for rule in rules:
        path = rule.rule
        for name, converter in rule._converters.items():
            kind = type(converter).__name__
            marker = next(part for part in path.split("/") if part.endswith(f"{name}>"))
            path = path.replace(marker, "1" if kind == "IntegerConverter" else "x")
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
            if rule.endpoint in ("SecurityApi.login", "SecurityApi.refresh"):
                continue
            answer = client.open(path, method=method, headers={"X-CSRFToken": "wrong"})
            assert answer.status_code == 400, (method, path, answer.status_code)
            walked += 1
    assert walked > 100


@pytest.mark.sqlite_only
def test_a_locked_database_is_said_and_nothing_is_half_written(
    app, api_as, act_as, cast, monkeypatch
):
    monkeypatch.setattr(units, "BUSY_TIMEOUT_MS", 100)
    api = api_as("teacher")
    path = f"/api/v1/gradebook/{cast.gradebook}/cells"
    cell = {"student_id": cast.student, "lesson_id": cast.lesson_today, "text": "5", "was": ""}
    file = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with app.app_context():
        db.engine.dispose()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    answer = api.put(path, json={"cells": [cell]})
    assert answer.status_code == 503
    assert answer.json["message"]
    other.execute("ROLLBACK")
    other.close()
    assert api.put(path, json={"cells": [cell]}).json["saved"]
    with act_as("system") as session:
        entries = select(func.count(AuditEntry.id)).where(
            AuditEntry.lesson_id == cast.lesson_today, AuditEntry.field == CELL
        )
        assert session.scalar(entries) == 1


def test_a_teacher_who_leaves_a_journal_leaves_its_rights(api_as, act_as, cast):
    """Rights follow the rows of this moment, not those of the sign-in."""
    api = api_as("teacher")
    assert _grid(api, cast.gradebook).status_code == 200
    with act_as("system", writes=True) as session:
        terms = select(JournalTeacher).where(JournalTeacher.gradebook_id == cast.gradebook)
        for term in session.scalars(terms):
            term.teacher_id = cast.employee_teacher2
        session.commit()
    assert _grid(api, cast.gradebook).status_code == 404
    assert api.put(f"/api/v1/lesson/{cast.lesson_today}", json={"topic": "Тема"}).status_code == 404
    with act_as("system") as session:
        assert session.get(Lesson, cast.lesson_today).topic == ""
