"""The register of attestation sheets of a year, and a student's own results (5.5.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from domain.admission import PASSING
from domain.enums import Attendance, AttestationForm
from domain.text import fold
from models import (
    AttestationResult,
    AttestationSheet,
    CurriculumItem,
    GuardianChild,
    StudyGroup,
)
from services.sheet_reading import examiners_of, heads_of
from services.sheet_shapes import Examiner, SheetHead

MOST: Final = 2000  # sheets of one register as a file
_counts: Final = PlainSelect(
    "how many lines and marks sheets have that were found visible",
    select(
        AttestationResult.sheet_id,
        func.count().label("listed"),
        func.count(AttestationResult.code).label("marked"),
        func.sum(case((AttestationResult.code.in_(sorted(PASSING)), 1), else_=0)).label("passed"),
    )
    .where(AttestationResult.sheet_id.in_(bindparam("sheets", expanding=True)))
    .group_by(AttestationResult.sheet_id),
)


@dataclass(frozen=True, slots=True)
class SheetsAsked:
    """What narrows the register; None or empty asks for all. `state`: «open» or «signed»."""

    year_id: int | None = None
    semester_id: int | None = None
    group_id: int | None = None
    form: AttestationForm | None = None
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet in the register."""

    head: SheetHead
    examiners: tuple[Examiner, ...]
    listed: int
    marked: int
    passed: int


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A part of the register, and how many sheets fit in all."""

    sheets: tuple[ListedSheet, ...]
    count: int


def list_sheets(session: Session, asked: SheetsAsked, *, first: int, size: int) -> SheetPage:
    """Return sheets that the person sees, the latest number first. Five statements at most."""
    where = _criteria(asked)
    count = session.scalar(select(func.count(AttestationSheet.id)).where(*where)) or 0
    query = (
        select(AttestationSheet.id)
        .where(*where)
        .order_by(AttestationSheet.academic_year_id.desc(), AttestationSheet.number.desc())
    )
    keys = list(session.scalars(query.offset(first).limit(size)))
    return SheetPage(tuple(_listed(session, keys)), count)


def _criteria(asked: SheetsAsked) -> list[Any]:
    sheet = AttestationSheet
    where: list[Any] = [
        column == value
        for column, value in (
            (sheet.academic_year_id, asked.year_id),
            (sheet.semester_id, asked.semester_id),
            (sheet.group_id, asked.group_id),
            (sheet.form, asked.form),
        )
        if value is not None
    ]
    if asked.state:
        signed = sheet.signed_at.is_not(None)
        where.append(signed if asked.state == "signed" else ~signed)
    if asked.text:
        where.append(_named(asked.text))
    return where


def _named(text: str) -> Any:
    """Return the sheets whose number, group or item holds `text`."""
    wanted = fold(text)
    items = select(CurriculumItem.id).where(
        CurriculumItem.search_text.contains(wanted, autoescape=True)
    )
    groups = select(StudyGroup.id).where(StudyGroup.search_name.contains(wanted, autoescape=True))
    found: list[Any] = [AttestationSheet.item_id.in_(items), AttestationSheet.group_id.in_(groups)]
    digits = wanted.removeprefix("№").strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 7:
        found.append(AttestationSheet.number == int(digits))
    return or_(*found)


def _listed(session: Session, keys: Sequence[int]) -> list[ListedSheet]:
    if not keys:
        return []
    heads = heads_of(session, list(keys))
    examiners = examiners_of(session, list(keys))
    counts = {row.sheet_id: row for row in _counts(session, proven=True, sheets=list(keys))}
    found = []
    for key in keys:
        numbers = counts.get(key)
        listed = (numbers.listed, numbers.marked, numbers.passed) if numbers else (0, 0, 0)
        found.append(ListedSheet(heads[key], tuple(examiners[key]), *listed))
    return found


@dataclass(frozen=True, slots=True)
class OwnResult:
    """What a student or a parent sees of a sheet: the head and the own line, once signed."""

    head: SheetHead
    student_id: int
    is_admitted: bool
    attendance: Attendance
    code: str | None
    examiners: tuple[Examiner, ...]


def own_results(session: Session, who: Principal) -> list[OwnResult]:
    """Return the person's own lines, or a child's, the latest semester first.

    Of a sheet that is not signed yet the day alone is told, no mark.
    """
    children = select(GuardianChild.student_id).where(
        GuardianChild.guardian_id == (who.guardian_id or 0)
    )
    mine = [who.student_id or 0, *session.scalars(children)]
    query = select(AttestationResult).where(AttestationResult.student_id.in_(mine))
    rows = list(session.scalars(query.order_by(AttestationResult.id.desc())))
    keys = sorted({row.sheet_id for row in rows})
    if not keys:
        return []
    heads, examiners = heads_of(session, keys), examiners_of(session, keys)
    found = [
        OwnResult(
            head=heads[row.sheet_id],
            student_id=row.student_id,
            is_admitted=row.is_admitted,
            attendance=row.attendance,
            code=row.code if heads[row.sheet_id].is_signed else None,
            examiners=tuple(examiners[row.sheet_id]),
        )
        for row in rows
    ]
    found.sort(key=lambda one: (-one.head.year_id, -one.head.semester_number, one.head.item))
    return found
