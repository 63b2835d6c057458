"""Requests that write what the rules govern, and rows to try them on: tables for attacks."""

from collections.abc import Iterator
from datetime import date, datetime
from json import dumps
from typing import Any, Final

from domain.enums import AttestationForm, DebtKind
from models import (
    AttestationResult,
    AttestationSheet,
    Coursework,
    Debt,
    DemoExam,
    DisciplineResult,
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
    (T, "PUT", f"{_BOOK}/cells", _cells("student_c", text="б", was="нп")),
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
    (T, "PUT", "/api/v1/lesson/{lesson_today}", {"held_on": "2026-10-13", "pair": 8}),
    (T, "POST", "/api/v1/lesson/{lesson_unconfirmed}/confirm", {"confirmed": True}),
    (T, "POST", _LESSON + "/accept", {"topic_id": "{lesson_plan_topic}"}),
    (T, "DELETE", "/api/v1/lesson/{lesson_unconfirmed}/accept", {}),
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
        sent = put(body)
        if "was" in sent.get("form", {}):  # what the form showed travels in it as JSON
            sent["form"]["was"] = dumps(sent["form"]["was"])
        yield who, method, path.format_map(known), sent


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


__all__ = ["WRITES", "Attempt", "beside", "filled", "owed_today"]
