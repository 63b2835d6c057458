"""REST of the registers: what is sent is written or refused with a sentence; never a 500."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from access.matrix import Resource
from models import Enrolment, Student, StudyGroup
from services.errors import FieldsError
from tests.cast import Cast
from views.register.register import REGISTERS
from views.register.saving import save
from views.register.widgets import field

pytestmark = pytest.mark.both_databases
NEW = {"last_name": "Новикова", "first_name": "Анна", "record_book": "26-001"}


def test_a_secretary_adds_changes_and_deletes_a_student(api_as: Any) -> None:
    api = api_as("secretary")
    added = api.post("/api/v1/student/", json=NEW)
    assert added.status_code == 201
    assert added.json["result"]["full_name"] == "Новикова Анна"
    url = f"/api/v1/student/{added.json['id']}"
    changed = api.put(url, json={"patronymic": "Петровна"})
    assert (changed.status_code, changed.json["result"]["patronymic"]) == (200, "Петровна")
    assert api.get(url).json["result"]["full_name"] == "Новикова Анна Петровна"
    assert api.delete(url).status_code == 200
    assert api.get(url).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {**NEW, "last_name": ""},
        {**NEW, "last_name": None},
        {**NEW, "last_name": 5},
        {**NEW, "last_name": ["a"]},
        {**NEW, "last_name": "а" * 65},
        {**NEW, "last_name": "Ива\u0000нов"},
        {**NEW, "last_name": "Ива\ud800нов"},
        {**NEW, "last_name": "12345"},
        {**NEW, "birth_date": "2010-02-03"},
        {**NEW, "sort_name": "x"},
        {**NEW, "id": 7},
        {**NEW, "user_id": 1},
        {**NEW, "record_book": "Z-1" * 20},
    ],
)
def test_wrong_values_are_refused_at_their_field(api_as: Any, act_as: Any, body: Any) -> None:
    with act_as("system") as session:
        before = session.scalar(select(func.count(Student.id)))
    answer = api_as("secretary").post("/api/v1/student/", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"]
    assert all(answer.json["errors"].values())
    with act_as("system") as session:
        assert session.scalar(select(func.count(Student.id))) == before


@pytest.mark.parametrize(
    "values",
    [
        {"birth_date": "31.02.2010"},
        {"birth_date": 20100203},
        {"birth_date": "0001-01-01"},
        {"birth_date": "2026-10-01"},
        {"sex": "unknown"},
        {"sex": {}},
    ],
)
def test_a_wrong_identity_is_refused_at_its_field(api_as: Any, cast: Cast, values: Any) -> None:
    url = f"/api/v1/student_identity/{cast.student_identity}"
    answer = api_as("secretary").put(url, json=values)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == list(values)


def test_a_student_has_one_identity(api_as: Any, cast: Cast) -> None:
    body = {"student": cast.student, "sex": "male"}
    answer = api_as("secretary").post("/api/v1/student_identity/", json=body)
    assert answer.status_code == 422
    assert answer.json["errors"]["student"]


def test_a_teacher_learns_names_and_groups_alone(api_as: Any, cast: Cast) -> None:
    api = api_as("teacher")
    known = api.get(f"/api/v1/student/{cast.student}").json["result"]
    assert known["full_name"]
    assert "birth_date" not in known
    assert api.get(f"/api/v1/student_identity/{cast.student_identity}").status_code == 403


@pytest.mark.parametrize(
    "student", [{}, [], "abc", "", None, 0, -1, 2**31, 2**70, 1.5, True, 999999]
)
def test_a_relation_that_names_no_row_is_refused_and_inserts_none(
    api_as: Any, act_as: Any, cast: Cast, student: Any
) -> None:
    with act_as("system") as session:
        before = session.scalar(select(func.count(Student.id)))
    body = {"student": student, "group": cast.group2, "starts_on": "2026-10-01"}
    answer = api_as("secretary").post("/api/v1/enrolment/", json=body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["student"])
    with act_as("system") as session:
        assert session.scalar(select(func.count(Student.id))) == before


def test_a_relation_to_a_hidden_row_is_refused_like_a_missing_one(api_as: Any, cast: Cast) -> None:
    body = {"kind": "phone", "value": "+7 900 000-00-00"}
    api = api_as("curator")
    own = api.post("/api/v1/student_contact/", json={**body, "student": cast.student})
    foreign = api.post("/api/v1/student_contact/", json={**body, "student": cast.student2})
    missing = api.post("/api/v1/student_contact/", json={**body, "student": 999999})
    assert own.status_code == 201
    assert foreign.status_code == missing.status_code == 422
    assert foreign.json == missing.json


def test_a_relation_is_named_by_relation_or_key(api_as: Any, cast: Cast) -> None:
    body = {"group_id": cast.group, "name": "Подгруппа 9"}
    answer = api_as("secretary").post("/api/v1/subgroup/", json=body)
    assert answer.status_code == 201
    assert answer.json["result"]["group"]["id"] == cast.group


@pytest.mark.parametrize(
    "raw", [b"{", b"", b"[1]", b'"x"', b"null", b"\xff\xfe", b"[" * 100_000, b'{"a":' + b"9" * 5000]
)
def test_a_body_that_is_no_object_is_400(api_as: Any, raw: bytes) -> None:
    api = api_as("secretary")
    for method, url in (("POST", "/api/v1/student/"), ("PUT", "/api/v1/student/1")):
        answer = api.open(url, method=method, data=raw, content_type="application/json")
        assert answer.status_code == 400
    assert api.post("/api/v1/student/", data="a=b").status_code == 400


@pytest.mark.parametrize(
    "q",
    [
        "(",
        "!(",
        "1",
        "'abc'",
        "(page:'x')",
        "(page:-1)",
        "(page:1000000000)",
        "(page_size:'all')",
        "(order_column:nothing)",
        "(order_column:sort_name)",
        "(order_direction:up)",
        "(columns:!(password))",
        "(columns:1)",
        "(filters:!((col:nothing,opr:eq,value:1)))",
        "(filters:!((col:user_id,opr:eq,value:1)))",
        "(filters:!((col:birth_date,opr:eq,value:a)))",
        "(filters:!((col:group,opr:eq,value:abc)))",
        "(filters:!((col:id,opr:eq,value:99999999999999999999)))",
        "(filters:!(1))",
        "(filters:1)",
        "(nonsense:1)",
        "x" * 9000,
        "(search:!(1))",
    ],
)
def test_a_query_that_makes_no_sense_is_400(api_as: Any, q: str) -> None:
    answer = api_as("secretary").get("/api/v1/student/", query_string={"q": q})
    assert answer.status_code == 400
    assert answer.json["message"]


@pytest.mark.parametrize("text", ["\x00", "а\x00б", "\ud800", "%", "_", "\\", "'", "я" * 5000, " "])
def test_any_text_can_be_searched_for(api_as: Any, text: str) -> None:
    """PostgreSQL takes no NUL and no lone surrogate; a wildcard is a character like others."""
    api = api_as("secretary")
    wanted = json.dumps({"search": text, "filters": []})
    answer = api.get("/api/v1/student/", query_string={"q": wanted})
    assert answer.status_code in (200, 400)
    filtered = json.dumps({"filters": [{"col": "record_book", "opr": "ct", "value": text}]})
    assert api.get("/api/v1/student/", query_string={"q": filtered}).status_code in (200, 400)
    raw = {"q": text.encode("utf-8", "replace")}
    assert api.get("/api/v1/student/_choices", query_string=raw).status_code == 200


def test_an_enormous_page_is_cut(api_as: Any) -> None:
    answer = api_as("secretary").get("/api/v1/student/?q=(page_size:1000000)")
    assert answer.status_code == 200
    assert len(answer.json["result"]) <= 200


@pytest.mark.parametrize("pk", ["0", "999999", "2147483648", "99999999999999999999", "abc", "-1"])
def test_a_missing_row_is_404(api_as: Any, pk: str) -> None:
    api = api_as("secretary")
    assert api.get(f"/api/v1/student/{pk}").status_code == 404
    assert api.put(f"/api/v1/student/{pk}", json=NEW).status_code == 404
    assert api.delete(f"/api/v1/student/{pk}").status_code == 404


def test_a_foreign_row_is_404_and_a_forbidden_action_403(api_as: Any, cast: Cast) -> None:
    curator, teacher = api_as("curator"), api_as("teacher")
    foreign = f"/api/v1/student_contact/{cast.student_contact2}"
    assert curator.get(foreign).status_code == 404
    assert curator.put(foreign, json={"note": "x"}).status_code == 404
    assert curator.delete(foreign).status_code == 404
    own = f"/api/v1/student/{cast.student}"
    assert teacher.put(own, json={"first_name": "Пётр"}).status_code == 403
    assert teacher.delete(own).status_code == 403
    assert teacher.post("/api/v1/student/", json=NEW).status_code == 403


def test_nobody_is_401(anonymous: Any, cast: Cast) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = anonymous.open(f"/api/v1/student/{cast.student}", method=method)
        assert answer.status_code == 401
    assert anonymous.get("/api/v1/student/").status_code == 401
    assert anonymous.get("/api/v1/student/_choices").status_code == 401


def test_search_folds_case_yo_and_look_alikes(api_as: Any) -> None:
    api = api_as("secretary")
    for typed in ("ёжиков", "ЕЖИКОВ", "Ежиков С", "ежиkов"):
        found = api.get("/api/v1/student/", query_string={"q": json.dumps({"search": typed})})
        assert [row["full_name"] for row in found.json["result"]] == ["Ёжиков Степан Ильич"], typed


def test_a_list_is_sorted_as_russians_do(api_as: Any) -> None:
    found = api_as("secretary").get("/api/v1/student/?q=(page_size:100)").json["result"]
    names = [row["full_name"] for row in found]
    assert names.index("Ёлкина Яна Юрьевна") < names.index("Романова Софья")
    assert names[0].startswith("Абрамов")


def test_choices_are_scoped_and_depend_on_other_fields(api_as: Any, cast: Cast) -> None:
    seen = api_as("curator").get("/api/v1/student/_choices?q=сидоров").json["results"]
    hidden = api_as("curator2").get("/api/v1/student/_choices?q=сидоров").json["results"]
    assert [row["id"] for row in seen] == [cast.student]
    assert hidden == []
    deputy = api_as("deputy_director")
    subgroups = deputy.get(f"/api/v1/subgroup/_choices?group={cast.group}").json["results"]
    assert [row["id"] for row in subgroups] == [cast.subgroup]
    assert deputy.get("/api/v1/subgroup/_choices?group=abc").status_code == 400
    assert deputy.get("/api/v1/subgroup/_choices?nothing=1").status_code == 400
    assert api_as("student").get("/api/v1/employee/_choices").status_code == 403


def test_a_name_beside_a_row_is_shown_without_the_row(api_as: Any, cast: Cast) -> None:
    row = api_as("student").get(f"/api/v1/study_group/{cast.group}").json["result"]
    assert row["curator"]["label"] == "Громова Е. Ю."


def test_a_hidden_relation_is_shown_locked_and_never_written(act_as: Any, cast: Cast) -> None:
    """A teacher sees the group, but no employees: the curator's name loads as nothing."""
    register = REGISTERS[Resource.study_group]
    with act_as("teacher", writes=True) as session:
        group = session.get(StudyGroup, cast.group)
        shown = field(session, register, "curator", {}, group, {})
        assert (shown.locked, shown.text) == ("hidden", "")
        with pytest.raises(FieldsError) as refused:
            save(session, register, {"curator": cast.employee_curator2}, group)
        assert list(refused.value.errors) == ["curator"]
    with act_as("system") as session:
        assert session.get(StudyGroup, cast.group).curator_id == cast.employee_curator


def test_what_is_used_is_not_deleted(api_as: Any, cast: Cast) -> None:
    answer = api_as("secretary").delete(f"/api/v1/study_group/{cast.group}")
    assert answer.status_code == 422
    assert "Зачисления" in answer.json["message"]
    assert api_as("hr").delete(f"/api/v1/department/{cast.department}").status_code == 422


def test_marks_absences_lessons_gradebooks_audit_are_not_written_here(
    api_as: Any, cast: Cast
) -> None:
    api = api_as("teacher")
    for name in ("mark", "absence", "gradebook", "audit_entry"):
        assert api.post(f"/api/v1/{name}/", json={}).status_code == 405, name
        for method in ("PUT", "DELETE"):
            answer = api.open(f"/api/v1/{name}/{cast[name]}", method=method, json={})
            assert answer.status_code == 405, name


def test_info_tells_fields_filters_and_rights(api_as: Any) -> None:
    info = api_as("secretary").get("/api/v1/enrolment/_info").json
    assert info["permissions"] == ["can_read", "can_create", "can_update", "can_delete"]
    assert [f["name"] for f in info["add_columns"]][:2] == ["student", "group"]
    assert "student" not in [f["name"] for f in info["edit_columns"]]
    assert api_as("teacher").get("/api/v1/enrolment/_info").json["permissions"] == ["can_read"]


def test_a_field_that_is_set_once_is_not_changed(api_as: Any, act_as: Any, cast: Cast) -> None:
    with act_as("system") as session:
        pk = session.scalar(select(Enrolment.id).where(Enrolment.student_id == cast.student))
    api = api_as("secretary")
    answer = api.put(f"/api/v1/enrolment/{pk}", json={"student": cast.student2})
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["student"])
    assert api.put(f"/api/v1/enrolment/{pk}", json={"student": cast.student}).status_code == 200
