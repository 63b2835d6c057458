"""What somebody tries with attestation sheets that are not theirs to fill in or sign (5.5.11)."""

import pytest
from sqlalchemy import inspect, select

from models import AttestationResult, AttestationSheet, SheetExaminer
from tests.access.faces import MISSING

SHEET = "/api/v1/attestation_sheet"
RESULT = "/api/v1/attestation_result"
EXAMINER = "/api/v1/sheet_examiner"
pytestmark = pytest.mark.sqlite_only
LOGINS = (
    *("teacher", "teacher2", "department_head", "department_head2", "deputy_director"),
    *("curator", "methodist", "director", "module_admin", "student", "parent"),
)


def columns(model):
    """Return all columns of a model, for a statement within the scope."""
    return [getattr(model, one.key) for one in inspect(model).column_attrs]


def _state(act_as):
    with act_as("system") as session:
        return [
            [tuple(row) for row in session.execute(select(*columns(model)).order_by(model.id))]
            for model in (AttestationSheet, SheetExaminer, AttestationResult)
        ]


def _as_examiner(act_as, cast, login):
    """Let somebody else be the examiner of the first company's sheet."""
    with act_as("system", writes=True) as session:
        row = session.get_one(SheetExaminer, cast.sheet_examiner)
        row.employee_id = cast[f"employee_{login}"]
        session.commit()


def test_who_does_not_examine_enters_nothing_and_signs_nothing(api_as, act_as, cast):
    _as_examiner(act_as, cast, "teacher_deputy")
    before, one = _state(act_as), f"{SHEET}/{cast.attestation_sheet}"
    results = {"results": [{"student": cast.student, "text": "5"}]}
    statuses = {}
    for login in LOGINS:
        client = api_as(login)
        statuses[login] = {
            client.put(f"{one}/results", json=results).status_code,
            client.post(f"{one}/sign", json={}).status_code,
        }
    # the teacher keeps the journal and so sees the sheet; a stranger does not even see it
    assert statuses["teacher"] == statuses["department_head"] == {403}
    assert statuses["teacher2"] == statuses["department_head2"] == {404}
    assert all(found <= {403, 404} for found in statuses.values()), statuses
    assert _state(act_as) == before


def test_an_examiner_arranges_nothing(api_as, act_as, cast):
    before, one, teacher = _state(act_as), f"{SHEET}/{cast.attestation_sheet}", api_as("teacher")
    for answer in (
        teacher.put(one, json={"held_on": "2026-10-14", "was": None}),
        teacher.delete(one),
        teacher.put(f"{one}/examiners", json={"examiners": [{"employee": cast.employee2}]}),
        teacher.post(f"{one}/students", json={"student": cast.student_b}),
        teacher.delete(f"{one}/students/{cast.student}"),
        teacher.put(f"{one}/admission", json={"student": cast.student, "is_admitted": False}),
        teacher.post(f"{one}/judge", json={}),
        teacher.post(f"{one}/retake", json={}),
        teacher.post(f"{SHEET}/", json={}),
        teacher.get(f"{SHEET}/employees?q=а"),
    ):
        assert answer.status_code == 403, answer.text
    assert _state(act_as) == before


def test_a_student_of_another_group_stands_on_no_sheet(api_as, act_as, cast):
    before, one = _state(act_as), f"{SHEET}/{cast.attestation_sheet}"
    head = api_as("department_head")
    for stranger in (cast.student2, cast.student_tc, cast.student_gone, MISSING):
        answer = head.post(f"{one}/students", json={"student": stranger})
        assert answer.status_code == 422, answer.text
    typed = {"results": [{"student": cast.student2, "text": "5"}]}
    assert api_as("teacher").put(f"{one}/results", json=typed).status_code == 422
    place = {"group": cast.group2, "semester": cast.semester, "items": []}
    assert head.post(f"{SHEET}/", json=place | {"items": [{"item": 1}]}).status_code == 404
    alone = {"group": cast.group2, "semester": cast.semester, "item": cast.curriculum_item2}
    assert head.post(f"{SHEET}/individual", json=alone | {"student": 1}).status_code == 404
    assert _state(act_as) == before


def test_what_the_system_writes_is_not_assigned(api_as, act_as, cast):
    """Signature, number and names come from the system whatever a body says."""
    one = f"{SHEET}/{cast.attestation_sheet}"
    head, teacher = api_as("department_head"), api_as("teacher")
    forged = {
        "signed_at": "2026-01-01T00:00:00Z",
        "signed_name": "Директор",
        "number": 99,
        "group_name": "Чужая",
        "attempt": 2,
        "item_id": cast.item_c,
    }
    assert head.put(one, json=forged | {"held_on": "2026-10-14", "was": None}).status_code == 200
    line = {"student": cast.student, "text": "5", "is_admitted": False, "student_name": "Чужой",
            "record_book": "1", "id": MISSING, "sheet_id": cast.attestation_sheet2}  # fmt: skip
    assert teacher.put(f"{one}/results", json={"results": [line]}).status_code == 200
    for path in (
        f"{RESULT}/{cast.attestation_result}",
        f"/api/v1/sheet_examiner/{cast.sheet_examiner}",
    ):
        for method in ("PUT", "DELETE"):
            answer = head.open(path, method=method, json={"code": "5", "name": "Чужой"})
            assert answer.status_code in (403, 404, 405), answer.text
    assert head.post(f"{RESULT}/", json={"code": "5"}).status_code in (403, 404, 405)
    with act_as("system") as session:
        sheet = session.get_one(AttestationSheet, cast.attestation_sheet)
        result = session.get_one(AttestationResult, cast.attestation_result)
        assert (sheet.number, sheet.attempt) == (1, 0)
        assert (sheet.signed_at, sheet.signed_name, sheet.group_name) == (None, None, None)
        assert sheet.item_id == cast.curriculum_item
        assert (result.code, result.is_admitted, result.student_name) == ("5", True, None)
        assert result.sheet_id == cast.attestation_sheet
    assert teacher.post(f"{one}/sign", json=forged).status_code == 200
    with act_as("system") as session:
        sheet = session.get_one(AttestationSheet, cast.attestation_sheet)
        assert (sheet.number, sheet.signed_name, sheet.group_name) == (
            1, "Иванова Анна Павловна", "ИС-21",
        )  # fmt: skip
        assert sheet.signed_at.year == 2026
        assert sheet.signed_at.month == 10


BAD = (
    ("PUT", "results", {"results": "x"}),
    ("PUT", "results", {"results": [1]}),
    ("PUT", "results", {"results": [{"student": "1", "text": "5"}]}),
    ("PUT", "results", {"results": [{"student": 1, "text": 5}]}),
    ("PUT", "results", {"results": [{"student": 1, "ticket": "\u0000"}]}),
    ("PUT", "results", {"results": [{"student": 1}] * 300}),
    ("PUT", "examiners", {"examiners": [{"employee": 1, "role": "king"}]}),
    ("PUT", "examiners", {"examiners": [{"employee": MISSING}]}),
    ("PUT", "admission", {"student": 1}),
    ("PUT", "admission", {"student": 1, "is_admitted": "yes"}),
    ("POST", "students", {"student": None}),
    ("POST", "retake", {"held_on": "tomorrow"}),
)


@pytest.mark.parametrize("login", ["teacher", "department_head"])
def test_wrong_input_is_told_and_writes_nothing(api_as, act_as, cast, login):
    before, client = _state(act_as), api_as(login)
    for method, part, body in BAD:
        answer = client.open(f"{SHEET}/{cast.attestation_sheet}/{part}", method=method, json=body)
        assert answer.status_code in (400, 403, 422), (part, body, answer.status_code)
        assert answer.json["message"]
    big = f"{SHEET}/{2**40}/sheet"
    assert client.get(big).status_code == 404
    assert _state(act_as) == before


@pytest.mark.parametrize("login", ["student", "parent"])
def test_5_5_11_a_mark_of_a_sheet_is_seen_once_it_is_signed(login, cast, api_as):
    api = api_as(login)
    seen = {row["id"] for row in api.get(f"{RESULT}/").json["result"]}
    assert seen == {cast.attestation_result_signed}
    assert api.get(f"{RESULT}/{cast.attestation_result}").status_code == 404
