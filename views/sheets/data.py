"""Attestation sheets as JSON."""

from typing import Any

from sqlalchemy.orm import Session

from domain.admission import allowed_codes, totals
from domain.enums import Attendance
from domain.quality import quality, success
from models.labels import label_of
from models.mark_labels import mark_in_words
from services.sheet_offers import Offers
from services.sheet_shapes import Sheet, SheetHead, SheetLine
from services.sheet_signing import may_sign, missing_of
from services.sheet_words import admission_words, result_text


def head_data(head: SheetHead) -> dict[str, Any]:
    """Return the head of a sheet; instants are UTC."""
    return {
        "id": head.id,
        "number": head.number,
        "year": head.year,
        "semester_id": head.semester_id,
        "semester": head.semester_number,
        "group_id": head.group_id,
        "group": head.group,
        "item_id": head.item_id,
        "item": head.item,
        "programme": head.programme,
        "form": head.form,
        "attempt": head.attempt,
        "retake_of": head.retake_of_id,
        "is_individual": head.is_individual,
        "held_on": head.held_on.isoformat() if head.held_on else None,
        "signed_at": f"{head.signed_at.isoformat(timespec='seconds')}Z" if head.signed_at else None,
        "signed_name": head.signed_name,
    }


def line_words(line: SheetLine) -> str:
    """Return the mark in words, or that the student did not come."""
    if line.code is None and line.attendance is not Attendance.present:
        return str(label_of(line.attendance))
    return mark_in_words(line.code)


def line_data(line: SheetLine) -> dict[str, Any]:
    """Return a student's line."""
    return {
        "student": line.student_id,
        "name": line.name,
        "record_book": line.record_book,
        "is_admitted": line.is_admitted,
        "note": line.admission_note,
        "ticket": line.ticket,
        "attendance": line.attendance,
        "code": line.code,
        "text": result_text(line.attendance, line.code),
        "words": line_words(line),
    }


def totals_data(sheet: Sheet) -> dict[str, Any]:
    """Return the totals of a sheet: always those of its lines; shares in percent."""
    found = totals((line.line for line in sheet.lines), allowed_codes(sheet.head.form))
    codes = [line.code for line in sheet.lines if line.code is not None]
    shares = {"success": success(codes), "quality": quality(codes)}
    return {
        "listed": found.listed,
        "admitted": found.admitted,
        "came": found.came,
        "excused": found.excused,
        "unexcused": found.unexcused,
        "by_code": found.by_code,
        **{name: None if value is None else float(value) for name, value in shares.items()},
    }


def sheet_data(session: Session, sheet: Sheet) -> dict[str, Any]:
    """Return a whole sheet, what it lacks to be signed, and what the caller may do with it."""
    lacks = [] if sheet.head.is_signed else missing_of(session, sheet)
    return {
        **head_data(sheet.head),
        "examiners": [
            {"employee": one.employee_id, "name": one.name, "role": one.role}
            for one in sheet.examiners
        ],
        "lines": [line_data(line) for line in sheet.lines],
        "totals": totals_data(sheet),
        "missing": [{"text": one.sentence, "student": one.student_id} for one in lacks],
        "may_arrange": sheet.keeps and not sheet.head.is_signed,
        "may_enter": sheet.examines is not None and not sheet.head.is_signed,
        "may_sign": may_sign(sheet) and not sheet.head.is_signed,
    }


def offers_data(found: Offers) -> dict[str, Any]:
    """Return what the curriculum calls for in a semester of a group."""
    return {
        "group": found.term.group,
        "semester": found.term.semester_number,
        "students": len(found.students),
        "offers": [
            {
                "item": one.item_id,
                "index_code": one.index_code,
                "title": one.item,
                "form": one.form,
                "is_practice": one.is_practice,
                "before_commission": one.before_commission,
                "examiners": [
                    {"employee": who.employee_id, "name": who.name, "role": who.role}
                    for who in one.examiners
                ],
                "not_admitted": [
                    {"student": student.id, "name": student.name, "why": admission_words(why)}
                    for student, why in one.not_admitted
                ],
                "sheet": one.existing[0] if one.existing else None,
            }
            for one in found.offers
        ],
    }
