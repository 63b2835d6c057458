"""Arranging an unsigned sheet: its day, who examines, who is on it and admitted (5.5.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.admission import examiners_fault
from domain.clock import clock
from domain.enums import ExaminerRole
from domain.text import short_name, sort_key
from models import AttestationSheet, Employee, SheetExaminer
from services.errors import ConflictError, FieldsError
from services.regulation import rulebook
from services.sheet_reading import find_sheet, locked_sheet
from services.sheet_shapes import Sheet
from services.sheet_terms import group_term
from services.sheet_words import verdict_words
from services.sheet_writing import SheetWriter

MOST_EXAMINERS: Final = 12
MOST_NOTE: Final = 500
MOST_CHOICES: Final = 20

_employees: Final = PlainSelect(
    "names of those who work at the college are open to all: EmployeeLabel",
    select(Employee.id, Employee.last_name, Employee.first_name, Employee.patronymic)
    .where(
        Employee.sort_name.contains(bindparam("word")),
        or_(Employee.left_on.is_(None), Employee.left_on >= bindparam("today")),
    )
    .order_by(Employee.sort_name, Employee.id)
    .limit(MOST_CHOICES + 1),
)
_known: Final = PlainSelect(
    "that an employee exists, whose name is open to all: EmployeeLabel",
    select(Employee.id).where(Employee.id.in_(bindparam("keys", expanding=True))),
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Who is to examine, and as what."""

    employee_id: int
    role: ExaminerRole


def employees_named(session: Session, text: str) -> tuple[list[tuple[int, str]], bool]:
    """Return the employees of the whole college whose name holds `text`, and whether more are."""
    word = "".join(letter for letter in sort_key(text) if letter not in "%_\\")
    rows = _employees(session, proven=True, word=word, today=clock.today()).all()
    found = [(row.id, short_name(*row[1:])) for row in rows]
    return found[:MOST_CHOICES], len(found) > MOST_CHOICES


def set_day(
    session: Session, who: Principal, sheet_id: int, day: date | None, was: date | None
) -> Sheet:
    """Set the day of an attestation that stood on `was`, and commit; return the sheet.

    Raises ConflictError where somebody changed it meanwhile, FieldsError, NotAllowedError,
    NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        head = sheet.head
        if head.held_on != was and head.held_on != day:
            now = head.held_on.isoformat() if head.held_on else None
            raise ConflictError(_("Somebody set another day meanwhile."), {"held_on": now})
        first = group_term(session, head.group_id, head.semester_id).starts_on
        if day is not None and day < first:
            sentence = _("The attestation is not held before the semester begins.")
            raise FieldsError({"held_on": sentence})
        writer = SheetWriter(session)
        writer.change(AttestationSheet, head.id, {"held_on": head.held_on}, {"held_on": day})
        writer.finish()
        return find_sheet(session, who, sheet_id)


def set_examiners(session: Session, who: Principal, sheet_id: int, seats: Sequence[Seat]) -> Sheet:
    """Let `seats`, in their order, be who examines, and commit; return the sheet.

    A commission may be incomplete until it is signed, but never has two chairmen or a person
    twice. Raises FieldsError, NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        _check_seats(session, sheet, seats)
        writer = SheetWriter(session)
        wanted = {seat.employee_id: (seat.role, place) for place, seat in enumerate(seats)}
        for one in sheet.examiners:
            old = {"role": one.role, "ordinal": one.ordinal, "employee_id": one.employee_id}
            if one.employee_id not in wanted:
                writer.remove(SheetExaminer, one.id, old)
                continue
            role, place = wanted.pop(one.employee_id)
            writer.change(SheetExaminer, one.id, old, {"role": role, "ordinal": place})
        rows = [
            {"sheet_id": sheet_id, "employee_id": key, "role": role, "ordinal": place}
            for key, (role, place) in wanted.items()
        ]
        writer.add(SheetExaminer, rows)
        writer.finish()
        return find_sheet(session, who, sheet_id)


def _check_seats(session: Session, sheet: Sheet, seats: Sequence[Seat]) -> None:
    keys = [seat.employee_id for seat in seats]
    if len(seats) > MOST_EXAMINERS:
        sentence = _("At most %(most)d people examine by one sheet.", most=MOST_EXAMINERS)
        raise FieldsError({"examiners": sentence})
    if len(set(keys)) != len(keys):
        raise FieldsError({"examiners": _("Somebody is chosen twice.")})
    missing = set(keys) - set(_known(session, proven=True, keys=keys).scalars())
    if missing:
        sentence = _("There is no employee with the id %(id)d.", id=min(missing))
        raise FieldsError({"examiners": sentence})
    head = sheet.head
    rules = rulebook(session).on(head.held_on or clock.today())
    fault = examiners_fault(head.form, head.attempt, [seat.role for seat in seats], rules)
    if fault is not None and fault.code == "two_chairmen":
        raise FieldsError({"examiners": verdict_words(fault)})


def delete_sheet(session: Session, who: Principal, sheet_id: int) -> int:
    """Delete an unsigned sheet without marks, and commit; return its number.

    Raises FieldsError, NotAllowedError, NotFoundError.
    """
    with writing():
        sheet = locked_sheet(session, who, sheet_id, keeps=True)
        if any(line.code is not None for line in sheet.lines):
            raise FieldsError({"sheet": _("Marks are entered already, so the sheet stays.")})
        head = sheet.head
        old = {"number": head.number, "group": head.group, "item": head.item, "form": head.form}
        writer = SheetWriter(session)
        writer.remove(AttestationSheet, sheet_id, old)
        writer.finish()
        return head.number
