"""The second half of the cast: journals, lessons, cells, notices, runs, the trail."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Absence,
    AuditEntry,
    AuditPersonalValue,
    Gradebook,
    JournalTeacher,
    Lesson,
    Mark,
    Notice,
    ReportRun,
    StudentIdentity,
    TeachingAssignment,
)
from tests.company import GRADEBOOKS, LESSONS, LOGINS, TODAY, Cast, add


def journals(session: Session, cast: Cast) -> None:
    for name, (group, subgroup, item, teacher) in GRADEBOOKS.items():
        keys = {
            "group_id": cast[group],
            "subgroup_id": cast[subgroup] if subgroup else None,
            "item_id": cast[item],
            "teacher_id": cast[f"employee_{teacher}"],
        }
        add(session, cast, name, Gradebook(academic_year_id=cast.academic_year, **keys))
        load = TeachingAssignment(semester_id=cast.semester, theory=40, practice=20, **keys)
        add(session, cast, name.replace("gradebook", "teaching_assignment"), load)
        keeper = JournalTeacher(
            gradebook_id=cast[name],
            teacher_id=cast[f"employee_{teacher}"],
            starts_on=date(2026, 9, 1),
        )
        add(session, cast, name.replace("gradebook", "journal_teacher"), keeper)
    for name, (gradebook, day, pair, confirmed) in LESSONS.items():
        teacher = GRADEBOOKS[gradebook][3]
        lesson = Lesson(
            gradebook_id=cast[gradebook],
            held_on=day,
            pair=pair,
            topic="" if day == TODAY else "Процессы и потоки",
            homework="" if day == TODAY else "Прочитать главу 3",
            confirmed_at=datetime(day.year, day.month, day.day, 9) if confirmed else None,
            confirmed_by_id=cast[f"user_{teacher}"] if confirmed else None,
        )
        add(session, cast, name, lesson)


def cells(session: Session, cast: Cast) -> None:
    for name, lesson, student, code in (
        ("mark", "lesson", "student", "5"),
        ("mark_b", "lesson_sept", "student", "4"),
        ("mark_gone", "lesson_sept", "student_gone", "3"),
        ("mark_other", "lesson", "student_b", "2"),
        ("mark_sub", "lesson_sub", "student", "4"),
        ("mark2", "lesson2", "student2", "4"),
        ("mark_tc", "lesson_tc", "student_tc", "5"),
        ("mark_tc_other", "lesson_tc_other", "student_tc", "3"),
        ("mark_th", "lesson_th", "student_th", "5"),
        ("mark_th_other", "lesson_th_other", "student_th", "4"),
        ("mark_tp", "lesson2", "student_tp", "5"),
    ):
        add(session, cast, name, Mark(lesson_id=cast[lesson], student_id=cast[student], code=code))
    for name, lesson, student, kind, minutes in (
        ("absence", "lesson_sept", "student", "sick", None),
        ("absence_unexcused", "lesson", "student_c", "unexcused", None),
        ("absence_late", "lesson", "student_new", "late", 15),
        ("absence_unstated", "lesson_unconfirmed", "student_b", "unstated", None),
        ("absence2", "lesson2_today", "student2", "unstated", None),
        ("absence2_b", "lesson2", "student2_b", "excused", None),
        ("absence_tc", "lesson_tc", "student_tc_b", "unstated", None),
    ):
        absence = Absence(
            lesson_id=cast[lesson], student_id=cast[student], kind=kind, minutes=minutes
        )
        add(session, cast, name, absence)


def office(session: Session, cast: Cast) -> None:
    at = datetime(2026, 10, 13, 7)
    for login in LOGINS:
        notice = Notice(
            user_id=cast[f"user_{login}"],
            message="Ready: %(file)s",
            params={"file": "a.pdf"},
            created_at=at,
        )
        add(session, cast, f"notice_{login}", notice)
        run = ReportRun(
            user_id=cast[f"user_{login}"],
            code="attendance_month",
            format="pdf",
            params={},
            created_at=at,
        )
        add(session, cast, f"report_run_{login}", run)
    # A personal field of each company changes, so that its old value is in the trail.
    for company in ("", "2"):
        identity = session.get_one(StudentIdentity, cast[f"student_identity{company}"])
        identity.birth_date = date(2008, 6, 1)


def audit(session: Session, cast: Cast) -> None:
    for company in ("", "2"):
        entries = select(AuditEntry.id).where(
            AuditEntry.gradebook_id == cast[f"gradebook{company}"]
        )
        cast[f"audit_entry{company}"] = session.scalars(
            entries.order_by(AuditEntry.id.desc())
        ).first()
        values = (
            select(AuditPersonalValue.id)
            .join(AuditEntry, AuditEntry.id == AuditPersonalValue.entry_id)
            .where(AuditEntry.student_id == cast[f"student{company}"])
        )
        cast[f"audit_personal_value{company}"] = session.scalars(values).one()
