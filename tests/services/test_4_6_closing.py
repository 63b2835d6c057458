"""Closing a semester and a year through the front door (clauses 4.6, 5.5.9, 5.5.11, 6.1, 6.2)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from access.principal import current_principal
from domain.enums import AttestationForm
from models import (
    AttestationResult,
    AttestationSheet,
    CurriculumHours,
    DisciplineResult,
    Gradebook,
    GradeClosing,
    Notice,
    SemesterGrade,
)
from services.discipline_results import complete_results

PEOPLE = ("student", "student_b", "student_c", "student_new")  # in the group to the end
WHY = "Сдал задолженности на консультации"


class Book:
    """The closing of one journal, as a program that signed in sees it."""

    def __init__(self, client: Any, cast: Any, gradebook: str = "gradebook") -> None:
        self.client, self.cast = client, cast
        self.base = f"/api/v1/gradebook/{cast[gradebook]}"

    def put(self, marks: dict[str, Any], term: str = "1") -> Any:
        """Write marks: name → code, or (code, reason); what is there now was seen."""
        now = {one["id"]: one for one in self.get(term)["students"]}
        sent = []
        for name, value in marks.items():
            code, reason = value if isinstance(value, tuple) else (value, "")
            seen = now[self.cast[name]]
            was = {"was": seen["code"], "was_reason": seen["reason"]}
            sent.append({"student_id": self.cast[name], "code": code, "reason": reason, **was})
        return self.send(sent, term)

    def send(self, marks: list[dict[str, Any]], term: str = "1") -> Any:
        way = "year_grades" if term == "year" else f"semester_grades?semester={term}"
        return self.client.put(f"{self.base}/{way}", json={"marks": marks})

    def get(self, term: str = "1") -> Any:
        return self.client.get(f"{self.base}/closing?semester={term}").json

    def sign(self, term: str = "1", *, accepts: bool = True) -> Any:
        body = {"semester": term, "accept_warnings": accepts}
        return self.client.post(f"{self.base}/closing", json=body)


@pytest.fixture
def book(api_as, cast):
    return Book(api_as("teacher"), cast)


def stops(answer: Any) -> list[str]:
    return [one["code"] for one in answer.json["obstacles"]]


def test_4_6_a_semester_is_signed_frozen_and_reopened(book, api_as, act_as, cast):
    """One mark is missing, one lacks its reason; then it is signed, and nothing changes in it."""
    refused = book.sign()
    assert refused.status_code == 409
    assert stops(refused) == ["missing"]
    assert len(refused.json["obstacles"][0]["students"]) == 4
    answer = book.put(dict.fromkeys(PEOPLE[:3], ("4", WHY)) | {"student_new": "5"})
    assert [one["text"] for one in answer.json["saved"]] == ["4", "4", "4", "5"]
    assert stops(book.sign()) == ["reason"]
    book.put({"student_new": ("н/а", "Зачислена в октябре")})
    warned = book.sign(accepts=False)
    assert (warned.status_code, stops(warned)) == (409, [])
    assert [one["code"] for one in warned.json["warnings"]] == ["unrecorded"]
    assert book.sign().status_code == 201
    signed = book.get()
    assert signed["signed"]["signed_name"] == "Иванова А. П."
    assert not signed["editable"]
    _stays_frozen(book, cast)
    closing = signed["signed"]["id"]
    reopen = f"/api/v1/grade_closing/{closing}/reopen"
    deputy = api_as("deputy_director")
    assert deputy.post(reopen, json={"reason": "  "}).status_code == 422
    assert deputy.post(reopen, json={"reason": "Ошибка в отметке"}).status_code == 200
    assert deputy.post(reopen, json={"reason": "Ещё раз"}).status_code == 409
    with act_as("system") as session:
        told = session.scalars(select(Notice.user_id).where(Notice.message.like("%reopened%")))
        assert set(told) == {cast.user_teacher, cast.user_department_head}
    changed = book.put({"student_b": ("3", WHY)})
    assert changed.json["saved"][0]["old"] == "4"
    assert book.sign().status_code == 201
    _history(api_as("department_head"), cast)


def _stays_frozen(book: Book, cast: Any) -> None:
    """Every way that a page or a program has answers with a sentence, and changes nothing."""
    before = book.get()
    client, lesson = book.client, f"/api/v1/lesson/{cast.lesson}"
    cell = {"lesson_id": cast.lesson, "student_id": cast.student, "text": "2", "was": "5"}
    cell["reason"] = "Исправление"
    assert book.send([{"student_id": cast.student, "code": "5", "was": "4"}]).status_code == 409
    assert book.sign().status_code == 409
    cells = client.put(f"{book.base}/cells", json={"cells": [cell]})
    assert cells.status_code == 409 or not cells.json["saved"], cells.text
    for method, path, body in (
        ("PUT", lesson, {"topic": "Другая тема"}),
        ("DELETE", f"{lesson}?confirm_loss=1&reason=x", None),
        ("POST", f"{lesson}/confirm", {"confirmed": False}),
        ("POST", f"{book.base}/lessons", {"held_on": "2026-10-09", "pair": 3, "topic": "Тема"}),
    ):
        answer = client.open(path, method=method, json=body)
        assert answer.status_code in {403, 409, 422}, f"{method} {path}: {answer.status_code}"
        assert answer.json["message"]
    assert book.get() == before


def _history(client: Any, cast: Any) -> None:
    path = f"/api/v1/gradebook/{cast.gradebook}/closing/history?semester=1"
    entries = client.get(path).json["entries"]
    told = [(one["what"], one["old"], one["new"]) for one in entries]
    assert told[:4] == [
        ("signed", "", ""),
        ("code", "4", "3"),
        ("reopened", "", "Ошибка в отметке"),
        ("signed", "", ""),
    ]
    assert all(one["actor"] and one["when"] for one in entries)


def test_6_1_what_was_typed_meets_what_stands(book, api_as, cast):
    """Conflicts are left alone, the same batch twice changes nothing, wrong codes are refused."""
    mark = {"student_id": cast.student, "code": "4", "reason": WHY}
    assert len(book.send([mark]).json["saved"]) == 1
    again = book.send([mark]).json
    assert (again["saved"][0]["text"], again["saved"][0]["old"]) == ("4", "4")
    late = book.send([{"student_id": cast.student, "code": "5", "was": "3"}]).json
    assert late["conflicts"][0]["now"] == "4"
    for text in ("6", "н", "4/5", "оп", "осв/4", "x" * 600):
        refused = book.send([{"student_id": cast.student_b, "code": text}]).json["refused"]
        assert refused[0]["sentence"], text
    spelled = book.send([{"student_id": cast.student_b, "code": " H/A "}]).json["saved"]
    assert spelled[0]["text"] == "н/а"
    long = book.send([{"student_id": cast.student_c, "code": "4", "reason": "y" * 501}]).json
    assert long["refused"][0]["code"] == "reason"
    twice = [{"student_id": cast.student_c, "code": "4"}] * 2
    assert book.send(twice).status_code == 400
    for wrong in ({}, {"marks": 1}, {"marks": [7]}, {"marks": [{"student_id": "x", "code": 4}]}):
        assert book.client.put(f"{book.base}/semester_grades", json=wrong).status_code == 422
    assert book.client.get(f"{book.base}/closing?semester=9").status_code == 404
    assert book.client.get(f"{book.base}/closing?semester=x").status_code == 422


def test_6_2_the_grounds_stand_beside_the_mark(book, act_as, cast):
    """What the mark rested on is kept with it: later cells do not rewrite it."""
    book.put({"student": ("5", WHY)})
    with act_as("system") as session:
        row = session.scalars(
            select(SemesterGrade).where(
                SemesterGrade.student_id == cast.student,
                SemesterGrade.semester_id == cast.semester,
            )
        ).one()
        kept = (str(row.average), row.marks, row.missed_hours, row.suggested, row.given_by_id)
    assert kept == ("4.50", 2, 2, "н/а", cast.user_teacher)
    said = next(one for one in book.get()["students"] if one["id"] == cast.student)
    assert {one["code"]: one["clause"] for one in said["verdicts"]} == {
        "departs": "6.1",
        "few": "6.2",
    }


@pytest.mark.sqlite_only
def test_4_6_undo_restores_exactly(book, cast):
    """Whatever batches were written, sending back what stood before each restores all of it."""
    batch = st.dictionaries(
        st.sampled_from(PEOPLE),
        st.tuples(st.sampled_from(["", "5", "3", "н/а", "осв", "зч"]), st.sampled_from(["", WHY])),
        min_size=1,
    )

    @settings(
        max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(batches=st.lists(batch, min_size=1, max_size=3))
    def restores(batches: list[dict[str, tuple[str, str]]]) -> None:
        start = book.get()["students"]
        done = [book.put(marks).json["saved"] for marks in batches]
        for saved in reversed(done):
            undo = [
                {
                    "student_id": one["student_id"],
                    "code": one["old"],
                    "reason": one["old_reason"],
                    "was": one["text"],
                    "was_reason": one["reason"],
                }
                for one in saved
            ]
            assert not book.send(undo).json["conflicts"]
        assert book.get()["students"] == start

    restores()


def test_4_6_a_year_follows_its_semesters_and_makes_the_results(
    api_as, act_as, cast, at_local, book
):
    """The year waits for its semesters; signed, it makes results, an exam's where it has one."""
    book.put(dict.fromkeys(PEOPLE, ("4", WHY)))
    assert "obstacles" not in book.sign("year").json  # the last semester has not begun
    assert book.sign().status_code == 201
    with at_local("12:00", date(2027, 6, 28)):
        book = Book(api_as("teacher"), cast)
        early = book.sign("year")
        assert stops(early) == ["missing", "open"]
        assert book.put(dict.fromkeys(PEOPLE[1:], ("5", WHY)), "2").status_code == 200
        assert book.sign("2").status_code == 201, book.sign("2").text
        year = {one["id"]: one for one in book.get("year")["students"]}
        assert year[cast.student_b]["semesters"] == ["4", "5"]
        assert year[cast.student_b]["suggested"] == "5"  # 4.50 is rounded up
        book.put(dict.fromkeys(PEOPLE[1:], "5") | {"student": ("5", WHY)}, "year")
        assert book.sign("year").status_code == 201
        head = api_as("deputy_director")
        semester = book.get("2")["signed"]["id"]
        first = head.post(f"/api/v1/grade_closing/{semester}/reopen", json={"reason": "Ошибка"})
        assert first.status_code == 409  # the year that follows from it is signed
    with act_as("system") as session:
        rows = session.scalars(
            select(DisciplineResult).where(DisciplineResult.item_id == cast.curriculum_item)
        )
        made = {row.student_id: (row.code, row.grounds) for row in rows}
        assert made[cast.student_b] == ("5", made[cast.student_b][1])
        assert "4, 5" in made[cast.student_b][1]
        assert len(made) == 4


def test_5_5_9_double_marks_are_a_fault(book, api_as, act_as, cast):
    """A mark of the same item in another journal of the group is shown, and stops both."""
    with act_as("system", writes=True) as session:
        other = Gradebook(
            academic_year_id=cast.academic_year,
            group_id=cast.group,
            item_id=cast.curriculum_item,
            part=2,
            teacher_id=cast.employee,
        )
        session.add(other)
        session.flush()
        session.add(
            SemesterGrade(
                gradebook_id=other.id,
                semester_id=cast.semester,
                student_id=cast.student,
                code="3",
                given_at=session.scalars(select(GradeClosing.signed_at)).first(),
            )
        )
        session.commit()
    assert stops(book.sign())[0] == "missing"
    assert len(book.sign().json["obstacles"][0]["students"]) == 3  # one has it elsewhere
    book.put(dict.fromkeys(PEOPLE, ("4", WHY)))
    assert stops(book.sign()) == ["double"]
    book.put({"student": ""})
    assert book.sign().status_code == 201


def test_4_6_the_number_of_statements_does_not_grow(book, client_as, cast, count_statements):
    """The page costs what a journal's grid costs, a batch of four what a batch of one does."""
    page, path = client_as("teacher"), f"/journal/{cast.gradebook}/closing?semester=1"
    page.get(path)
    with count_statements() as told:
        assert page.get(path).status_code == 200
    assert len([one for one in told if not one.startswith(("BEGIN", "ROLLBACK"))]) <= 10
    counts = []
    for names in (PEOPLE[:1], PEOPLE[1:]):
        marks = [{"student_id": cast[name], "code": "4"} for name in names]
        with count_statements() as told:
            assert len(book.send(marks).json["saved"]) == len(names)
        counts.append(len(told))
    assert counts[0] == counts[1]


def test_5_5_11_a_retake_makes_the_result_of_a_signed_year(cast, act_as):
    """Not passed when the year was signed, the result is open; the retake makes it, in no journal.

    The frozen year need not be reopened for it.
    """
    with act_as("system", writes=True) as session:
        session.delete(session.get_one(DisciplineResult, cast.discipline_result))
        session.get_one(CurriculumHours, cast.curriculum_hours).attestation = AttestationForm.exam
        first = session.get_one(AttestationSheet, cast.attestation_sheet)
        closing = GradeClosing(
            gradebook_id=cast.gradebook, signed_at=first.created_at, signed_name="Иванова А. П."
        )
        session.add(closing)
        session.get_one(AttestationResult, cast.attestation_result).code = "2"
        session.flush()
        first.signed_at = first.created_at
        session.flush()
        who, made = (
            current_principal(),
            select(DisciplineResult.code, DisciplineResult.gradebook_id),
        )
        of_student = made.where(DisciplineResult.student_id == cast.student)
        on_day = first.created_at.date()
        complete_results(session, who, cast.curriculum_item, [cast.student], on_day)
        assert session.execute(of_student).all() == []
        retake = AttestationSheet(
            academic_year_id=cast.academic_year,
            number=99,
            group_id=cast.group,
            semester_id=cast.semester,
            item_id=cast.curriculum_item,
            form=AttestationForm.exam,
            attempt=1,
            retake_of_id=cast.attestation_sheet,
            created_at=first.created_at,
        )
        session.add(retake)
        session.flush()
        session.add(AttestationResult(sheet_id=retake.id, student_id=cast.student, code="4"))
        session.flush()
        retake.signed_at = retake.created_at
        session.flush()
        for _again in range(2):
            complete_results(session, who, cast.curriculum_item, [cast.student], on_day)
            assert session.execute(of_student).all() == [("4", None)]


@pytest.mark.sqlite_only
def test_5_7_a_student_and_a_parent_see_own_final_marks(book, client_as, cast):
    """In the diary, as soon as they are given; those of others nowhere."""
    book.put({"student": ("н/а", WHY), "student_b": ("осв", WHY)})
    for login in ("student", "parent"):
        page = client_as(login).get("/").text
        assert "Операционные системы</th>" in page
        assert '<b class="bad">н/а</b>' in page, login
        assert "осв" not in page
