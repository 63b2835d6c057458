"""All results of a group in a semester or a year, as plain values (clauses 7.4, 8.2, 10.4)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from domain.attendance_sheet import Hours
from domain.cells import NOT_ATTESTED
from domain.enums import Attendance, AttestationForm


class ResultKind(StrEnum):
    """Where a result of a student was given; in the order in which they are shown."""

    semester = auto()
    year = auto()
    sheet = auto()
    coursework = auto()
    practice = auto()
    discipline = auto()


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """A column of results: an item of the curriculum and the kind of its results.

    `part` tells teachers who share an item; `term` is the semester's number, 0 where a result is
    of no single semester.
    """

    kind: ResultKind
    item_id: int
    position: int
    index_code: str
    item: str
    part: int = 1
    term: int = 0
    form: AttestationForm = AttestationForm.none

    @property
    def order(self) -> tuple[int, str, int, int, int]:
        """Return by what the columns of one kind are sorted."""
        return self.position, self.index_code, self.item_id, self.part, self.term


@dataclass(frozen=True, slots=True)
class Result:
    """A student's result; without a code, why there is none."""

    code: str | None
    is_retaken: bool = False
    is_admitted: bool = True
    attendance: Attendance = Attendance.present

    @property
    def counted(self) -> str | None:
        """Return the code that counts: not admitted, or away without a reason, is «н/а»."""
        if self.code is None and (not self.is_admitted or self.attendance is Attendance.unexcused):
            return NOT_ATTESTED
        return self.code


@dataclass(frozen=True, slots=True)
class StudentResults:
    """A student's line: results by column, hours of attendance, the day of leaving the group."""

    student_id: int
    name: str
    results: Mapping[ResultColumn, Result]
    hours: Hours
    left_on: date | None = None

    def codes(self, columns: Iterable[ResultColumn]) -> Counter[str | None]:
        """Return how often each code counts in `columns`; where there is none, nothing does."""
        found = (self.results.get(column) for column in columns)
        return Counter(one.counted for one in found if one is not None and one.counted is not None)


@dataclass(frozen=True, slots=True)
class GroupResults:
    """The whole table."""

    columns: Sequence[ResultColumn]
    lines: Sequence[StudentResults]
    teachers: Mapping[tuple[int, int], tuple[str, ...]]  # item, part → who teaches it
    is_year: bool
    not_closed: Sequence[str]  # journals whose final marks of the period are not signed

    @property
    def present(self) -> list[StudentResults]:
        """Return the lines of those who are still in the group at the end."""
        return [line for line in self.lines if line.left_on is None]

    @property
    def final(self) -> list[ResultColumn]:
        """Return the columns of the period's final marks in journals.

        Of a year these are its marks; of an item that has none, those of its last semester.
        """
        if not self.is_year:
            return [one for one in self.columns if one.kind is ResultKind.semester]
        found = {
            (one.item_id, one.part): one for one in self.columns if one.kind is ResultKind.semester
        }
        found |= {
            (one.item_id, one.part): one for one in self.columns if one.kind is ResultKind.year
        }
        return [one for one in self.columns if found.get((one.item_id, one.part)) == one]

    @property
    def counted(self) -> list[ResultColumn]:
        """Return the columns by which the period is summed up: final marks, sheets, practice …"""
        further = (ResultKind.sheet, ResultKind.coursework, ResultKind.practice)
        final = set(self.final)
        return [one for one in self.columns if one in final or one.kind in further]

    def codes(self, columns: Iterable[ResultColumn]) -> list[str | None]:
        """Return the codes that count in `columns`, of all who have a result there."""
        found = (line.results.get(column) for column in columns for line in self.lines)
        return [one.counted for one in found if one is not None]
