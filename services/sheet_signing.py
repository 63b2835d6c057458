"""Signing an attestation sheet: from then on nothing in it changes (clause 5.5.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.admission import examiners_fault, line_fault
from domain.clock import clock
from domain.enums import AttestationForm, ExaminerRole
from domain.mark_words import in_words
from models import (
    AttestationResult,
    AttestationSheet,
    Employee,
    SheetExaminer,
    Student,
    StudyGroup,
)
from services.discipline_results import complete_results
from services.errors import FieldsError, NotAllowedError
from services.notices import message_key, notify
from services.regulation import rulebook
from services.sheet_reading import find_sheet, locked_sheet
from services.sheet_shapes import Sheet
from services.sheet_words import verdict_words
from services.sheet_writing import SheetWriter

_WHY: Final = "who is told of a sheet that was just signed: keys of accounts alone"
_students: Final = PlainSelect(
    _WHY,
    select(Student.id, Student.user_id).where(
        Student.id.in_(bindparam("students", expanding=True)), Student.user_id.is_not(None)
    ),
)
_curator: Final = PlainSelect(
    _WHY,
    select(Employee.user_id)
    .join(StudyGroup, StudyGroup.curator_id == Employee.id)
    .where(StudyGroup.id == bindparam("group"), Employee.user_id.is_not(None)),
)
FORMS: Final = {
    AttestationForm.exam: message_key("exam"),
    AttestationForm.graded_credit: message_key("graded credit"),
    AttestationForm.credit: message_key("credit"),
    AttestationForm.module_exam: message_key("module exam"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What a sheet lacks before it can be signed: a sentence, and the student it is about."""

    sentence: str
    student_id: int | None = None


def missing_of(session: Session, sheet: Sheet) -> list[Missing]:
    """Return all that a sheet lacks before it can be signed."""
    head = sheet.head
    found = []
    if head.held_on is None:
        found.append(Missing(_("The day of the attestation is not set.")))
    elif head.held_on > clock.today():
        found.append(Missing(_("The day of the attestation has not come yet.")))
    rules = rulebook(session).on(head.held_on or clock.today())
    roles = [one.role for one in sheet.examiners]
    fault = examiners_fault(head.form, head.attempt, roles, rules)
    if fault is not None:
        found.append(Missing(verdict_words(fault)))
    if not sheet.lines:
        found.append(Missing(_("Nobody stands on the sheet.")))
    for line in sheet.lines:
        wrong = line_fault(line.line, head.form)
        if wrong is not None:
            found.append(Missing(f"{line.name}: {verdict_words(wrong)}", line.student_id))
    return found


def may_sign(sheet: Sheet) -> bool:
    """Return whether the person who asks is the one to sign: the chairman, where there is one."""
    roles = {one.role for one in sheet.examiners}
    if ExaminerRole.chairman in roles:
        return sheet.examines is ExaminerRole.chairman
    return sheet.examines in (ExaminerRole.examiner, ExaminerRole.member)


def sign_sheet(session: Session, who: Principal, sheet_id: int) -> Sheet:
    """Sign a sheet: keep the names as text, freeze it, tell students and the curator; commit.

    Raises FieldsError with all that is missing, NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id)
        if not may_sign(sheet):
            sentence = _(
                "The sheet is signed by who examines, before a commission by its chairman."
            )
            raise NotAllowedError(sentence)
        missing = missing_of(session, sheet)
        if missing:
            raise FieldsError({"sheet": " ".join(one.sentence for one in missing[:20])})
        writer = SheetWriter(session)
        for line in sheet.lines:
            old = {"student_id": line.student_id}
            names = {"student_name": line.name, "record_book": line.record_book}
            writer.change(AttestationResult, line.id, old, names)
        for one in sheet.examiners:
            writer.change(SheetExaminer, one.id, {}, {"name": one.name})
        head = sheet.head
        signature = {
            "group_name": head.group,
            "item_name": head.item[:300],
            "programme_name": head.programme[:300],
            "signed_name": _signer(sheet, who),
            "signed_by_id": who.user_id,
            "signed_at": clock.now(),  # last: from here on the database refuses any change
        }
        writer.change(AttestationSheet, head.id, {}, signature)
        students = [line.student_id for line in sheet.lines]
        held_on = head.held_on or clock.today()
        complete_results(session, who, head.item_id, students, held_on)
        _tell(session, sheet)
        writer.finish()
        return find_sheet(session, who, sheet_id)


def _signer(sheet: Sheet, who: Principal) -> str:
    own = (one.name for one in sheet.examiners if one.employee_id == who.employee_id)
    return next(own, who.name)[:200]


def _tell(session: Session, sheet: Sheet) -> None:
    head = sheet.head
    params: dict[str, Any] = {
        "form": {"key": FORMS[head.form]},
        "item": head.item,
        "number": head.number,
    }
    keys = [one.student_id for one in sheet.lines]
    users = {row[0]: row[1] for row in _students(session, proven=True, students=keys)}
    for line in sheet.lines:
        told: Iterable[int] = [users[line.student_id]] if line.student_id in users else []
        if line.code is None:
            text = message_key("%(form)s: %(item)s. The sheet is signed; you have no mark in it.")
            notify(session, told, text, params, "/sheets/own")
        else:
            text = message_key("%(form)s: %(item)s. Your mark is %(code)s (%(words)s).")
            more = {"code": line.code, "words": {"key": in_words(line.code)}}
            notify(session, told, text, params | more, "/sheets/own")
    text = message_key("Sheet No. %(number)d is signed: %(form)s, %(item)s, %(group)s.")
    curators = _curator(session, proven=True, group=head.group_id).scalars()
    notify(session, curators, text, params | {"group": head.group}, f"/sheets/{head.id}")
