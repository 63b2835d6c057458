"""Inspections, changed marks, activity, digest and council pack of the golden college."""

from datetime import date, datetime
from typing import Any

from flask import Flask

from access import audit
from access.principal import acting_as, system_principal
from access.session import db, writing
from domain.enums import AuditAction
from models import (
    ActivityDay,
    CorrectionWindow,
    Inspection,
    InspectionRemark,
    RemarkEntry,
)
from models.audit import CELL
from tests.reports.golden import build_golden, figures, refused

AUTUMN = "2024-09-01..2024-12-28"
# Lesson, student, old, new, late; three of them change a mark that stood, one takes it away.
CELLS = [
    ("r1", "a1", "5", "4", False, datetime(2024, 9, 2, 8)),
    ("m3", "a3", "2", "4", True, datetime(2024, 10, 20, 8)),
    ("m3", "a3", "4", "5", True, datetime(2024, 11, 20, 8)),
    ("mc1", "c1", "5", "", True, datetime(2024, 9, 30, 8)),
    ("r1", "a2", "4", "4/5", False, datetime(2024, 9, 2, 8)),
    ("r2", "a3", "н", "б", True, datetime(2024, 9, 12, 8)),
    ("r1", "a4", "", "5", True, datetime(2024, 9, 12, 8)),
]
JOURNAL = {"r1": "a_russian", "r2": "a_russian", "m3": "a_maths", "mc1": "c_marketing"}


def _control(app: Flask, golden: Any) -> None:
    """Write inspections with remarks, changes of marks with a window, and activity."""
    with app.app_context(), acting_as(system_principal("test")), writing():
        session = db.session
        for book, verdicts in (("a_russian", ("good", "remarks")), ("c_marketing", ("poor",) * 2)):
            one = Inspection(
                gradebook_id=golden[book],
                inspector_id=golden.user_golden_head,
                inspector_name="Голубев П. И.",
                period_from=date(2024, 9, 1),
                period_to=date(2024, 9, 30),
                opened_at=datetime(2024, 10, 1, 5),
                completeness=verdicts[0],
                delivery=verdicts[1],
                objectivity="good",
                control_works="good",
            )
            session.add(one)
            session.flush()
            # Made, closed by itself; closed by hand; overdue and passed on.
            for cause, state, event in (
                ("no_topic", "closed", "cause_gone"),
                ("no_topic", "closed", "closed"),
                (None, "open", "escalated"),
            ):
                at = datetime(2024, 10, 5, 5)
                remark = InspectionRemark(
                    inspection_id=one.id,
                    gradebook_id=golden[book],
                    cause=cause,
                    text="Замечание",
                    due_on=date(2024, 10, 15),
                    state=state,
                    created_at=at,
                    author_id=golden.user_golden_head,
                    author_name="Голубев П. И.",
                    closed_at=at if state == "closed" else None,
                    escalated_at=at if event == "escalated" else None,
                )
                session.add(remark)
                session.flush()
                session.add(
                    RemarkEntry(remark_id=remark.id, gradebook_id=golden[book], event=event, at=at)
                )
            session.flush()
            one.finished_at = datetime(2024, 10, 2, 5)
        session.add(
            CorrectionWindow(
                gradebook_id=golden.a_maths,
                teacher_id=golden.employee_golden_teacher2,
                lessons_from=date(2024, 10, 1),
                lessons_to=date(2024, 10, 31),
                reason="Описка",
                state="granted",
                requested_at=datetime(2024, 10, 18, 5),
                decided_at=datetime(2024, 10, 19, 5),
                closes_at=datetime(2024, 10, 22, 5),
            )
        )
        for user, day, counts in (
            ("golden_teacher", date(2024, 10, 1), (2, 1, 7)),
            ("golden_teacher", date(2024, 10, 2), (1, 0, 4)),
            ("golden_head", date(2024, 10, 2), (3, 0, 0)),
        ):
            session.add(
                ActivityDay(
                    user_id=golden[f"user_{user}"],
                    day=day,
                    sign_ins=counts[0],
                    refusals=counts[1],
                    writes=counts[2],
                )
            )
        session.flush()
        audit.record(session, [_entry(golden, *cell) for cell in CELLS])
        session.commit()


def _entry(
    golden: Any, lesson: str, student: str, old: str, new: str, late: bool, at: datetime
) -> dict[str, Any]:
    return {
        "at": at,
        "actor": "Соколова Анна",
        "entity": CELL,
        "entity_id": None,
        "action": AuditAction.update if old and new else AuditAction.delete,
        "field": CELL,
        "old": old,
        "new": new,
        "reason": "Описка",
        "is_late": late,
        "claimed_at": None,
        "gradebook_id": golden[JOURNAL[lesson]],
        "lesson_id": golden[lesson],
        "student_id": golden[student],
    } | ({} if old else {"action": AuditAction.create})


def test_3_6_and_5_3_and_8_1_control_reports_of_the_golden_college(app: Flask) -> None:
    golden = build_golden(app)
    _control(app, golden)
    params = {"period": AUTUMN, "department_id": 0}
    changes = figures(app, "changed_marks", params, "director")
    changes.row("СД-11", "ОД.01 Русский язык", "Алексеев А. А.", "02.09.2024, 1", 5, 4, "ниже")
    changes.row("СД-11", "ОД.02 Математика", "Власов В. В.", "08.10.2024, 1", 2, 4, "выше")
    changes.row("ТД-11", "ОП.01 Маркетинг", "Климов К. К.", "06.09.2024, 1", 5, "—")
    # Changed; up, down, removed, other; late, late and up, in a window.
    changes.row("Соколова Анна", 4, 2, 1, 1, 0, 3, 2, 1)
    own = figures(app, "changed_marks", params, "golden_head2")
    own.row("Соколова Анна", 1, 0, 0, 1, 0, 1, 0, 0)
    own.lacks("СД-11")

    told = figures(app, "inspections", params, "director")
    # Journals, inspected, share, inspections; verdicts; remarks: made, open, overdue, passed on,
    # gone, closed. СД-11, СД-12: Russian and maths of each, drawing of two subgroups.
    told.row("Строительство", 6, 1, 16.7, 1, 3, 1, 0, 3, 1, 1, 1, 1, 1)
    told.row("Торговля", 2, 1, 50.0, 1, 2, 0, 2, 3, 1, 1, 1, 1, 1)
    told.row(8, 2, 25.0, 2, 5, 1, 2, 6, 2, 2, 2, 2, 2)
    told.row("СД-12", "ОД.02 Математика", "Соколова А. И.")

    month = figures(app, "user_activity", {"month": "2024-10"}, "module_admin")
    # Days, sign-ins, wrong passwords, changes.
    month.row("Белкин Иван", "преподаватель", 2, 3, 1, 11, "02.10.2024")
    month.row("02.10.2024", 2, 4, 4)
    assert refused(app, "user_activity", {"month": "2024-10"}, "golden_head") == 403


def test_5_2_5_and_7_5_the_digest_and_the_pack_of_the_golden_autumn(app: Flask) -> None:
    golden = build_golden(app)
    _control(app, golden)
    digest = figures(app, "director_digest", {"period": AUTUMN, "department_id": 0}, "director")
    # Hours of students and missed ones, without good reason; attendance; see golden_tables.py.
    digest.row("Строительство", 106, 24, 14, 77.4)
    digest.row("Торговля", 16, 2, 0, 87.5)
    digest.row(122, 26, 14, 78.7)
    # Journals, inspected; remarks made, open, overdue, closed.
    digest.row("Строительство", 6, 1, 3, 1, 1, 2)
    # Students, marks, average, success, quality, СОУ.
    digest.row("Строительство", 9, 22, 3.62, 86.4, 50.0, 53.4)
    digest.row("Торговля", 4, 8, 3.5, 62.5, 40.0, 44.6)
    # Lessons held, recorded, in time (one of 11 came three days late), not recorded; without a
    # topic, without homework; works without results.
    digest.row("Строительство", 13, 11, 90.9, 2, 1, 1, 0)

    params = {"period": f"semester-{golden.semester1}", "department_id": 0}
    pack = figures(app, "council_pack", params, "deputy_director")
    pack.row("СД-11", 5, 2, 5, 5, 1, 1, 1, 3.62, 51.6, 85.7, 50.0)
    pack.row("Строительство", 106, 24, 14, 77.4)
    pack.row(13, 1, 3, 3, 1, 5, 61.5, 30.8)
    one = {"period": f"semester-{golden.semester2}", "department_id": golden.golden_department}
    assert any("2024/25·1" in line for line in figures(app, "council_pack", one, "director").lines)
    assert refused(app, "council_pack", params, "golden_head") == 403
