"""Who stands on an unsigned sheet, and who is admitted (clause 5.5.11)."""

from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.admission import next_attempt
from domain.clock import clock
from domain.typed import is_storable
from models import AttestationResult
from services.errors import FieldsError
from services.regulation import rulebook
from services.sheet_admission import Subject, admissions
from services.sheet_making import line_row
from services.sheet_numbers import next_numbers
from services.sheet_reading import find_sheet, locked_sheet
from services.sheet_results import histories
from services.sheet_shapes import Sheet, SheetLine
from services.sheet_terms import group_term, students_on
from services.sheet_words import verdict_words
from services.sheet_writing import SheetWriter

MOST_NOTE: Final = 500


def set_admission(
    session: Session,
    who: Principal,
    sheet_id: int,
    student_id: int,
    is_admitted: bool,
    note: str,
) -> Sheet:
    """Admit a student in spite of what stands against it, or not, and commit; return the sheet.

    Departing from the rule needs a note, which stays on the sheet. Raises FieldsError,
    NotAllowedError, NotFoundError.
    """
    note = note.strip()
    if len(note) > MOST_NOTE or not is_storable(note):
        raise FieldsError({"note": _("At most %(most)d characters.", most=MOST_NOTE)})
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        line = _line(sheet, student_id)
        against = admissions(session, _subject(session, sheet), [student_id])[student_id]
        if is_admitted == bool(against) and not note:
            sentence = _("Say why: the rule of admission says otherwise.")
            raise FieldsError({"note": sentence})
        if not is_admitted and line.code is not None:
            sentence = _("The student has a mark already: take it out first.")
            raise FieldsError({"is_admitted": sentence})
        writer = SheetWriter(session)
        old = {
            "student_id": student_id,
            "is_admitted": line.is_admitted,
            "admission_note": line.admission_note,
        }
        new = {"is_admitted": is_admitted, "admission_note": note or None}
        writer.change(AttestationResult, line.id, old, new)
        writer.finish()
        return find_sheet(session, who, sheet_id)


def judge_again(session: Session, who: Principal, sheet_id: int) -> Sheet:
    """Admit everyone whom nothing stands against by now, and commit; return the sheet.

    Only lines without a mark are judged; who was admitted in spite of the rule stays so. Raises
    NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        students = [line.student_id for line in sheet.lines]
        against = admissions(session, _subject(session, sheet), students)
        writer = SheetWriter(session)
        for line in sheet.lines:
            in_spite = line.is_admitted and line.admission_note
            if line.code is not None or in_spite:
                continue
            row = line_row(sheet_id, line.student_id, against[line.student_id])
            new = {name: row[name] for name in ("is_admitted", "admission_note")}
            old = {"is_admitted": line.is_admitted, "admission_note": line.admission_note}
            writer.change(AttestationResult, line.id, old | {"student_id": line.student_id}, new)
        writer.finish()
        return find_sheet(session, who, sheet_id)


def add_student(session: Session, who: Principal, sheet_id: int, student_id: int) -> Sheet:
    """Add a student of the group to a sheet, and commit; return the sheet.

    Raises FieldsError for who is not in the group, stands on an open sheet or has passed, or
    whose attempt is another one; NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        head = sheet.head
        term = group_term(session, head.group_id, head.semester_id)
        next_numbers(session, term.year_id, 1)
        day = term.day(head.held_on)
        if student_id not in {one.id for one in students_on(session, head.group_id, day)}:
            raise FieldsError({"student": _("This student is not in the group.")})
        past = histories(session, [student_id], head.item_id, head.semester_id)[student_id]
        if past.open_number is not None:
            sentence = _(
                "The student stands on sheet No. %(number)d, which is not signed yet.",
                number=past.open_number,
            )
            raise FieldsError({"student": sentence})
        verdict = next_attempt(past.lines, rulebook(session).on(clock.today()))
        if verdict.facts.get("attempt") != head.attempt:
            sentence = _("The student's next attempt is not that of this sheet.")
            known = verdict.code in ("passed", "exhausted")
            raise FieldsError({"student": verdict_words(verdict) if known else sentence})
        against = admissions(session, _subject(session, sheet), [student_id])[student_id]
        writer = SheetWriter(session)
        writer.add(AttestationResult, [line_row(sheet_id, student_id, against)])
        writer.finish()
        return find_sheet(session, who, sheet_id)


def remove_student(session: Session, who: Principal, sheet_id: int, student_id: int) -> Sheet:
    """Take a student without a mark off a sheet, and commit; return the sheet.

    Raises FieldsError, NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        line = _line(sheet, student_id)
        if line.code is not None:
            sentence = _("The student has a mark already: take it out first.")
            raise FieldsError({"student": sentence})
        if len(sheet.lines) == 1:
            raise FieldsError({"student": _("The last student stays: delete the sheet instead.")})
        writer = SheetWriter(session)
        writer.remove(AttestationResult, line.id, {"student_id": student_id, "sheet_id": sheet_id})
        writer.finish()
        return find_sheet(session, who, sheet_id)


def _line(sheet: Sheet, student_id: int) -> SheetLine:
    line = next((one for one in sheet.lines if one.student_id == student_id), None)
    if line is None:
        raise FieldsError({"student": _("This student is not on the sheet.")})
    return line


def _subject(session: Session, sheet: Sheet) -> Subject:
    head = sheet.head
    number = group_term(session, head.group_id, head.semester_id).number
    return Subject(head.item_id, head.form, head.semester_id, number)
