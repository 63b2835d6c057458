"""Making attestation sheets: of a group, of one student, for a retake (clause 5.5.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import Attendance, ExaminerRole
from domain.verdict import Verdict
from models import (
    AttestationResult,
    AttestationSheet,
    Department,
    SheetExaminer,
    StudyGroup,
)
from services.errors import FieldsError, NotAllowedError, NotFoundError
from services.sheet_admission import Subject, admissions
from services.sheet_numbers import next_numbers
from services.sheet_offers import offers_of
from services.sheet_terms import GroupTerm, group_term
from services.sheet_words import admission_words
from services.sheet_writing import SheetWriter

Seats = Sequence[tuple[int, ExaminerRole]]  # employee, as what


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item whose sheet is to be made, and the day of the attestation where it is known."""

    item_id: int
    held_on: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A sheet to be written."""

    subject: Subject
    attempt: int
    held_on: date | None
    seats: Seats
    students: Sequence[int]
    retake_of_id: int | None = None
    is_individual: bool = False


def may_make(session: Session, who: Principal, group_id: int) -> None:
    """Raise unless `who` keeps the sheets of the group: through the role that gives the right."""
    if not who.may(Action.create, Resource.attestation_sheet):
        raise NotAllowedError(_("Attestation sheets are kept by the head of the department."))
    heads = select(StudyGroup.department_id).where(StudyGroup.id == group_id)
    department_id = session.scalar(heads)
    if department_id is None or not (who.is_system or _heads(session, who, department_id)):
        raise NotFoundError(_("There is no such group or semester, or it is not yours to see."))


def _heads(session: Session, who: Principal, department_id: int) -> bool:
    head = session.scalar(select(Department.head_id).where(Department.id == department_id))
    return head is not None and head == who.employee_id


def make_sheets(
    session: Session, who: Principal, group_id: int, semester_id: int, wanted: Sequence[Wanted]
) -> list[int]:
    """Make the sheets of a group for the items `wanted`, all or none, and commit; return them.

    What has a sheet already is left out, also where somebody makes it at the same moment. Raises
    FieldsError for an item that the curriculum calls for no sheet of, NotFoundError,
    NotAllowedError.
    """
    if not wanted:
        raise FieldsError({"items": _("Mark at least one sheet to be made.")})
    with writing():
        may_make(session, who, group_id)
        term = group_term(session, group_id, semester_id)
        next_numbers(session, term.year_id, 1)  # from here on nobody else makes any
        whole = offers_of(session, group_id, semester_id)
        known = {one.item_id: one for one in whole.offers}
        days = {one.item_id: one.held_on for one in wanted}
        if unknown := days.keys() - known.keys():
            raise FieldsError(
                {"items": _("The curriculum calls for no sheet of item %(id)d in this semester.",
                            id=min(unknown))}
            )  # fmt: skip
        students = [one.id for one in whole.students]
        drafts = [
            Draft(
                Subject(offer.item_id, offer.form, semester_id, term.number),
                0,
                day(term, days[offer.item_id]),
                [(one.employee_id, one.role) for one in offer.examiners],
                students,
            )
            for offer in whole.missing
            if offer.item_id in days
        ]
        return write(session, who, term, drafts)


def day(term: GroupTerm, day: date | None) -> date | None:
    if day is not None and day < term.starts_on:
        raise FieldsError({"held_on": _("The attestation is not held before the semester begins.")})
    return day


def write(session: Session, who: Principal, term: GroupTerm, drafts: Sequence[Draft]) -> list[int]:
    """Write sheets with their examiners and lines, their audit, and commit."""
    numbers = next_numbers(session, term.year_id, len(drafts))
    writer = SheetWriter(session)
    sheets = [
        _sheet_row(who, term, draft, number) for draft, number in zip(drafts, numbers, strict=True)
    ]
    keys = writer.add(AttestationSheet, sheets)
    seats: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    for key, draft in zip(keys, drafts, strict=True):
        seats += [
            {"sheet_id": key, "employee_id": employee, "role": role, "ordinal": number}
            for number, (employee, role) in enumerate(draft.seats)
        ]
        against = admissions(session, draft.subject, draft.students)
        lines += [line_row(key, student, against[student]) for student in draft.students]
    writer.add(SheetExaminer, seats)
    writer.add(AttestationResult, lines)
    writer.finish()
    return keys


def _sheet_row(who: Principal, term: GroupTerm, draft: Draft, number: int) -> dict[str, Any]:
    return {
        "academic_year_id": term.year_id,
        "number": number,
        "group_id": term.group_id,
        "semester_id": term.semester_id,
        "item_id": draft.subject.item_id,
        "form": draft.subject.form,
        "attempt": draft.attempt,
        "retake_of_id": draft.retake_of_id,
        "is_individual": draft.is_individual,
        "held_on": draft.held_on,
        "created_at": clock.now(),
        "created_by_id": who.user_id,
    }


def line_row(sheet_id: int, student_id: int, against: Sequence[Verdict]) -> dict[str, Any]:
    """Return the columns of a new line, with what stands against the admission."""
    return {
        "sheet_id": sheet_id,
        "student_id": student_id,
        "is_admitted": not against,
        "admission_note": admission_words(against) or None,
        "attendance": Attendance.present,
    }
