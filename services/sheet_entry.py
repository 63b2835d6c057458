"""Entering results on an attestation sheet: by who examines, in a column (clause 5.5.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.admission import allowed_codes
from domain.cells import CellError, parse
from domain.enums import AbsenceKind, Attendance, AttestationForm
from domain.typed import is_storable
from models import AttestationResult
from services.errors import FieldsError, NotAllowedError
from services.sheet_reading import find_sheet, locked_sheet
from services.sheet_shapes import Sheet, SheetLine
from services.sheet_words import allowed_words, result_text
from services.sheet_writing import SheetWriter

MOST_TICKET: Final = 20
MOST_LINES: Final = 200
_ABSENT: Final = {
    AbsenceKind.unstated: Attendance.unexcused,
    AbsenceKind.unexcused: Attendance.unexcused,
    AbsenceKind.excused: Attendance.excused,
    AbsenceKind.sick: Attendance.excused,
}


@dataclass(frozen=True, slots=True)
class ResultInput:
    """What is typed for a student, and what stood there; None leaves a field as it is."""

    student_id: int
    text: str | None = None  # «5», «зч», «н», «уп», or empty
    was: str = ""
    ticket: str | None = None
    ticket_was: str = ""


@dataclass(frozen=True, slots=True)
class EnteredResults:
    """How the sheet stands, and the students whose line somebody else changed meanwhile."""

    sheet: Sheet
    saved: tuple[int, ...]
    conflicts: tuple[int, ...]


def typed_result(text: str, form: AttestationForm) -> tuple[Attendance, str | None]:
    """Return what a text in the column of marks says: attendance and mark.

    `н` is absent without a good reason, `уп` and `б` with one. Raises ValueError, with a
    sentence, for anything that a sheet of `form` does not hold.
    """
    sentence = _(
        "«%(text)s» is no result here. Allowed: %(allowed)s.",
        text=text[:20],
        allowed=allowed_words(form),
    )
    try:
        cell = parse(text)
    except CellError:
        raise ValueError(sentence) from None
    if not cell:
        return Attendance.present, None
    if cell.absence is not None:
        if cell.marks or cell.absence not in _ABSENT:
            raise ValueError(sentence)
        return _ABSENT[cell.absence], None
    if len(cell.marks) != 1 or cell.marks[0] not in allowed_codes(form):
        raise ValueError(sentence)
    return Attendance.present, cell.marks[0]


def enter_results(
    session: Session, who: Principal, sheet_id: int, inputs: Sequence[ResultInput]
) -> EnteredResults:
    """Write what was typed for students of a sheet, and commit.

    Faults refuse the whole; a line that no longer holds what was seen is a conflict and stays,
    while the others are written. Raises FieldsError («results.3.text»), NotAllowedError for who
    does not examine by the sheet, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id)
        if sheet.examines is None:
            raise NotAllowedError(_("Results are entered by who examines by this sheet."))
        lines = {line.student_id: line for line in sheet.lines}
        changes = _changes(sheet, lines, inputs)
        writer = SheetWriter(session)
        saved, conflicts = [], []
        for one, new in changes:
            line = lines[one.student_id]
            if _is_stale(line, one, new):
                conflicts.append(one.student_id)
                continue
            writer.change(AttestationResult, line.id, _columns(line), new)
            saved.append(one.student_id)
        writer.finish()
        return EnteredResults(find_sheet(session, who, sheet_id), tuple(saved), tuple(conflicts))


def _changes(
    sheet: Sheet, lines: dict[int, SheetLine], inputs: Sequence[ResultInput]
) -> list[tuple[ResultInput, dict[str, Any]]]:
    """Return the new columns of each line; raise FieldsError with every fault."""
    errors: dict[str, str] = {}
    found = []
    if len({one.student_id for one in inputs}) != len(inputs):
        raise FieldsError({"results": _("A student stands in it twice.")})
    for number, one in enumerate(inputs):
        line = lines.get(one.student_id)
        if line is None:
            errors[f"results.{number}.student"] = _("This student is not on the sheet.")
            continue
        try:
            found.append((one, _new_columns(sheet.head.form, line, one)))
        except ValueError as fault:
            name, sentence = fault.args
            errors[f"results.{number}.{name}"] = f"{line.name}: {sentence}"
    if errors:
        raise FieldsError(errors)
    return found


def _new_columns(form: AttestationForm, line: SheetLine, one: ResultInput) -> dict[str, Any]:
    """Return the columns that the input sets; raise ValueError(field, sentence)."""
    new: dict[str, Any] = {}
    if one.text is not None:
        try:
            attendance, code = typed_result(one.text, form)
        except ValueError as fault:
            raise ValueError("text", str(fault)) from None
        if not line.is_admitted and one.text.strip():
            raise ValueError("text", _("The student is not admitted."))
        new |= {"attendance": attendance, "code": code}
    if one.ticket is not None:
        ticket = one.ticket.strip()
        if len(ticket) > MOST_TICKET or not is_storable(ticket):
            raise ValueError("ticket", _("At most %(most)d characters.", most=MOST_TICKET))
        new["ticket"] = ticket or None
    return new


def _is_stale(line: SheetLine, one: ResultInput, new: dict[str, Any]) -> bool:
    """Return whether the line holds neither what was seen nor what is typed."""
    if one.text is not None:
        now = (line.attendance, line.code)
        if result_text(*now) != one.was and now != (new["attendance"], new["code"]):
            return True
    if one.ticket is not None:
        return (line.ticket or "") != one.ticket_was and line.ticket != new["ticket"]
    return False


def _columns(line: SheetLine) -> dict[str, Any]:
    return {
        "student_id": line.student_id,
        "attendance": line.attendance,
        "code": line.code,
        "ticket": line.ticket,
    }
