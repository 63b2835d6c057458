"""What an academic record of a student is made of, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.enums import AbsenceKind, Attendance, DebtKind
from services.sheet_shapes import SheetHead

Term = tuple[str, int]  # academic year, number of the semester


@dataclass(frozen=True, slots=True)
class Stay:
    """A student's time in a group."""

    group: str
    programme: str
    starts_on: date
    ends_on: date | None


@dataclass(slots=True)
class Discipline:
    """The final marks of an item: by semester, by year, of the whole discipline."""

    item: str
    terms: dict[Term, str]
    years: dict[str, str]
    result: str | None = None


@dataclass(frozen=True, slots=True)
class SheetMark:
    """What stands on a signed sheet, or on which day one is still to be held."""

    head: SheetHead
    is_admitted: bool
    attendance: Attendance
    code: str | None


@dataclass(frozen=True, slots=True)
class PracticeMark:
    """A practice of the student."""

    item: str
    starts_on: date
    ends_on: date
    hours: int
    code: str | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class CourseworkMark:
    """A coursework of the student."""

    item: str
    topic: str
    term: Term
    code: str | None


@dataclass(frozen=True, slots=True)
class OpenDebt:
    """What the student owes."""

    item: str
    kind: DebtKind
    lesson_on: date
    topic: str
    work: str


@dataclass(frozen=True, slots=True)
class ThesisMark:
    """The thesis of the student."""

    topic: str
    supervisor: str
    defended_on: date | None
    code: str | None
    protocol: str


@dataclass(frozen=True, slots=True)
class ExamMark:
    """A demonstration exam of the student."""

    kit_code: str
    held_on: date
    points: Decimal | None
    maximum: Decimal
    code: str | None
    protocol: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """A discipline of the running semester: what its marks so far support."""

    item: str
    average: Decimal  # weighted
    marks: int
    code: str


@dataclass(frozen=True, slots=True)
class AcademicRecord:
    """All that a viewer may see of a student's education."""

    student_id: int
    student: str
    record_book: str
    stays: tuple[Stay, ...]
    terms: tuple[Term, ...]
    disciplines: tuple[Discipline, ...]
    sheets: tuple[SheetMark, ...]
    practices: tuple[PracticeMark, ...]
    courseworks: tuple[CourseworkMark, ...]
    debts: tuple[OpenDebt, ...]
    absences: Mapping[Term, Mapping[AbsenceKind, int]]
    theses: tuple[ThesisMark, ...]
    exams: tuple[ExamMark, ...]
    forecast: tuple[Forecast, ...]

    @property
    def has_nothing(self) -> bool:
        """Return whether nothing is recorded yet."""
        return not any(
            (self.disciplines, self.sheets, self.practices, self.courseworks, self.debts,
             self.absences, self.theses, self.exams, self.forecast)
        )  # fmt: skip
