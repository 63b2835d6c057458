"""What nobody may do to final marks: another's journal, another's role, fields that are made."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.enums import Standing
from models import GradeClosing, JournalTeacher, SemesterGrade

WHY = "Причина"


@pytest.fixture
def paths(cast):
    book = f"/api/v1/gradebook/{cast.gradebook}"
    return {
        "marks": f"{book}/semester_grades?semester=1",
        "year": f"{book}/year_grades",
        "closing": f"{book}/closing",
    }


def _count(act_as, cast):
    with act_as("system") as session:
        rows = session.scalars(
            select(SemesterGrade.id).where(SemesterGrade.semester_id == cast.semester)
        )
        signed = session.scalars(select(GradeClosing.id).where(GradeClosing.reopened_at.is_(None)))
        return len(rows.all()), len(signed.all())


def test_final_marks_are_the_keepers_alone(api_as, act_as, cast, paths):
    """No other teacher, no head, no deputy, nobody who reads, gives or signs a mark."""
    mark = {"marks": [{"student_id": cast.student, "code": "5"}]}
    expected = {
        "teacher2": 404,  # a foreign journal
        "teacher_head": 404,
        "teacher_curator": 404,
        "teacher_deputy": 403,  # sees it as the deputy, and writes in own journals alone
        "department_head": 403,
        "deputy_director": 403,
        "director": 403,
        "module_admin": 403,
        "methodist": 403,
        "curator": 403,
        "student": 403,
        "parent": 403,
        "hr": 403,
    }
    for login, status in expected.items():
        client = api_as(login)
        for path in (paths["marks"], paths["year"]):
            assert client.put(path, json=mark).status_code == status, (login, path)
        signed = client.post(paths["closing"], json={"semester": "1", "accept_warnings": True})
        assert signed.status_code == status, login
    assert _count(act_as, cast) == (0, 0)


def test_reopening_is_the_deputys_alone(api_as, act_as, cast):
    """The teacher who signed cannot take the signature back, nor can the head."""
    with act_as("system", writes=True) as session:
        closing = GradeClosing(
            gradebook_id=cast.gradebook,
            semester_id=cast.semester,
            signed_at=session.get_one(GradeClosing, cast.grade_closing).signed_at,
            signed_name="Иванова А. П.",
        )
        session.add(closing)
        session.commit()
        path = f"/api/v1/grade_closing/{closing.id}"
    for login in ("teacher", "teacher2", "department_head", "module_admin", "director", "student"):
        answer = api_as(login).post(f"{path}/reopen", json={"reason": WHY})
        assert answer.status_code == 403, login
    for login in ("teacher", "deputy_director"):
        client = api_as(login)
        assert client.put(path, json={"signed_name": "Другой"}).status_code in {404, 405}, login
        assert client.delete(path).status_code in {404, 405}, login
    deputy = api_as("deputy_director")
    assert (
        deputy.post("/api/v1/grade_closing/999999/reopen", json={"reason": WHY}).status_code == 404
    )
    for body in ({}, {"reason": None}, {"reason": 7}, {"reason": "x" * 501}):
        assert deputy.post(f"{path}/reopen", json=body).status_code in {400, 422}, body
    assert _count(act_as, cast) == (0, 1)


def test_what_follows_from_the_journal_cannot_be_sent(api_as, act_as, cast, paths):
    """Grounds, instants, signatures, another journal or semester: what is sent is not taken."""
    forged = {
        "student_id": cast.student,
        "code": "4",
        "reason": WHY,
        "average": "5.00",
        "weighted": "5.00",
        "suggested": "5",
        "marks": 99,
        "given_at": "2020-01-01T00:00:00Z",
        "given_by_id": cast.user_director,
        "gradebook_id": cast.gradebook2,
        "semester_id": cast.semester2,
    }
    teacher = api_as("teacher")
    sent = {"marks": [forged], "signed_at": "2020-01-01T00:00:00Z"}
    assert len(teacher.put(paths["marks"], json=sent).json["saved"]) == 1
    with act_as("system") as session:
        row = session.scalars(
            select(SemesterGrade).where(SemesterGrade.semester_id == cast.semester)
        ).one()
        assert row.gradebook_id == cast.gradebook
        assert (str(row.average), row.suggested, row.marks) == ("4.50", "н/а", 2)
        assert row.given_at.year == 2026
        assert row.given_by_id == cast.user_teacher
    for resource in ("semester_grade", "year_grade", "discipline_result", "grade_closing"):
        answer = teacher.post(f"/api/v1/{resource}/", json=forged)
        assert answer.status_code in {404, 405}, resource
        changed = teacher.put(f"/api/v1/{resource}/{cast[resource]}", json={"code": "5"})
        assert changed.status_code in {404, 405}, resource


def test_marks_go_to_students_of_the_journal_in_its_time(api_as, act_as, cast, paths, at_local):
    """Not to another group's student, nor before the semester begins, nor under no semester."""
    teacher = api_as("teacher")
    for student in (cast.student2, cast.student_tc, 999999):
        answer = teacher.put(paths["marks"], json={"marks": [{"student_id": student, "code": "5"}]})
        assert [one["code"] for one in answer.json["refused"]] == ["student"], student
    mark = {"marks": [{"student_id": cast.student, "code": "5"}]}
    book = f"/api/v1/gradebook/{cast.gradebook}"
    assert teacher.put(f"{book}/semester_grades?semester=2", json=mark).status_code == 409
    assert teacher.put(f"{book}/semester_grades?semester=3", json=mark).status_code == 404
    assert teacher.put(f"{book}/semester_grades?semester=year", json=mark).status_code == 404
    assert teacher.put(paths["year"], json=mark).status_code == 409
    subgroup = f"/api/v1/gradebook/{cast.gradebook_sub}/semester_grades?semester=1"
    other = {"marks": [{"student_id": cast.student_b, "code": "5"}]}  # of the group, not of it
    assert teacher.put(subgroup, json=other).json["refused"]
    assert _count(act_as, cast) == (0, 0)


def test_students_and_parents_see_their_own_marks_alone(api_as, client_as, act_as, cast, paths):
    """In the register over REST; the closing page of the group is not for them."""
    marks = [{"student_id": cast[name], "code": "4", "reason": WHY}
             for name in ("student", "student_b")]  # fmt: skip
    assert len(api_as("teacher").put(paths["marks"], json={"marks": marks}).json["saved"]) == 2
    for login in ("student", "parent"):
        rows = api_as(login).get("/api/v1/semester_grade/").json["result"]
        assert {row["student"]["id"] for row in rows} == {cast.student}, login
        assert api_as(login).get(paths["closing"]).status_code == 403
        assert client_as(login).get(f"/journal/{cast.gradebook}/closing").status_code == 403
    assert api_as("student2").get("/api/v1/semester_grade/").json["count"] == 1  # of the cast
    assert api_as("curator2").get(paths["closing"]).status_code == 404


def test_who_kept_the_journal_before_or_stands_in_gives_no_final_marks(api_as, act_as, cast, paths):
    """The journal went over to another teacher, and a third stood in: both see it, and read."""
    with act_as("system", writes=True) as session:
        before = session.get_one(JournalTeacher, cast.journal_teacher)
        before.ends_on = date(2026, 10, 1)
        for teacher, standing, first, last in (
            ("teacher2", Standing.main, date(2026, 10, 2), None),
            ("teacher_curator", Standing.substitute, date(2026, 10, 12), date(2026, 10, 20)),
        ):
            keeper = JournalTeacher(
                gradebook_id=cast.gradebook,
                teacher_id=cast[f"employee_{teacher}"],
                standing=standing,
                starts_on=first,
                ends_on=last,
            )
            session.add(keeper)
        session.commit()
    mark = {"marks": [{"student_id": cast.student, "code": "5"}]}
    for login in ("teacher", "teacher_curator"):
        client = api_as(login)
        assert client.put(paths["marks"], json=mark).status_code == 403, login
        signed = client.post(paths["closing"], json={"semester": "1", "accept_warnings": True})
        assert signed.status_code == 403, login
        assert client.get(paths["closing"]).json["editable"] is False
    assert api_as("teacher2").put(paths["marks"], json=mark).json["saved"]
