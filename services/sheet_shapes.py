"""What an attestation sheet is made of, as plain values (clause 5.5.11)."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.admission import Line
from domain.enums import Attendance, AttestationForm, ExaminerRole


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above the lines of a sheet; once signed, with the names as they were."""

    id: int
    number: int
    year_id: int
    year: str
    semester_id: int
    semester_number: int
    group_id: int
    group: str
    item_id: int
    index_code: str
    item: str  # with its index
    programme: str
    form: AttestationForm
    attempt: int
    retake_of_id: int | None
    is_individual: bool
    held_on: date | None
    created_at: datetime
    signed_at: datetime | None
    signed_name: str | None

    @property
    def is_signed(self) -> bool:
        """Return whether nobody can change it any more."""
        return self.signed_at is not None


@dataclass(frozen=True, slots=True)
class Examiner:
    """Who examines by a sheet, and as what."""

    id: int
    employee_id: int
    role: ExaminerRole
    ordinal: int
    name: str  # full; as it was where the sheet is signed


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A student's line of a sheet."""

    id: int
    student_id: int
    name: str  # full; as it was where the sheet is signed
    record_book: str
    is_admitted: bool
    admission_note: str | None
    ticket: str | None
    attendance: Attendance
    code: str | None

    @property
    def line(self) -> Line:
        """Return what the rules judge."""
        return Line(self.is_admitted, self.attendance, self.code)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet and what the person who asks may do with it."""

    head: SheetHead
    examiners: tuple[Examiner, ...]
    lines: tuple[SheetLine, ...]
    keeps: bool  # makes and arranges it: the head of the department
    examines: ExaminerRole | None  # as what the person sits at it, with the right to write
