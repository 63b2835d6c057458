"""One attestation sheet as its page shows it, and what the filters offer."""

from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.admission import SHEET_FORMS, allowed_codes, wants_commission
from domain.clock import clock
from domain.enums import ExaminerRole
from domain.regulation import Norm
from models import AcademicYear, Semester
from models.labels import label_of
from models.mark_labels import mark_in_words
from services.regulation import rulebook
from services.sheet_admission import open_debts
from services.sheet_retakes import retaking
from services.sheet_shapes import Sheet
from services.sheet_signing import may_sign, missing_of
from services.sheet_terms import group_term, students_on
from services.sheet_words import (
    allowed_words,
    attempt_words,
    day_words,
    form_words,
    result_text,
    semester_words,
    sheet_title,
)
from views.debts.pages import list_address
from views.sheets.data import line_words, totals_data

FORMS: Final = SHEET_FORMS
ROLES: Final = tuple(ExaminerRole)


def semesters(session: Session) -> list[tuple[int, str]]:
    """Return the semesters of the college, the latest year first, in words."""
    query = (
        select(Semester, AcademicYear.name)
        .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
        .order_by(AcademicYear.starts_on.desc(), Semester.starts_on, Semester.number)
    )
    found = []
    for semester, year in session.execute(query):
        words = semester_words(semester.number, year)
        found.append((semester.id, f"{words} · {semester.programme.code}" if semester.programme
                      else words))  # fmt: skip
    return found


def sheet_values(session: Session, sheet: Sheet) -> dict[str, Any]:
    """Return what the page of a sheet shows."""
    head = sheet.head
    rules = rulebook(session).on(head.held_on or clock.today())
    commission = wants_commission(head.form, head.attempt, rules)
    arranges = sheet.keeps and not head.is_signed
    who = current_principal()
    return {
        "sheet": sheet,
        "head": head,
        "title": sheet_title(head),
        "form": form_words(head.form),
        "attempt": attempt_words(head.attempt, commission=commission),
        "commission": commission,
        "least": rules.whole(Norm.commission_members),
        "semester": semester_words(head.semester_number, head.year),
        "day": day_words(head),
        "arranges": arranges,
        "enters": sheet.examines is not None and not head.is_signed,
        "signs": may_sign(sheet) and not head.is_signed,
        "missing": [] if head.is_signed else missing_of(session, sheet),
        "retaking": _retaking(session, sheet) if sheet.keeps and head.is_signed else 0,
        "totals": totals_data(sheet),
        "codes": allowed_codes(head.form),
        "allowed": allowed_words(head.form),
        "others": _others(session, sheet) if arranges else [],
        "debts": {}
        if head.is_signed or not who.may(Action.read, Resource.debt)
        else open_debts(session, head.item_id, [line.student_id for line in sheet.lines]),
        "debts_url": lambda student: list_address(student=student, item=head.item_id),
        "roles": [(role, str(label_of(role))) for role in ROLES],
        "words": mark_in_words,
        "line_words": line_words,
        "text": result_text,
        "seats": [
            {"employee": one.employee_id, "name": one.name, "role": one.role}
            for one in sheet.examiners
        ],
        "role_words": lambda role: str(label_of(role)),
        "signed_on": _signed_on(sheet),
        "prints": who.may(Action.create, Resource.report_run),
    }


def _signed_on(sheet: Sheet) -> str:
    moment = sheet.head.signed_at
    if moment is None:
        return ""
    day = format_date(clock.local(moment), "d MMMM yyyy")
    return _("Signed on %(day)s: %(name)s", day=day, name=sheet.head.signed_name or "")


def _retaking(session: Session, sheet: Sheet) -> int:
    return sum(len(students) for students in retaking(session, sheet).values())


def _others(session: Session, sheet: Sheet) -> list[tuple[int, str]]:
    """Return the students of the group who are not on the sheet."""
    head = sheet.head
    day = group_term(session, head.group_id, head.semester_id).day(head.held_on)
    listed = {line.student_id for line in sheet.lines}
    students = students_on(session, head.group_id, day)
    return [(one.id, one.name) for one in students if one.id not in listed]
