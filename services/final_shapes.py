"""A semester's or a year's final marks and their grounds, as frozen primitives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.attendance import Missed
from domain.attendance_sheet import Period
from domain.enums import AttestationForm, TaskKind
from domain.final_marks import Grounds
from domain.quality import Quality
from domain.terms import Term
from domain.verdict import Verdict
from services.grid_head import Head


@dataclass(frozen=True, slots=True)
class ClosingTerm:
    """A semester of a journal's year: its days, what the curriculum plans in it for the item."""

    semester_id: int
    number: int
    starts_on: date
    ends_on: date
    hours: int = 0
    form: AttestationForm = AttestationForm.none

    @property
    def term(self) -> Term:
        """Return the days alone."""
        return Term(self.number, self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class YearOfTerms:
    """The terms of a journal's year; `ends_here`: the item is not taught after this year."""

    terms: tuple[ClosingTerm, ...]
    ends_here: bool
    final_form: AttestationForm  # of the item's last semester


@dataclass(frozen=True, slots=True)
class Given:
    """A final mark as it stands in a journal."""

    gradebook_id: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A signature under a semester or (`semester_id` None) a year, and its withdrawal."""

    id: int
    semester_id: int | None
    signed_at: datetime
    signed_name: str
    signed_by_id: int | None
    reopened_at: datetime | None = None
    reopened_by: str = ""
    reopen_reason: str = ""

    @property
    def is_open(self) -> bool:
        """Return whether it was reopened: it freezes nothing any more."""
        return self.reopened_at is not None


@dataclass(frozen=True, slots=True)
class StudentGrounds:
    """A student's line: what a final mark rests on, what it is, what has to be explained."""

    student_id: int
    name: str
    short_name: str
    periods: tuple[Period, ...]
    is_due: bool  # in the group to the end, so that a mark has to be given
    average: Decimal | None
    weighted: Decimal | None
    by_kind: Mapping[TaskKind, int]
    missed: Missed
    debts: int
    grounds: Grounds
    suggested: str | None
    given: Given | None
    elsewhere: Given | None  # the mark in another journal of the same item
    verdicts: tuple[Verdict, ...] = ()
    codes: tuple[str | None, ...] = ()  # of the year's semesters, on the tab of the year


@dataclass(frozen=True, slots=True)
class FinalMarks:
    """A semester (`term`) or the year of a journal, with everything that its closing shows."""

    head: Head
    year: YearOfTerms
    term: ClosingTerm | None  # None: the year
    students: tuple[StudentGrounds, ...]
    closings: tuple[Closing, ...]  # the newest first, of this term or year
    quality: Quality
    may_write: bool
    unrecorded: int = 0  # lessons that are over and not confirmed
    to_come: int = 0  # lessons still to be held
    last_lesson: date | None = None
    opens_on: date | None = None  # the first day on which marks can be given
    taught: tuple[int, ...] = ()  # the year's semesters that the codes of a year are of
    open_terms: tuple[int, ...] = ()  # of them those that are not signed

    @property
    def signed(self) -> Closing | None:
        """Return the signature in force, None while the marks can be changed."""
        return next((one for one in self.closings if not one.is_open), None)
