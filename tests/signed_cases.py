"""Requests at what is signed, each of which changes something as long as nothing is: `ready`."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select

from domain.enums import AppointmentRole
from models import (
    Appointment,
    AttestationResult,
    AttestationSheet,
    DemoExam,
    FinalProtocol,
    GradeClosing,
    PracticeDay,
    PracticePlacement,
    Thesis,
)
from tests.company import TODAY
from tests.rule_cases import WRITES, Attempt, owed_today

AT: Final = datetime(2026, 10, 14, 7)
T, H, D = "teacher", "department_head", "deputy_director"
_BOOK, _LESSON = "/api/v1/gradebook/{gradebook}", "/api/v1/lesson/{lesson}"
_LATER = "/api/v1/coursework/of/{gradebook}/{semester2}"
_PLACE, _DAY = "/api/v1/practice_placement/{practice_placement}", "/api/v1/practice_day"
_SHEET = "/api/v1/attestation_sheet/{attestation_sheet}"
_THESIS, _PROTOCOL = "/api/v1/thesis/{thesis}", "/api/v1/final_protocol/{final_protocol}"
_NO_JOURNAL: Final = ("/api/v1/make_up/", "/api/v1/make_up_place/", "/api/v1/correction_window/")
_OF_DAYS: Final = ("/api/v1/make_up/{day}", "/api/v1/make_up/{make_up}", "/move")
# What cannot be done a first time here: a closing wants all marks and no debts.
_NOT_YET: Final = (("POST", f"{_BOOK}/closing"), ("DELETE", "/api/v1/make_up_place/{place}"))
_WAS: Final = (("student", "5"), ("student_b", "2"), ("student_c", "нп"))


def _form(key: str, field: str, value: str, was: str = "") -> dict[str, Any]:
    """Return a form with one field of one line, and what the form showed there."""
    return {"form": {f"{{{key}}}-{field}": value, "was": {f"{{{key}}}": {field: was}}}}


# The same once it is signed, and whatever else is signed; days of make-ups stay theirs to arrange.
SIGNED: Final[tuple[Attempt, ...]] = (
    *(one for one in WRITES if one[2] not in _NO_JOURNAL and one[2] not in _OF_DAYS
      and not one[2].endswith("/move") and one[1:3] not in _NOT_YET),
    (T, "PUT", f"{_BOOK}/cells",
     {"cells": [{"lesson_id": "{lesson}", "student_id": f"{{{who}}}", "text": "3", "was": was,
                 "reason": "Исправление"} for who, was in _WAS]}),
    (T, "PUT", _LATER, {"lines": [{"student": "{student}", "topic": "Тема", "code": "5"}]}),
    (T, "POST", _LATER, {"lines": [{"student": "{student_b}", "topic": "Тема"}]}),
    (T, "POST", f"{_DAY}/", {"days": [{"placement": "{practice_placement}", "day": "2026-10-06",
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
    (D, "PUT", _PLACE, {"hours": 72}),
    (D, "DELETE", "/api/v1/practice_placement/{bare}", {}),
    (T, "PUT", f"{_SHEET}/results", {"results": [{"student": "{student}", "text": "5"}]}),
    (H, "PUT", _SHEET, {"held_on": "2026-10-15", "was": None}),
    (H, "PUT", f"{_SHEET}/examiners", {"examiners": [{"employee": "{employee_curator}"}]}),
    (H, "POST", f"{_SHEET}/students", {"student": "{student_b}"}),
    (H, "DELETE", f"{_SHEET}/students/{{student}}", {}),
    (H, "PUT", f"{_SHEET}/admission",
     {"student": "{student}", "is_admitted": False, "note": "Приказ № 5"}),
    (H, "DELETE", _SHEET, {}),
    (T, "PUT", _THESIS, {"supervisor_code": "5", "plagiarism": "10"}),
    (H, "PUT", _THESIS, {"topic": "Другая тема"}),
    (H, "DELETE", "/api/v1/thesis/{spare}", {}),
    (H, "PUT", "/api/v1/demo_exam/points", {"lines": [{"exam": "{demo_exam}", "points": 90}]}),
    (H, "DELETE", "/api/v1/demo_exam/{demo_exam}", {}),
    (H, "PUT", f"{_PROTOCOL}/lines", {"lines": []}),
    (H, "PUT", f"{_PROTOCOL}/marks", {"lines": [{"id": "{thesis}", "code": "5"}]}),
    (H, "PUT", f"{_PROTOCOL}/members", {"members": [{"name": "Чужой Ч. Ч."}]}),
    (H, "DELETE", "/api/v1/final_protocol/{empty}", {}),
    (T, "POST", "/coursework/journal/{gradebook}/{semester2}",
     _form("student", "topic", "Другая", was="Планировщик процессов")),
    (T, "POST", "/make-up/{day}/results", {"form": {"result-{place}": "5"}}),
    (T, "POST", "/practice/{practice_placement}/days", {"form": {"do": "fill"}}),
    (T, "POST", "/practice/{practice_placement}/days", {"form": {"do": "reject"}}),
    (T, "POST", "/practice/{practice_placement}/results", {"form": {"mark": "5"}}),
    (T, "POST", "/practice/{practice_placement}/results", {"form": {"do": "accept"}}),
    (T, "POST", "/practice/{practice_placement}/competences",
     {"form": {"code": "ПК 1.1", "title": "Другая", "level": "mastered"}}),
    (T, "POST", "/theses/group/{group}", _form("thesis", "supervisor_code", "5")),
    (D, "POST", "/practice/{bare}/delete", {"form": {}}),
    (H, "POST", "/theses/{spare}/delete", {"form": {}}),
    (H, "POST", "/theses/group/{group}",
     _form("thesis", "topic", "Другая тема", was="Учёт практики в техникуме")),
    (H, "POST", "/demo-exams/{demo_exam}/delete", {"form": {}}),
    (H, "POST", "/demo-exams/group/{group}", _form("demo_exam", "points", "90")),
    (H, "POST", "/final/{final_protocol}/lines", {"form": {}}),
    (H, "POST", "/final/{final_protocol}/marks", _form("thesis", "code", "5")),
    (H, "POST", "/final/{final_protocol}/members", {"form": {"role": "member", "name": "Чужой",
                                                            "position": ""}}),
    (H, "POST", "/final/{empty}/delete", {"form": {}}),
)  # fmt: skip
# What is signed is not signed once more.
AGAIN: Final[tuple[Attempt, ...]] = (
    *((T, "POST", f"{_BOOK}/closing", {"semester": term, "accept_warnings": True})
      for term in ("1", "2", "year")),
    (T, "POST", f"{_PLACE}/sign", {}),
    (T, "POST", f"{_SHEET}/sign", {}),
    (H, "POST", f"{_SHEET}/judge", {}),
    (H, "POST", f"{_PROTOCOL}/sign", {}),
    (T, "POST", "/practice/{practice_placement}/sign", {"form": {}}),
    (H, "POST", "/final/{final_protocol}/sign", {"form": {}}),
)  # fmt: skip
# What can be written in January only.
IN_JANUARY: Final[tuple[Attempt, ...]] = (
    (T, "PUT", f"{_BOOK}/semester_grades?semester=2",
     {"marks": [{"student_id": "{student}", "code": "5", "was": "4", "reason": "Так"}]}),
    (T, "PUT", f"{_BOOK}/year_grades",
     {"marks": [{"student_id": "{student}", "code": "5", "was": "4", "reason": "Так"}]}),
)  # fmt: skip


def ready(act_as: Any, cast: Any) -> dict[str, int]:
    """Let everything of SIGNED be possible today; return the keys of the rows added for that."""
    keys = owed_today(act_as, cast)
    with act_as("system", writes=True) as session:
        place = session.get_one(PracticePlacement, cast.practice_placement)
        place.starts_on, place.ends_on = date(2026, 10, 5), date(2026, 10, 10)
        place.proposed_code, place.proposed_at = "4", AT
        day = session.get_one(PracticeDay, cast.practice_day)
        day.day, day.proposed_at = date(2026, 10, 5), AT
        same = ("group_id", "item_id", "base_id", "starts_on", "ends_on", "hours",
                "college_head_id", "appointment_id", "enterprise_head")  # fmt: skip
        bare = PracticePlacement(
            student_id=cast.student_b, **{name: getattr(place, name) for name in same}
        )
        order = {"order_number": "380-у", "order_date": TODAY, "starts_on": date(2026, 9, 1)}
        supervises = Appointment(
            employee_id=cast.employee_teacher,
            role=AppointmentRole.thesis_supervisor,
            group_id=cast.group,
            object="ВКР группы",
            **order,
        )
        session.get_one(DemoExam, cast.demo_exam).held_on = date(2026, 10, 13)
        protocol = session.get_one(FinalProtocol, cast.final_protocol)
        protocol.held_on = TODAY
        empty = FinalProtocol(
            group_id=cast.group, kind=protocol.kind, number="2", held_on=TODAY, created_at=AT
        )
        line = AttestationResult(sheet_id=cast.attestation_sheet, student_id=cast.student_c)
        spare = Thesis(
            group_id=cast.group,
            student_id=cast.student_b,
            topic="Учёт заявок",
            supervisor_id=cast.employee,
        )
        session.add_all((bare, supervises, empty, line, spare))
        session.flush()
        session.get_one(Thesis, cast.thesis).appointment_id = supervises.id
        session.get_one(Thesis, cast.thesis).protocol_id = protocol.id
        session.commit()
        return keys | {"bare": bare.id, "empty": empty.id, "spare": spare.id}


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
        for model in (Thesis, DemoExam):
            for row in session.scalars(select(model).where(model.group_id == cast.group)):
                row.protocol_id = cast.final_protocol
        session.flush()
        for model in (AttestationSheet, PracticePlacement, FinalProtocol):
            own = select(model).where(model.group_id == cast.group, model.signed_at.is_(None))
            for row in session.scalars(own):
                row.signed_at = AT
        session.commit()


__all__ = ["AGAIN", "IN_JANUARY", "SIGNED", "ready", "sign_all"]
