"""Coursework, subgroups and the academic record through the front door (5.5.9, 5.5.12)."""

from datetime import date, datetime

import pytest

from models import (
    Absence,
    DemoExam,
    GradeClosing,
    SemesterGrade,
    Subgroup,
    SubgroupMember,
    TeachingAssignment,
)
from services.academic_record import academic_record

pytestmark = pytest.mark.both_databases


def test_5_5_12_topics_are_entered_at_once_and_a_signed_semester_holds_them(
    api_as, client_as, act_as, cast
):
    teacher, book = api_as("teacher"), f"/api/v1/coursework/of/{cast.gradebook}/{cast.semester}"
    students = (cast.student, cast.student_b, cast.student_c)
    lines = [
        {"student": key, "topic": f"Тема {n}", "issued_on": "2026-09-20", "due_on": "2026-10-13"}
        for n, key in enumerate(students)
    ]
    answer = teacher.post(book, json={"lines": lines})
    assert sorted(answer.json["saved"]) == sorted(students)
    told = {one["student"]: one for one in teacher.get(book).json["lines"]}
    assert told[cast.student]["verdict"]["code"] == "late"
    assert told[cast.student_new]["verdict"]["code"] == "no_topic"
    # a mark without a day is of today; a stale line is a conflict, the others are saved
    lines = [
        {"student": cast.student, "code": "5"},
        {"student": cast.student_b, "topic": "Новая", "was": {"topic": "Другая"}},
    ]
    answer = teacher.put(book, json={"lines": lines})
    assert (answer.json["saved"], answer.json["conflicts"]) == ([cast.student], [cast.student_b])
    told = {one["student"]: one for one in teacher.get(book).json["lines"]}
    assert told[cast.student]["defended_on"] == "2026-10-14"
    assert told[cast.student]["verdict"]["code"] == "done_late"
    assert told[cast.student_b]["topic"] == "Тема 1"
    page = client_as("student").get("/coursework/").text
    assert "Тема 0" in page
    assert "Тема 1" not in page
    key = told[cast.student_c]["id"]
    assert teacher.delete(f"/api/v1/coursework/{key}").status_code == 200
    with act_as("system", writes=True) as session:
        closing = {"signed_at": datetime(2026, 10, 14, 8), "signed_name": "Иванова А. П."}
        place = {"gradebook_id": cast.gradebook, "semester_id": cast.semester}
        session.add(GradeClosing(**place, **closing))
        session.commit()
    line = {"lines": [{"student": cast.student, "code": "4"}]}
    answer = teacher.put(book, json=line)
    assert answer.status_code == 409
    assert "4.6" in answer.json["message"]


def test_5_5_9_the_check_lists_what_is_wrong_with_subgroups(
    api_as, client_as, act_as, cast, count_statements
):
    with act_as("system", writes=True) as session:
        second = Subgroup(group_id=cast.group, name="2")
        session.add(second)
        session.flush()
        for key in (cast.student, cast.student_b):  # the first one is in subgroup 1 already
            session.add(
                SubgroupMember(subgroup_id=second.id, student_id=key, starts_on=date(2026, 9, 1))
            )
        place = {"semester_id": cast.semester, "group_id": cast.group, "item_id": cast.item_b}
        session.add(TeachingAssignment(**place, subgroup_id=second.id, theory=40, practice=18))
        session.commit()
    head = api_as("department_head")
    head.get("/api/v1/subgroup_check/")
    with count_statements() as counted:
        answer = head.get("/api/v1/subgroup_check/")
    assert len(counted) <= 16
    (one,) = answer.json["result"]
    faults = {fault["code"]: fault for fault in one["faults"]}
    assert faults["two"]["students"] == [cast.student]
    assert set(faults["none"]["students"]) == {cast.student_c, cast.student_new}
    assert "18" in faults["hours"]["sentence"]
    # before the member came there is no such fault; another department sees nothing of it
    early = head.get("/api/v1/subgroup_check/?day=2026-08-31").json
    assert early["result"] == []
    assert api_as("department_head2").get("/api/v1/subgroup_check/").json["checked"] == 0
    assert head.get("/api/v1/subgroup_check/?day=x").status_code == 422
    page = client_as("secretary").get("/subgroups/check").text
    assert "Сидоров И. П." in page
    assert f"/registers/subgroup_member/list/?group={cast.group}" in page
    assert "/load/group/" not in page  # the secretary does not read the load


def test_the_record_of_a_student_holds_everything_the_viewer_sees(
    api_as, client_as, act_as, cast, count_statements
):
    with act_as("system", writes=True) as session:
        given = {"code": "5", "given_at": datetime(2026, 10, 1, 9)}
        place = {"gradebook_id": cast.gradebook, "semester_id": cast.semester}
        session.add(SemesterGrade(**place, student_id=cast.student, **given))
        exam = session.get_one(DemoExam, cast.demo_exam)
        exam.points, exam.code = 70, "5"
        session.add(Absence(lesson_id=cast.lesson, student_id=cast.student, kind="unexcused"))
        session.commit()
    path = f"/api/v1/academic_record/{cast.student}"
    record = api_as("department_head").get(path).json
    (item,) = record["disciplines"]
    assert [one["code"] for one in item["semesters"]] == ["5", "4"]
    assert item["result"] == "4"
    missed = {"year": "2026/2027", "semester": 1, "unexcused": 2, "sick": 2}
    assert record["absences"] == [missed]
    forecast = {"item": "ОП.01 Операционные системы", "average": "4.50", "marks": 2, "code": "5"}
    assert forecast in record["forecast"]
    assert record["courseworks"][0]["topic"] == "Планировщик процессов"
    assert record["theses"][0]["topic"] == "Учёт практики в техникуме"
    assert record["demo_exams"][0]["code"] == "5"
    assert record["practices"][0]["code"] is None  # not signed yet
    assert any(not one["is_signed"] for one in record["sheets"])
    assert all(one["is_signed"] == (one["code"] is not None) for one in record["sheets"])
    for login in ("student", "parent"):
        assert api_as(login).get(path).json["disciplines"] == record["disciplines"]
        assert "Планировщик процессов" in client_as(login).get("/students/record").text
    for login in ("student2", "parent2", "department_head2", "curator2"):
        assert api_as(login).get(path).status_code == 404, login
        assert client_as(login).get(f"/students/{cast.student}/record").status_code == 404
    client = client_as("department_head")
    client.get(f"/students/{cast.student}/record")
    with act_as("student") as session, count_statements() as counted:
        academic_record(session, cast.student)
    assert len(counted) <= 13, len(counted)
    shown = client.get(f"/registers/student/show/{cast.student}").text
    assert f"/students/{cast.student}/record" in shown
