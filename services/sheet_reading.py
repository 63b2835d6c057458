"""Finding an attestation sheet that a person sees, with its lines and examiners (5.5.11)."""

from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, select, true
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.scopes import visible
from domain.text import full_name
from models import (
    AcademicYear,
    AttestationResult,
    AttestationSheet,
    Curriculum,
    CurriculumItem,
    Employee,
    Programme,
    Semester,
    SheetExaminer,
    Student,
    StudyGroup,
)
from services.errors import NotAllowedError, NotFoundError
from services.sheet_shapes import Examiner, Sheet, SheetHead, SheetLine

_WHY: Final = "what hangs on an attestation sheet that was found visible"
HEAD_COLUMNS: Final = (
    AttestationSheet.id,
    AttestationSheet.number,
    AttestationSheet.academic_year_id,
    AcademicYear.name.label("year_name"),
    AttestationSheet.semester_id,
    Semester.number.label("semester_number"),
    AttestationSheet.group_id,
    StudyGroup.name.label("group_now"),
    AttestationSheet.item_id,
    CurriculumItem.index_code,
    CurriculumItem.name.label("item_now"),
    Programme.code.label("programme_code"),
    Programme.name.label("programme_now"),
    AttestationSheet.form,
    AttestationSheet.attempt,
    AttestationSheet.retake_of_id,
    AttestationSheet.is_individual,
    AttestationSheet.held_on,
    AttestationSheet.created_at,
    AttestationSheet.signed_at,
    AttestationSheet.signed_name,
    AttestationSheet.group_name,
    AttestationSheet.item_name,
    AttestationSheet.programme_name,
)


def with_head(statement: Any) -> Any:
    """Return a select of HEAD_COLUMNS joined to all that they name."""
    return (
        statement.select_from(AttestationSheet)
        .join(AcademicYear, AcademicYear.id == AttestationSheet.academic_year_id)
        .join(Semester, Semester.id == AttestationSheet.semester_id)
        .join(StudyGroup, StudyGroup.id == AttestationSheet.group_id)
        .join(CurriculumItem, CurriculumItem.id == AttestationSheet.item_id)
        .join(Curriculum, Curriculum.id == CurriculumItem.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
    )


_heads: Final = PlainSelect(
    _WHY,
    with_head(select(*HEAD_COLUMNS)).where(
        AttestationSheet.id.in_(bindparam("sheets", expanding=True))
    ),
)
_examiners: Final = PlainSelect(
    _WHY,
    select(
        SheetExaminer.id,
        SheetExaminer.employee_id,
        SheetExaminer.role,
        SheetExaminer.ordinal,
        SheetExaminer.name,
        Employee.last_name,
        Employee.first_name,
        Employee.patronymic,
        SheetExaminer.sheet_id,
    )
    .join(Employee, Employee.id == SheetExaminer.employee_id)
    .where(SheetExaminer.sheet_id.in_(bindparam("sheets", expanding=True)))
    .order_by(SheetExaminer.ordinal, SheetExaminer.id),
)
_lines: Final = PlainSelect(
    _WHY,
    select(
        AttestationResult.id,
        AttestationResult.student_id,
        AttestationResult.student_name,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        AttestationResult.record_book,
        Student.record_book.label("book_now"),
        AttestationResult.is_admitted,
        AttestationResult.admission_note,
        AttestationResult.ticket,
        AttestationResult.attendance,
        AttestationResult.code,
    )
    .join(Student, Student.id == AttestationResult.student_id)
    .where(AttestationResult.sheet_id == bindparam("sheet"))
    .order_by(Student.sort_name, Student.id),
)


def keeps_sheet(who: Principal) -> ColumnElement[bool]:
    """Return which sheets `who` makes and arranges: through one role that may create them."""
    return true() if who.is_system else visible(AttestationSheet, who.roles, Action.create)


def head_of(row: Any) -> SheetHead:
    """Return the head of a sheet from a row of HEAD_COLUMNS."""
    return SheetHead(
        id=row.id,
        number=row.number,
        year_id=row.academic_year_id,
        year=row.year_name,
        semester_id=row.semester_id,
        semester_number=row.semester_number,
        group_id=row.group_id,
        group=row.group_name or row.group_now,
        item_id=row.item_id,
        index_code=row.index_code,
        item=row.item_name or f"{row.index_code} {row.item_now}",
        programme=row.programme_name or f"{row.programme_code} {row.programme_now}",
        form=row.form,
        attempt=row.attempt,
        retake_of_id=row.retake_of_id,
        is_individual=row.is_individual,
        held_on=row.held_on,
        created_at=row.created_at,
        signed_at=row.signed_at,
        signed_name=row.signed_name,
    )


def heads_of(session: Session, sheet_ids: list[int]) -> dict[int, SheetHead]:
    """Return the heads of sheets that were found visible, by key."""
    rows = _heads(session, proven=True, sheets=sheet_ids)
    return {row.id: head_of(row) for row in rows}


def examiners_of(session: Session, sheet_ids: list[int]) -> dict[int, list[Examiner]]:
    """Return the examiners of sheets that were found visible, by sheet."""
    found: dict[int, list[Examiner]] = {key: [] for key in sheet_ids}
    for row in _examiners(session, proven=True, sheets=sheet_ids):
        name = row.name or _full(row)
        found[row.sheet_id].append(Examiner(row.id, row.employee_id, row.role, row.ordinal, name))
    return found


def _full(row: Any) -> str:
    return full_name(row.last_name, row.first_name, row.patronymic)


def lines_of(session: Session, sheet_id: int) -> list[SheetLine]:
    """Return the lines of a sheet that was found visible, by name."""
    return [
        SheetLine(
            row.id,
            row.student_id,
            row.student_name or _full(row),
            row.record_book or row.book_now,
            row.is_admitted,
            row.admission_note,
            row.ticket,
            row.attendance,
            row.code,
        )
        for row in _lines(session, proven=True, sheet=sheet_id)
    ]


def find_sheet(session: Session, who: Principal, sheet_id: int, *, lock: bool = False) -> Sheet:
    """Return a sheet that `who` sees; `lock` keeps others from writing it until the unit ends.

    Four statements. Raises NotFoundError.
    """
    writes = true() if who.is_system else visible(AttestationSheet, who.roles, Action.update)
    query = select(
        AttestationSheet.id, keeps_sheet(who).label("keeps"), writes.label("writes")
    ).where(AttestationSheet.id == sheet_id)
    if lock:
        query = query.with_for_update(of=AttestationSheet)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("There is no such attestation sheet, or it is not yours to see."))
    examiners = examiners_of(session, [sheet_id])[sheet_id]
    own = (one.role for one in examiners if one.employee_id == who.employee_id)
    return Sheet(
        heads_of(session, [sheet_id])[sheet_id],
        tuple(examiners),
        tuple(lines_of(session, sheet_id)),
        bool(row.keeps),
        next(own, None) if row.writes else None,
    )


def locked_sheet(session: Session, who: Principal, sheet_id: int, *, keeps: bool = False) -> Sheet:
    """Return a sheet to be changed, locked; refuse a signed one, and who does not keep it.

    Raises NotFoundError, NotAllowedError.
    """
    sheet = find_sheet(session, who, sheet_id, lock=True)
    if keeps and not sheet.keeps:
        raise NotAllowedError(_("Attestation sheets are kept by the head of the department."))
    if sheet.head.is_signed:
        raise NotAllowedError(
            _("Sheet No. %(number)d is signed: nothing in it changes any more (5.5.11).",
              number=sheet.head.number)
        )  # fmt: skip
    return sheet
