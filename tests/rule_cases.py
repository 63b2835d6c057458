"""Requests that write what the rules govern, and rows to try them on: tables for attacks."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from domain.enums import AttestationForm, DebtKind
from models import (
    AttestationResult,
    AttestationSheet,
    Coursework,
    Debt,
    DemoExam,
    DisciplineResult,
    FinalProtocol,
    GradeClosing,
    MakeUp,
    MakeUpPlace,
    Mark,
    PracticeCompetence,
    PracticeDay,
    PracticePlacement,
    SemesterGrade,
    Thesis,
    YearGrade,
)
from tests.company import TODAY

AT: Final = datetime(2026, 10, 14, 7)
Attempt = tuple[str, str, str, Any]  # who, method, path, body; {name} is a key of the cast

T, H, D = "teacher", "department_head", "deputy_director"
_BOOK, _LESSON = "/api/v1/gradebook/{gradebook}", "/api/v1/lesson/{lesson}"
_CELL: Final = {"lesson_id": "{lesson}", "reason": "Исправление", "was": ""}


def _cells(*students: str, **more: Any) -> dict[str, Any]:
    return {"cells": [_CELL | {"student_id": f"{{{one}}}", "text": "3"} | more for one in students]}


# What the keeper of a journal writes in it and in all that follows from it.
WRITES: Final[tuple[Attempt, ...]] = (
    (T, "PUT", f"{_BOOK}/cells", _cells("student", was="5")),
    (T, "PUT", f"{_BOOK}/cells", _cells("student", work_id="{work}")),
    (T, "PUT", f"{_BOOK}/cells", _cells("student_c", text="б", was="н")),
    (T, "PUT", f"{_BOOK}/cells", _cells("student", lesson_id="{lesson_today}")),
    (T, "POST", f"{_LESSON}/works", {"kind": "practical", "title": "Ещё одна"}),
    (T, "PUT", "/api/v1/work/{work}", {"title": "Другое название"}),
    (T, "POST", "/api/v1/make_up/", {"gradebook_id": "{gradebook}", "held_on": "2026-10-22"}),
    (T, "PUT", "/api/v1/make_up/{day}", {"note": "Взять тетрадь"}),
    (T, "POST", "/api/v1/make_up_place/", {"make_up_id": "{make_up}", "debt_ids": ["{owed}"]}),
    (T, "POST", "/api/v1/make_up/{day}/results",
     {"results": [{"place_id": "{place}", "result": "4"}]}),
    (T, "PUT", "/api/v1/make_up_place/{place}", {"result": "5"}),
    (T, "DELETE", "/api/v1/make_up_place/{place}", {}),
    (T, "POST", "/api/v1/make_up/{day}/move", {"to": "{make_up}"}),
    (T, "DELETE", "/api/v1/make_up/{make_up}", {}),
    (T, "PUT", _LESSON, {"topic": "Другая тема"}),
    (T, "PUT", _LESSON, {"homework": "Другое задание"}),
    (T, "PUT", _LESSON, {"held_on": "2026-10-14", "pair": 8}),
    (T, "POST", "/api/v1/lesson/{lesson_unconfirmed}/confirm", {"confirmed": True}),
    (T, "POST", _LESSON + "/accept", {"topic_id": "{lesson_plan_topic}"}),
    (T, "DELETE", _LESSON + "/accept", {}),
    (T, "POST", f"{_BOOK}/lessons", {"held_on": "2026-10-13", "pair": 7, "topic": "Тема"}),
    (T, "POST", "/api/v1/correction_window/",
     {"gradebook_id": "{gradebook}", "lessons_from": "2026-10-05", "reason": "Ошибка"}),
    (T, "PUT", f"{_BOOK}/semester_grades?semester=1",
     {"marks": [{"student_id": "{student}", "code": "5", "reason": "Так"}]}),
    (T, "POST", f"{_BOOK}/closing", {"semester": "1", "accept_warnings": True}),
    (T, "PUT", "/api/v1/coursework/of/{gradebook}/{semester}",
     {"lines": [{"student": "{student_b}", "topic": "Тема", "code": "5"}]}),
    (T, "POST", "/api/v1/coursework/of/{gradebook}/{semester}",
     {"lines": [{"student": "{student_b}", "topic": "Тема"}]}),
    (T, "DELETE", "/api/v1/coursework/{coursework}", {}),
    (T, "DELETE", "/api/v1/work/{work}?confirm_loss=1&reason=x", {}),
    (T, "DELETE", _LESSON + "?confirm_loss=1&reason=x", {}),
)  # fmt: skip
_LATER = "/api/v1/coursework/of/{gradebook}/{semester2}"
_PLACE, _DAY = "/api/v1/practice_placement/{practice_placement}", "/api/v1/practice_day"
_SHEET = "/api/v1/attestation_sheet/{attestation_sheet}"
_THESIS, _PROTOCOL = "/api/v1/thesis/{thesis}", "/api/v1/final_protocol/{final_protocol}"
_NO_JOURNAL: Final = ("/api/v1/make_up/", "/api/v1/make_up_place/", "/api/v1/correction_window/")
_OF_DAYS: Final = ("/api/v1/make_up/{day}", "/api/v1/make_up/{make_up}", "/move")
# The same once it is signed, and whatever else is signed; days of make-ups stay theirs to arrange.
SIGNED: Final[tuple[Attempt, ...]] = (
    *(one for one in WRITES if one[2] not in _NO_JOURNAL and one[2] not in _OF_DAYS
      and not one[2].endswith("/move") and one[1:3] != ("DELETE", "/api/v1/make_up_place/{place}")),
    (T, "PUT", f"{_BOOK}/cells", _cells("student", "student_b", "student_c")),
    (T, "PUT", f"{_BOOK}/semester_grades?semester=2",
     {"marks": [{"student_id": "{student}", "code": "5", "was": "4", "reason": "Так"}]}),
    (T, "PUT", f"{_BOOK}/year_grades",
     {"marks": [{"student_id": "{student}", "code": "5", "was": "4", "reason": "Так"}]}),
    (T, "POST", f"{_BOOK}/closing", {"semester": "2", "accept_warnings": True}),
    (T, "POST", f"{_BOOK}/closing", {"semester": "year", "accept_warnings": True}),
    (T, "PUT", _LATER, {"lines": [{"student": "{student}", "topic": "Тема", "code": "5"}]}),
    (T, "POST", _LATER, {"lines": [{"student": "{student_b}", "topic": "Тема"}]}),
    (T, "POST", f"{_DAY}/", {"days": [{"placement": "{practice_placement}", "day": "2026-12-15",
                                      "hours": 6}]}),
    (T, "POST", f"{_DAY}/fill", {"placements": ["{practice_placement}"]}),
    (T, "PUT", f"{_DAY}/confirm", {"placements": ["{practice_placement}"]}),
    (T, "PUT", f"{_DAY}/reject", {"placements": ["{practice_placement}"]}),
    (T, "DELETE", f"{_DAY}/{{practice_day}}", {}),
    (T, "PUT", "/api/v1/practice_competence/of/{practice_placement}",
     {"competences": [{"code": "ПК 1.1", "title": "Модули", "level": "mastered"}]}),
    (T, "DELETE", "/api/v1/practice_competence/{practice_competence}", {}),
    (T, "PUT", _PLACE, {"code": "5"}),
    (T, "PUT", _PLACE, {"characteristic": "Отличник"}),
    (T, "POST", f"{_PLACE}/mark", {"accept": True}),
    (T, "POST", f"{_PLACE}/sign", {}),
    (D, "PUT", _PLACE, {"hours": 72}),
    (D, "DELETE", _PLACE, {}),
    (T, "PUT", f"{_SHEET}/results", {"results": [{"student": "{student}", "text": "5"}]}),
    (T, "POST", f"{_SHEET}/sign", {}),
    (H, "PUT", _SHEET, {"held_on": "2026-10-15", "was": None}),
    (H, "PUT", f"{_SHEET}/examiners", {"examiners": [{"employee": "{employee_curator}"}]}),
    (H, "POST", f"{_SHEET}/students", {"student": "{student_b}"}),
    (H, "DELETE", f"{_SHEET}/students/{{student}}", {}),
    (H, "PUT", f"{_SHEET}/admission", {"student": "{student}", "is_admitted": False}),
    (H, "POST", f"{_SHEET}/judge", {}),
    (H, "DELETE", _SHEET, {}),
    (T, "PUT", _THESIS, {"supervisor_code": "5", "plagiarism": "10"}),
    (H, "PUT", _THESIS, {"topic": "Другая тема"}),
    (H, "DELETE", _THESIS, {}),
    (H, "PUT", "/api/v1/demo_exam/points", {"lines": [{"exam": "{demo_exam}", "points": 90}]}),
    (H, "DELETE", "/api/v1/demo_exam/{demo_exam}", {}),
    (H, "PUT", f"{_PROTOCOL}/lines", {"lines": []}),
    (H, "PUT", f"{_PROTOCOL}/marks", {"lines": [{"line": "{thesis}", "code": "5"}]}),
    (H, "PUT", f"{_PROTOCOL}/members", {"members": [{"name": "Чужой Ч. Ч."}]}),
    (H, "POST", f"{_PROTOCOL}/sign", {}),
    (H, "DELETE", _PROTOCOL, {}),
    (T, "POST", "/coursework/journal/{gradebook}/{semester2}",
     {"form": {"topic-{student}": "Другая", "code-{student}": "5"}}),
    (T, "POST", "/make-up/{day}/results", {"form": {"result-{place}": "5"}}),
    (T, "POST", "/journal/{gradebook}/plan/merge", {"form": {"lesson": "{lesson}"}}),
    (T, "POST", "/practice/{practice_placement}/days", {"form": {"do": "fill"}}),
    (T, "POST", "/practice/{practice_placement}/days", {"form": {"do": "reject"}}),
    (T, "POST", "/practice/{practice_placement}/results", {"form": {"code": "5"}}),
    (T, "POST", "/practice/{practice_placement}/sign", {"form": {}}),
    (T, "POST", "/theses/group/{group}", {"form": {"supervisor_code-{thesis}": "5"}}),
    (D, "POST", "/practice/{practice_placement}/delete", {"form": {}}),
    (H, "POST", "/theses/{thesis}/delete", {"form": {}}),
    (H, "POST", "/theses/group/{group}", {"form": {"topic-{thesis}": "Другая тема"}}),
    (H, "POST", "/demo-exams/{demo_exam}/delete", {"form": {}}),
    (H, "POST", "/demo-exams/group/{group}", {"form": {"points-{demo_exam}": "90"}}),
    (H, "POST", "/final/{final_protocol}/lines", {"form": {}}),
    (H, "POST", "/final/{final_protocol}/marks", {"form": {"code-{thesis}": "5"}}),
    (H, "POST", "/final/{final_protocol}/members", {"form": {"name-0": "Чужой"}}),
    (H, "POST", "/final/{final_protocol}/sign", {"form": {}}),
    (H, "POST", "/final/{final_protocol}/delete", {"form": {}}),
)  # fmt: skip


def filled(attempts: tuple[Attempt, ...], cast: Any, keys: Any) -> Iterator[Attempt]:
    """Yield the attempts with the keys of the cast, and of `keys`, in paths and bodies."""
    known = dict(cast) | keys

    def put(value: Any) -> Any:
        if isinstance(value, dict):
            return {put(name): put(one) for name, one in value.items()}
        if isinstance(value, list):
            return [put(one) for one in value]
        if isinstance(value, str) and "{" in value:
            whole = value[1:-1]
            return known[whole] if whole in known else value.format_map(known)
        return value

    for who, method, path, body in attempts:
        yield who, method, path.format_map(known), put(body)


def owed_today(act_as: Any, cast: Any) -> dict[str, int]:
    """Let the student owe, and have a place on a make-up day of today; return their keys."""
    with act_as("system", writes=True) as session:
        debt = Debt(
            gradebook_id=cast.gradebook,
            lesson_id=cast.lesson,
            student_id=cast.student_c,
            kind=DebtKind.absence,
            opened_on=date(2026, 10, 12),
        )
        day = MakeUp(gradebook_id=cast.gradebook, held_on=TODAY)
        session.add_all((debt, day))
        session.flush()
        place = MakeUpPlace(make_up_id=day.id, debt_id=debt.id, student_id=debt.student_id)
        session.add(place)
        session.commit()
        return {"owed": debt.id, "day": day.id, "place": place.id}


def sign_all(act_as: Any, cast: Any) -> None:
    """Sign whatever of the first company can be signed."""
    with act_as("system", writes=True) as session:
        for semester in (cast.semester, cast.semester2, None):
            session.add(
                GradeClosing(
                    gradebook_id=cast.gradebook,
                    semester_id=semester,
                    signed_at=AT,
                    signed_name="Иванова А. П.",
                )
            )
        session.get_one(Thesis, cast.thesis).protocol_id = cast.final_protocol
        session.get_one(DemoExam, cast.demo_exam).protocol_id = cast.final_protocol
        session.flush()
        for model in (AttestationSheet, PracticePlacement, FinalProtocol):
            session.get_one(model, cast[model.__tablename__]).signed_at = AT
        session.commit()


def beside(act_as: Any, cast: Any) -> dict[str, int]:
    """Give the student's classmate a row of every kind; return their keys by table."""
    book, who = {"gradebook_id": cast.gradebook}, {"student_id": cast.student_b}
    given = {"code": "3", "given_at": AT}
    with act_as("system", writes=True) as session:
        debt = Debt(**book, **who, lesson_id=cast.lesson_sept, kind=DebtKind.topic, opened_on=TODAY)
        sheet = AttestationSheet(
            academic_year_id=cast.academic_year,
            number=99,
            group_id=cast.group,
            semester_id=cast.semester,
            item_id=cast.item_c,
            form=AttestationForm.credit,
            held_on=TODAY,
            created_at=AT,
        )
        practice = session.get_one(PracticePlacement, cast.practice_placement)
        fields = ("group_id", "item_id", "base_id", "starts_on", "ends_on", "hours",
                  "college_head_id", "appointment_id", "enterprise_head")  # fmt: skip
        placement = PracticePlacement(**who, **{one: getattr(practice, one) for one in fields})
        session.add_all((debt, sheet, placement))
        session.flush()
        rows = [
            debt,
            placement,
            MakeUpPlace(**who, make_up_id=cast.make_up, debt_id=debt.id),
            Mark(**who, lesson_id=cast.lesson, work_id=cast.work, ordinal=10, code="3"),
            SemesterGrade(**book, **who, **given, semester_id=cast.semester2),
            YearGrade(**book, **who, **given),
            DisciplineResult(**book, **who, **given, item_id=cast.curriculum_item),
            Coursework(**book, **who, semester_id=cast.semester2, topic="Чужая тема"),
            AttestationResult(**who, sheet_id=sheet.id, code="зч"),
            PracticeDay(placement_id=placement.id, day=date(2026, 12, 15)),
            PracticeCompetence(placement_id=placement.id, code="ПК 1.2", title="Чужая"),
            Thesis(**who, group_id=cast.group, topic="Чужая", supervisor_id=cast.employee),
            DemoExam(**who, group_id=cast.group, kit_code="К", held_on=TODAY, maximum=100),
        ]
        session.add_all(rows)
        session.flush()
        sheet.signed_at, sheet.signed_name = AT, "Иванова А. П."
        session.commit()
        return {row.__tablename__: row.id for row in rows}


__all__ = ["SIGNED", "WRITES", "beside", "filled", "owed_today", "sign_all"]
