"""What somebody tries with coursework, theses, exams and protocols not theirs (5.5.12, 5.5.13)."""

from datetime import date

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import DBAPIError

from access.errors import Frozen
from models import Coursework, DemoExam, FinalProtocol, ProtocolMember, Thesis
from tests.access.faces import MISSING
from tests.graduation_cases import COMMISSION, appoint, sign_practice

pytestmark = pytest.mark.sqlite_only
THESIS, EXAM, PROTOCOL = "/api/v1/thesis", "/api/v1/demo_exam", "/api/v1/final_protocol"
COURSEWORK = "/api/v1/coursework"
MODELS = (Coursework, Thesis, DemoExam, FinalProtocol, ProtocolMember)


def _state(act_as):
    with act_as("system") as session:
        return [
            [
                tuple(row)
                for row in session.execute(
                    select(*(getattr(model, c.key) for c in inspect(model).column_attrs)).order_by(
                        model.id
                    )
                )
            ]
            for model in MODELS
        ]


def test_who_neither_heads_nor_supervises_writes_no_thesis(api_as, act_as, cast):
    one, before = f"{THESIS}/{cast.thesis}", _state(act_as)
    statuses = {
        login: api_as(login).put(one, json={"borrowed": "10"}).status_code
        for login in (
            *("teacher2", "teacher_curator", "curator", "department_head2", "deputy_director"),
            *("director", "methodist", "module_admin", "student", "parent", "hr", "secretary"),
        )
    }
    assert statuses["teacher2"] == statuses["department_head2"] == 404
    assert statuses["teacher_curator"] == 404
    assert set(statuses.values()) == {403, 404}, statuses
    # the supervisor has no appointment in force: refused as well, and says so
    answer = api_as("teacher").put(one, json={"borrowed": "10"})
    assert answer.status_code == 403
    assert "5.5.13" in answer.json["message"]
    assert _state(act_as) == before


def test_a_supervisor_writes_the_own_fields_while_the_appointment_is_in_force(api_as, act_as, cast):
    one, teacher, head = f"{THESIS}/{cast.thesis}", api_as("teacher"), api_as("department_head")
    with act_as("system", writes=True) as session:
        over = appoint(session, cast, cast.employee, ends_on=date(2026, 10, 13))
        strange = appoint(session, cast, cast.employee, group_id=cast.group2)
        mine = appoint(session, cast, cast.employee, ends_on=date(2026, 10, 14))
    for wrong in (over, strange, cast.appointment, MISSING):
        assert head.put(one, json={"appointment_id": str(wrong)}).status_code == 422
    assert head.put(one, json={"appointment_id": mine}).status_code == 200
    assert teacher.put(one, json={"topic": "Другая тема"}).status_code == 200
    assert head.put(one, json={"topic_order": "№ 412 от 14.10.2026"}).status_code == 200
    before = _state(act_as)
    for body in (
        {"topic": "Третья тема"},
        {"code": "5"},
        {"is_admitted": True},
        {"review_code": "5"},
        {"appointment_id": None},
        {"topic_order": "№ 1"},
        {"borrowed": "1", "code": "5"},
    ):
        assert teacher.put(one, json=body).status_code == 403, body
    assert head.put(one, json={"supervisor_code": "5"}).status_code == 403
    assert _state(act_as) == before
    assert teacher.put(one, json={"borrowed": 30, "supervisor_code": "5"}).status_code == 200
    stale = {"borrowed": 40, "was": {"borrowed": "20"}}
    answer = teacher.put(one, json=stale)
    assert (answer.json["conflicts"], answer.json["borrowed"]) == ([cast.thesis], "30")


def test_what_the_system_writes_is_not_assigned(api_as, act_as, cast):
    """Supervisor, protocol, names and the mark of an exam come from the system alone."""
    head, one = api_as("department_head"), f"{THESIS}/{cast.thesis}"
    forged = {
        "supervisor_id": cast.employee2,
        "protocol_id": cast.final_protocol2,
        "student_name": "Чужой",
        "student_id": cast.student2,
        "admitted_on": "2026-01-01",
        "id": MISSING,
    }
    assert head.put(one, json=forged | {"reviewer": "Седов Н. А."}).status_code == 200
    made = head.post(
        f"{EXAM}/",
        json={
            "group": cast.group,
            "kit_code": "КОД 1",
            "held_on": "2026-10-14",
            "maximum": 100,
            "code": "5",
            "protocol_id": cast.final_protocol,
        },
    )
    assert made.status_code == 201
    key = made.json["ids"][0]
    lines = {"lines": [{"exam": key, "points": 39.99, "code": "5", "protocol_id": 1}]}
    assert head.put(f"{EXAM}/points", json=lines).status_code == 200
    with act_as("system") as session:
        thesis, exam = session.get_one(Thesis, cast.thesis), session.get_one(DemoExam, key)
        assert (thesis.supervisor_id, thesis.protocol_id) == (cast.employee, None)
        assert (thesis.student_id, thesis.student_name) == (cast.student, None)
        assert (thesis.admitted_on, thesis.reviewer) == (None, "Седов Н. А.")
        assert (exam.code, exam.protocol_id, exam.student_name) == ("3", None, None)
    for resource in ("thesis", "demo_exam", "final_protocol", "protocol_member", "coursework"):
        path = f"/api/v1/{resource}/{cast[resource]}"
        for method in ("PATCH", "POST"):
            assert head.open(path, method=method, json={"code": "5"}).status_code in (404, 405)


def test_strangers_stand_in_nothing(api_as, act_as, cast):
    with act_as("system", writes=True) as session:
        mine = appoint(session, cast, cast.employee)
    head, before = api_as("department_head"), _state(act_as)
    for student in (cast.student2, cast.student_tc, cast.student_gone, cast.student, MISSING):
        theses = [{"student": student, "topic": "Тема", "appointment": mine}]
        answer = head.post(f"{THESIS}/", json={"group": cast.group, "theses": theses})
        assert answer.status_code == 422, answer.text
    theses = [{"student": cast.student2, "topic": "Тема", "appointment": mine}]
    foreign = {"group": cast.group2}
    assert head.post(f"{THESIS}/", json=foreign | {"theses": theses}).status_code == 404
    exam = {"kit_code": "КОД 1", "held_on": "2026-10-14", "maximum": 100}
    assert head.post(f"{EXAM}/", json=foreign | exam).status_code == 404
    day = {"kind": "thesis", "held_on": "2026-10-14"}
    assert head.post(f"{PROTOCOL}/", json=foreign | day).status_code == 404
    points = {"lines": [{"exam": cast.demo_exam2, "points": 50}]}
    assert head.put(f"{EXAM}/points", json=points).status_code == 404
    one = f"{PROTOCOL}/{cast.final_protocol}"
    for keys in ([cast.thesis2], [cast.thesis], [MISSING]):  # another's, and one not admitted
        assert head.put(f"{one}/lines", json={"lines": keys}).status_code == 422
    for part in ("lines", "marks", "members"):
        foreign_one = f"{PROTOCOL}/{cast.final_protocol2}/{part}"
        assert head.put(foreign_one, json={part: [], "lines": []}).status_code == 404
    assert head.post(f"{PROTOCOL}/{cast.final_protocol2}/sign", json={}).status_code == 404
    # coursework: another journal, a student of another group, a journal of a colleague
    line = {"lines": [{"student": cast.student2, "topic": "Тема"}]}
    book = f"{COURSEWORK}/of/{cast.gradebook}/{cast.semester2}"
    assert api_as("teacher").put(book, json=line).status_code == 422
    assert api_as("teacher2").put(book, json=line).status_code == 404
    assert head.put(book, json=line).status_code == 403
    assert api_as("teacher2").delete(f"{COURSEWORK}/{cast.coursework}").status_code == 404
    assert _state(act_as) == before


def _signed(api_as, act_as, cast):
    """Lead the student's thesis to a signed protocol; return its key."""
    with act_as("system", writes=True) as session:
        mine = appoint(session, cast, cast.employee)
        sign_practice(session, cast)
    head, one = api_as("department_head"), f"{THESIS}/{cast.thesis}"
    assert head.put(one, json={"appointment_id": mine, "topic_order": "№ 412"}).status_code == 200
    assert head.put(one, json={"is_admitted": True}).status_code == 422  # not checked yet
    answer = api_as("teacher").put(one, json={"borrowed": 51, "supervisor_code": "5"})
    assert answer.status_code == 200
    assert head.put(one, json={"is_admitted": True}).status_code == 422  # above the norm
    assert head.put(one, json={"borrowed": 50}).status_code == 200
    assert head.put(one, json={"code": "5"}).status_code == 422  # not admitted yet
    assert head.put(one, json={"is_admitted": True}).status_code == 200
    body = {"group": cast.group, "kind": "thesis", "held_on": "2026-10-14"}
    made = head.post(f"{PROTOCOL}/", json=body)
    assert (made.status_code, made.json["number"]) == (201, "2")
    assert [line["student"] for line in made.json["lines"]] == [cast.student]
    key = made.json["id"]
    assert head.post(f"{PROTOCOL}/{key}/sign", json={}).status_code == 422
    marks = {"lines": [{"id": cast.thesis, "code": "5"}]}
    assert head.put(f"{PROTOCOL}/{key}/marks", json=marks).status_code == 200
    members = {"members": COMMISSION}
    assert head.put(f"{PROTOCOL}/{key}/members", json=members).status_code == 200
    for login in ("teacher", "curator", "deputy_director", "director"):
        assert api_as(login).post(f"{PROTOCOL}/{key}/sign", json={}).status_code == 403
    answer = head.post(f"{PROTOCOL}/{key}/sign", json={"signed_name": "Директор"})
    assert (answer.status_code, answer.json["signed_name"][:6]) == (200, "Жукова")
    return key


def test_5_5_13_a_signed_protocol_changes_by_no_path(api_as, client_as, act_as, cast):
    key = _signed(api_as, act_as, cast)
    before, head, page = _state(act_as), api_as("department_head"), client_as("department_head")
    one, thesis = f"{PROTOCOL}/{key}", f"{THESIS}/{cast.thesis}"
    for answer in (
        head.put(f"{one}/marks", json={"lines": [{"id": cast.thesis, "code": "4"}]}),
        head.put(f"{one}/lines", json={"lines": []}),
        head.put(f"{one}/members", json={"members": []}),
        head.post(f"{one}/sign", json={}),
        head.delete(one),
        head.put(thesis, json={"code": "4"}),
        head.delete(thesis),
        api_as("teacher").put(thesis, json={"borrowed": 1}),
    ):
        assert answer.status_code == 409, answer.text
    was = f'{{"{cast.thesis}": {{"code": "5", "topic": "x"}}}}'
    for path, form in (
        (f"/final/{key}/marks", {"was": was, f"{cast.thesis}-code": "4"}),
        (f"/final/{key}/lines", {}),
        (f"/final/{key}/members", {"role": "chairman", "name": "Другой", "position": ""}),
        (f"/final/{key}/sign", {}),
        (f"/final/{key}/delete", {}),
        (f"/theses/group/{cast.group}", {"was": was, f"{cast.thesis}-code": "4"}),
        (f"/theses/{cast.thesis}/delete", {}),
    ):
        assert page.post(path, data=form).status_code in (302, 400, 403, 404), path
    for model, name, value in (
        (Thesis, "code", "4"),
        (FinalProtocol, "number", "9"),
        (FinalProtocol, "signed_at", None),
    ):
        with act_as("system", writes=True) as session:
            row = session.get_one(model, cast.thesis if model is Thesis else key)
            setattr(row, name, value)
            with pytest.raises((DBAPIError, Frozen)):
                session.commit()
            session.rollback()
    assert _state(act_as) == before
    with act_as("system") as session:
        protocol, row = session.get_one(FinalProtocol, key), session.get_one(Thesis, cast.thesis)
        assert protocol.group_name == "ИС-21"
        assert row.student_name == "Сидоров Иван Петрович"
        assert (row.defended_on, row.code) == (date(2026, 10, 14), "5")


BAD = (
    ("PUT", f"{EXAM}/points", {"lines": "x"}),
    ("PUT", f"{EXAM}/points", {"lines": [{"exam": "1"}]}),
    ("PUT", f"{EXAM}/points", {"lines": [{"exam": 2**40}]}),
    ("POST", f"{EXAM}/", {"group": 1, "kit_code": "\u0000", "held_on": "x", "maximum": "y"}),
    ("POST", f"{EXAM}/", {"group": [], "kit_code": {}, "held_on": [], "maximum": {}}),
    ("POST", f"{PROTOCOL}/", {"group": 1, "kind": "king", "held_on": "2026-10-14"}),
    ("POST", f"{PROTOCOL}/", {"group": 1, "kind": [], "held_on": {}}),
    ("POST", f"{THESIS}/", {"group": 1, "theses": [1]}),
    ("POST", f"{THESIS}/", {"group": 1, "theses": [{"student": 1, "topic": 5}]}),
)


def test_wrong_input_is_told_and_writes_nothing(api_as, act_as, cast):
    before, head, teacher = _state(act_as), api_as("department_head"), api_as("teacher")
    for method, path, body in BAD:
        answer = head.open(path, method=method, json=body)
        assert answer.status_code in (400, 404, 422), (path, body, answer.status_code)
        assert answer.json["message"]
    book = f"{COURSEWORK}/of/{cast.gradebook}/{cast.semester2}"
    for line in (
        {"student": cast.student, "topic": "х" * 501},
        {"student": cast.student, "topic": "\u0000"},
        {"student": cast.student, "code": "6"},
        {"student": cast.student, "code": "н"},
        {"student": cast.student, "due_on": "2026-02-30"},
        {"student": cast.student, "defended_on": "2026-10-15"},
        {"student": cast.student, "issued_on": "2026-10-14", "due_on": "2026-10-13"},
        {"student": cast.student, "topic": {}},
    ):
        answer = teacher.put(book, json={"lines": [line]})
        assert answer.status_code == 422, (line, answer.text)
    one = f"{PROTOCOL}/{cast.final_protocol}/members"
    for member in ({"name": ""}, {"name": "А", "role": "king"}, {"name": 5}, {"name": "х" * 201}):
        assert head.put(one, json={"members": [member]}).status_code == 422, member
    assert head.get(f"{PROTOCOL}/{2**40}/protocol").status_code == 404
    assert _state(act_as) == before
