"""A journal as a book to be printed: frozen primitives (clauses 3.4, 10.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.enums import AttestationForm, InspectionKind, PartVerdict, RemarkEvent, RemarkState
from services.corrections import Correction
from services.final_history import MarkChange
from services.final_shapes import Closing, ClosingTerm, FinalMarks
from services.grid_head import Head
from services.grid_shapes import Grid, GridLesson


@dataclass(frozen=True, slots=True)
class BookFacts:
    """What stands on the cover beside the journal's own name."""

    department: str
    department_head: str
    programme: str  # «09.02.07 Информационные системы и программирование»
    qualification: str
    curator: str
    course: int
    graduates_on: date | None


@dataclass(frozen=True, slots=True)
class BookTerm:
    """A semester of the book: the grid, who recorded each lesson, what was corrected."""

    grid: Grid
    lessons: tuple[GridLesson, ...]  # held up to today
    recorded_by: Mapping[int, str]  # lesson → «Петров П. П.»
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Attested:
    """The attestation of a semester in the item, of the sheets that are signed."""

    semester_id: int
    form: AttestationForm
    codes: Mapping[int, str]  # student → the last code


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to a remark; without an author the system did it."""

    event: RemarkEvent
    text: str
    at: datetime
    author: str


@dataclass(frozen=True, slots=True)
class BookRemark:
    """A remark of an inspection with its history."""

    place: str  # the lesson or the student it is at; empty: the whole journal
    text: str
    due_on: date
    state: RemarkState
    history: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class BookInspection:
    """An inspection of the journal, as it stands in its log (5.3, 7.3)."""

    kind: InspectionKind
    inspector: str
    period_from: date
    period_to: date
    opened_at: datetime
    finished_at: datetime | None
    verdicts: tuple[PartVerdict | None, ...]  # completeness, delivery, objectivity, control works
    summary: str
    remarks: tuple[BookRemark, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A journal as far as it is printed; instants are naive UTC."""

    head: Head
    facts: BookFacts
    terms: tuple[BookTerm, ...]  # of these semesters the lessons are printed
    year: FinalMarks  # marks of all semesters and of the year
    closings: tuple[Closing, ...]  # the newest first
    attested: tuple[Attested, ...]
    results: Mapping[int, str]  # student → the result of the item over all its semesters
    inspections: tuple[BookInspection, ...]
    changes: tuple[MarkChange, ...]  # of final marks, the oldest first
    audited: bool  # corrections and changes are the reader's to see

    @property
    def title(self) -> str:
        """Return «МДК.01.01 Разработка программных модулей»."""
        return f"{self.head.index_code} {self.head.item}"

    @property
    def group(self) -> str:
        """Return «ИС-21», or «ИС-21 / 1» for a subgroup."""
        head = self.head
        return f"{head.group} / {head.subgroup}" if head.subgroup else head.group

    @property
    def is_whole_year(self) -> bool:
        """Return whether all semesters of the year are printed."""
        return len(self.terms) >= len(self.year.year.terms)

    @property
    def shown_terms(self) -> tuple[ClosingTerm, ...]:
        """Return the year's semesters of which lessons are printed."""
        numbers = {one.grid.semester.number for one in self.terms}
        return tuple(one for one in self.year.year.terms if one.number in numbers)
