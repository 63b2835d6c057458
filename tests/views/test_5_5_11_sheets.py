"""An attestation sheet from the curriculum to the second retake, over REST (clause 5.5.11)."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from access.principal import current_principal
from domain.enums import AttestationForm
from models import AttestationResult, Debt, Employee, Notice, Student, StudyGroup
from services.sheet_entry import ResultInput, enter_results
from services.sheet_reading import find_sheet
from tests.views.sheets import SHEET, call_for, enter, make, seat, shown, sign
from views.sheets.data import sheet_data

EXAM, CREDIT = AttestationForm.exam, AttestationForm.credit
CALL = f"{SHEET}/offers"


@pytest.fixture
def people(cast):
    """The students of the first group who are in it today."""
    return [cast[name] for name in ("student", "student_b", "student_c", "student_new")]


def test_5_5_11_sheets_are_made_from_the_curriculum_once(api_as, act_as, cast, people):
    call_for(act_as, cast.item_b, EXAM)
    call_for(act_as, cast.item_c, CREDIT)
    head = api_as("department_head")
    query = f"?group={cast.group}&semester={cast.semester}"
    offers = {one["item"]: one for one in head.get(CALL + query).json["offers"]}
    assert offers[cast.item_b]["form"] == "exam"
    assert [one["name"] for one in offers[cast.item_b]["examiners"]] == ["Иванова А. П."]
    assert offers[cast.item_b]["sheet"] is None
    made = make(head, cast, cast.item_b, cast.item_c)
    assert [shown(head, key)["number"] for key in made] == [3, 4]
    assert make(head, cast, cast.item_b, cast.item_c) == []
    offers = {one["item"]: one for one in head.get(CALL + query).json["offers"]}
    assert offers[cast.item_b]["sheet"] == made[0]
    sheet = shown(head, made[0])
    assert {line["student"] for line in sheet["lines"]} == set(people)
    assert sheet["held_on"] == "2026-10-14"
    assert sheet["may_arrange"]
    assert not sheet["may_enter"]
    wrong = {"group": cast.group, "semester": cast.semester, "items": [{"item": cast.item_b + 99}]}
    assert head.post(f"{SHEET}/", json=wrong).status_code == 422
    assert head.delete(f"{SHEET}/{made[0]}").json == {"number": 3}
    assert [shown(head, key)["number"] for key in make(head, cast, cast.item_b)] == [3]


def test_5_5_11_from_an_exam_to_the_second_retake_before_a_commission(api_as, act_as, cast, people):
    call_for(act_as, cast.item_b, EXAM)
    head, teacher = api_as("department_head"), api_as("teacher")
    first, second, third, fourth = people
    (exam,) = make(head, cast, cast.item_b)
    refused = sign(teacher, exam)
    assert refused.status_code == 422
    assert refused.json["message"].count("нет оценки") == len(people)
    wrong = enter(teacher, exam, {first: "7"})
    assert wrong.status_code == 422
    assert "Сидоров" in wrong.json["errors"]["results.0.text"]
    assert enter(teacher, exam, {first: "зч"}).status_code == 422
    done = enter(teacher, exam, {first: "5", second: "2", third: "н", fourth: "уп"})
    assert done.status_code == 200
    assert set(done.json["saved"]) == set(people)
    assert enter(teacher, exam, {first: "4"}).json["conflicts"] == [first]
    assert enter(teacher, exam, {first: "4"}, was="5").json["saved"] == [first]
    signed = sign(teacher, exam)
    assert signed.status_code == 200, signed.text
    assert signed.json["totals"]["by_code"] == {"5": 0, "4": 1, "3": 0, "2": 1, "осв": 0}
    assert (signed.json["totals"]["success"], signed.json["totals"]["quality"]) == (50.0, 50.0)
    for answer in (
        enter(teacher, exam, {first: "5"}, was="4"),
        sign(teacher, exam),
        head.delete(f"{SHEET}/{exam}"),
        head.put(f"{SHEET}/{exam}", json={"held_on": "2026-10-13", "was": "2026-10-14"}),
        seat(head, exam, (cast.employee_teacher2, "examiner")),
    ):
        assert answer.status_code == 403
        assert "подписана" in answer.json["message"]
    # who failed or was absent retakes; a good reason gives a sheet of the same attempt
    made = head.post(f"{SHEET}/{exam}/retake", json={"held_on": "2026-10-14"}).json["ids"]
    again, retake = (shown(head, key) for key in made)
    assert (again["attempt"], [one["student"] for one in again["lines"]]) == (0, [fourth])
    assert retake["attempt"] == 1
    assert {one["student"] for one in retake["lines"]} == {second, third}
    assert retake["retake_of"] == exam
    assert head.post(f"{SHEET}/{exam}/retake", json={}).status_code == 422  # they wait already
    enter(teacher, retake["id"], {second: "2", third: "3"})
    assert sign(teacher, retake["id"]).status_code == 200
    (last,) = head.post(f"{SHEET}/{retake['id']}/retake", json={"held_on": "2026-10-14"}).json[
        "ids"
    ]
    assert shown(head, last)["attempt"] == 2
    assert enter(teacher, last, {second: "2"}).status_code == 200
    assert "комиссия" in sign(teacher, last).json["message"].lower()
    twice = ((cast.employee_teacher2, "chairman"), (cast.employee_teacher_deputy, "chairman"))
    assert seat(head, last, *twice).status_code == 422
    commission = (
        (cast.employee_teacher_deputy, "chairman"),
        (cast.employee_teacher, "member"),
        (cast.employee_teacher2, "member"),
    )
    assert seat(head, last, *commission).status_code == 200
    assert sign(teacher, last).status_code == 403  # a member is not the chairman
    assert sign(api_as("teacher_deputy"), last).status_code == 200
    gone = head.post(f"{SHEET}/{last}/retake", json={})
    assert gone.status_code == 422
    alone = {"group": cast.group, "semester": cast.semester, "item": cast.item_b}
    used_up = head.post(f"{SHEET}/individual", json=alone | {"student": second})
    assert "пересдачи" in used_up.json["message"]
    assert head.post(f"{SHEET}/individual", json=alone | {"student": first}).status_code == 422


def test_5_5_11_names_stay_as_they_were_signed(api_as, client_as, act_as, cast, people):
    call_for(act_as, cast.item_b, EXAM)
    head, teacher = api_as("department_head"), api_as("teacher")
    (exam,) = make(head, cast, cast.item_b)
    enter(teacher, exam, dict.fromkeys(people, "5"))
    assert sign(teacher, exam).status_code == 200
    with act_as("system", writes=True) as session:
        session.get_one(Student, cast.student).last_name = "Переименованный"
        session.get_one(Student, cast.student).record_book = "99-999"
        session.get_one(Employee, cast.employee_teacher).last_name = "Замужняя"
        session.get_one(StudyGroup, cast.group).name = "ИС-99"
        session.commit()
    sheet = shown(head, exam)
    line = next(one for one in sheet["lines"] if one["student"] == cast.student)
    assert (line["name"], line["record_book"]) == ("Сидоров Иван Петрович", "25-000")
    assert sheet["examiners"][0]["name"] == "Иванова Анна Павловна"
    assert (sheet["group"], sheet["signed_name"]) == ("ИС-21", "Иванова Анна Павловна")
    page = client_as("teacher").get(f"/sheets/{exam}").text
    assert "Сидоров Иван Петрович" in page
    assert "Переименованный" not in page
    with act_as("system") as session:
        told = {one.user_id: one.message for one in session.scalars(select(Notice))}
    assert "Your mark is" in told[cast.user_student]
    assert "is signed" in told[cast.user_curator]


def test_5_5_11_admission_follows_debts_and_is_overridden_with_a_note(api_as, act_as, cast):
    call_for(act_as, cast.item_b, EXAM)
    with act_as("system", writes=True) as session:
        debt = Debt(
            gradebook_id=cast.gradebook_sub,
            lesson_id=cast.lesson_sub,
            student_id=cast.student,
            kind="topic",
            opened_on=date(2026, 10, 13),
        )
        session.add(debt)
        session.commit()
    head, teacher = api_as("department_head"), api_as("teacher")
    (exam,) = make(head, cast, cast.item_b)
    line = _line(head, exam, cast.student)
    assert (line["is_admitted"], line["note"]) == (False, "1 открытая задолженность")
    assert enter(teacher, exam, {cast.student: "5"}).status_code == 422
    path = f"{SHEET}/{exam}/admission"
    body = {"student": cast.student, "is_admitted": True}
    assert head.put(path, json=body).status_code == 422  # without a note
    assert teacher.put(path, json=body | {"note": "Можно"}).status_code == 403
    assert head.put(path, json=body | {"note": "Распоряжение № 7"}).status_code == 200
    assert enter(teacher, exam, {cast.student: "5"}).status_code == 200
    back = head.put(path, json=body | {"is_admitted": False, "note": "Ошибка"})
    assert back.status_code == 422  # a mark stands already
    with act_as("system", writes=True) as session:
        found = session.scalars(select(Debt).where(Debt.closed_on.is_(None))).all()
        assert [one.student_id for one in found] == [cast.student]


def _line(client, sheet, student):
    return next(one for one in shown(client, sheet)["lines"] if one["student"] == student)


def test_5_5_11_a_group_changes_on_its_sheet(api_as, act_as, cast, people):
    call_for(act_as, cast.item_b, EXAM)
    head = api_as("department_head")
    (exam,) = make(head, cast, cast.item_b)
    path = f"{SHEET}/{exam}/students"
    assert head.delete(f"{path}/{cast.student_new}").status_code == 200
    assert {one["student"] for one in shown(head, exam)["lines"]} == set(people[:3])
    alone = {"group": cast.group, "semester": cast.semester, "item": cast.item_b}
    own = head.post(f"{SHEET}/individual", json=alone | {"student": cast.student_new})
    assert own.status_code == 201
    sheet = shown(head, own.json["id"])
    assert (sheet["is_individual"], sheet["attempt"], len(sheet["lines"])) == (True, 0, 1)
    busy = head.post(path, json={"student": cast.student_new})
    assert "№" in busy.json["errors"]["student"]
    assert head.delete(f"{SHEET}/{own.json['id']}").status_code == 200
    assert head.post(path, json={"student": cast.student_new}).status_code == 201
    for stranger in (cast.student_gone, cast.student2):
        assert head.post(path, json={"student": stranger}).status_code == 422
    assert head.post(f"{SHEET}/{exam}/judge", json={}).status_code == 200


def test_5_5_11_the_register_is_searched_filtered_and_taken_away(client_as, act_as, api_as, cast):
    call_for(act_as, cast.item_b, EXAM)
    make(api_as("department_head"), cast, cast.item_b)
    head = client_as("department_head")
    everything = head.get("/sheets/").text
    assert "МДК.01.01" in everything
    assert "ОП.01" in everything
    for query, here in (
        ("q=мдк", True),
        ("q=3", True),
        ("q=77", False),
        ("state=signed", False),
        ("form=credit", False),
        (f"group={cast.group}&semester={cast.semester}", True),
        (f"year={cast.academic_year2}", False),
        ("form=nonsense&group=x", True),
        ("page=9999", False),
    ):
        assert ("МДК.01.01" in head.get(f"/sheets/?{query}").text) is here, query
    file = head.get("/sheets/export?q=мдк")
    rows = CalamineWorkbook.from_filelike(BytesIO(file.data)).get_sheet_by_index(0).to_python()
    assert any("МДК.01.01 Разработка модулей" in row for row in rows)
    assert not any("ОП.01" in str(row) for row in rows)
    foreign = client_as("department_head2").get("/sheets/").text
    assert "МДК.01.01" not in foreign
    for path in ("/sheets/new", f"/sheets/new?group={cast.group}&semester={cast.semester}"):
        assert head.get(path).status_code == 200
    assert head.get(f"/sheets/new?group={cast.group2}&semester={cast.semester}").status_code == 404


def test_5_7_a_student_and_a_parent_see_own_signed_results(client_as, api_as, act_as, cast, people):
    call_for(act_as, cast.item_b, EXAM)
    head, teacher = api_as("department_head"), api_as("teacher")
    (exam,) = make(head, cast, cast.item_b)
    enter(teacher, exam, dict.fromkeys(people, "3"))
    pages = {login: client_as(login) for login in ("student", "parent", "student2")}
    assert "удовлетворительно" not in pages["student"].get("/sheets/own/").text
    assert sign(teacher, exam).status_code == 200
    for login, sees in (("student", True), ("parent", True), ("student2", False)):
        text = pages[login].get("/sheets/own/").text
        assert ("удовлетворительно" in text) is sees, login
        assert "Абрамов" not in text
        assert pages[login].get(f"/sheets/{exam}").status_code == 403


TYPED = st.dictionaries(
    st.integers(0, 3), st.sampled_from(["5", "4", "3", "2", "осв", "н", "уп", "б", ""]), min_size=1
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(batches=st.lists(TYPED, min_size=1, max_size=4))
def test_5_5_11_totals_equal_the_rows_whatever_is_typed(act_as, cast, batches):
    with act_as("system", writes=True) as session:
        _fill(session, cast)
    for batch in batches:
        with act_as("teacher") as session:
            sheet = _open(session, cast)
            was = {one["student"]: one["text"] for one in sheet["lines"]}
            keys = list(was)
            inputs = [
                ResultInput(keys[at], text, was[keys[at]])
                for at, text in batch.items()
                if at < len(keys)
            ]
            enter_results(session, current_principal(), cast.attestation_sheet, inputs)
    with act_as("teacher") as session:
        sheet = _open(session, cast)
    told, lines = sheet["totals"], sheet["lines"]
    assert told["listed"] == len(lines)
    for code in ("5", "4", "3", "2", "осв"):
        assert told["by_code"][code] == sum(one["code"] == code for one in lines)
    for kind in ("excused", "unexcused"):
        assert told[kind] == sum(one["attendance"] == kind for one in lines)
    assert told["came"] + told["excused"] + told["unexcused"] == told["admitted"] == len(lines)


def _open(session, cast):
    return sheet_data(session, find_sheet(session, current_principal(), cast.attestation_sheet))


def _fill(session, cast):
    held = set(
        session.scalars(
            select(AttestationResult.student_id).where(
                AttestationResult.sheet_id == cast.attestation_sheet
            )
        )
    )
    for name in ("student_b", "student_c", "student_new"):
        if cast[name] not in held:
            session.add(AttestationResult(sheet_id=cast.attestation_sheet, student_id=cast[name]))
    session.commit()
