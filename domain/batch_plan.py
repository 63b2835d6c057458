"""ONE table of the reports due at the end of a semester or a year (clauses 5.3.6, 8.2, 10.4).

What a report asks for is filled by kind (a group, a semester, a month …), so the table names no
parameters but those that only one report knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from domain.control_enums import BatchKind

Value = str | int
MOST_TERMS: Final = 12  # of a programme's year
PDF: Final = ("pdf",)
BOTH: Final = ("pdf", "xlsx")


class Per(StrEnum):
    """What a report is made for, once each."""

    group = auto()  # and each of its terms that end in the semester
    month = auto()  # a group and a month
    sheet = auto()  # a group's attestation sheet
    scope = auto()  # the department, or the college


@dataclass(frozen=True, slots=True)
class Due:
    """One report that is due; `extra` holds parameters that no kind stands for, by name."""

    code: str
    kind: BatchKind
    per: Per
    formats: tuple[str, ...] = PDF
    extra: Mapping[str, Value] = field(default_factory=dict)


_SEMESTER: Final = (
    Due("semester_summary", BatchKind.semester, Per.group, BOTH),
    Due("attestation_sheets", BatchKind.semester, Per.group),
    Due("attestation_sheet", BatchKind.semester, Per.sheet),
    Due("debts", BatchKind.semester, Per.group),
    Due("curator_report", BatchKind.semester, Per.group),
    Due("attendance_month", BatchKind.semester, Per.month),
    Due("programme_delivery", BatchKind.semester, Per.scope, BOTH),
)
_YEAR: Final = (
    Due("year_summary", BatchKind.year, Per.group, BOTH),
    Due("journals_of_group", BatchKind.year, Per.group),
)
# In which breakdowns performance and quality are reported (8.2), for a semester and for a year.
_PERFORMANCE: Final = ("group", "discipline", "teacher", "programme", "department")
DUE: Final = (
    *_SEMESTER,
    *_YEAR,
    *(
        Due(f"performance_by_{by}", kind, Per.scope, BOTH)
        for kind in BatchKind
        for by in _PERFORMANCE
    ),
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the batch: the terms that end in its period, its sheets of them."""

    id: int
    terms: tuple[int, ...]
    sheets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What the batch is about; `department` 0 is the college, `semester` 0 none: a year's batch."""

    kind: BatchKind
    year: int
    semester: int
    department: int
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter of a report: its name and its kind."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """One file that is to be made."""

    group_id: int | None
    code: str
    format: str
    params: Mapping[str, Value]


class UnknownParameterError(LookupError):
    """A report asks for what the table cannot say."""


def parts(scope: Scope, groups: Sequence[Group], asks: Mapping[str, Sequence[Asked]]) -> list[Part]:
    """Return the files of a batch, group by group, what is for the whole scope last.

    `asks` holds the reports that there are and may be made; others are left out. Raises
    UnknownParameterError.
    """
    due = [one for one in DUE if one.kind is scope.kind and one.code in asks]
    found: list[Part] = []
    for group in groups:
        for one in due:
            for values in _of_group(one, scope, group):
                made = _files(one, group.id, values, asks[one.code])
                # A group with several terms owes once what does not ask for the term.
                found += [file for file in made if file not in found[-MOST_TERMS:]]
    for one in due:
        if one.per is Per.scope:
            found += _files(one, None, _common(scope), asks[one.code])
    return found


def _common(scope: Scope) -> dict[str, Value]:
    period = f"semester-{scope.semester}" if scope.semester else f"year-{scope.year}"
    known: dict[str, Value] = {
        "semester_or_year": period,
        "academic_year": scope.year,
        "department": scope.department,
        "followed_department": scope.department,
        "study_group_or_all": 0,
    }
    return known | ({"semester": scope.semester} if scope.semester else {})


def _of_group(due: Due, scope: Scope, group: Group) -> Iterator[dict[str, Value]]:
    """Yield the values by kind of each report of a group."""
    of_group = _common(scope) | {"study_group": group.id, "study_group_or_all": group.id}
    if due.per is Per.month:
        for month in scope.months:
            yield of_group | {"month": month}
    elif due.per is Per.sheet:
        for sheet in group.sheets:
            yield of_group | {"attestation_sheet": sheet}
    elif due.per is Per.group and scope.kind is BatchKind.year:
        yield of_group
    elif due.per is Per.group:
        for term in group.terms:
            yield of_group | {"semester": term}


def _files(
    due: Due, group_id: int | None, values: Mapping[str, Value], asked: Sequence[Asked]
) -> Iterator[Part]:
    params: dict[str, Value] = {}
    for one in asked:
        if one.name in due.extra:
            params[one.name] = due.extra[one.name]
        elif one.kind in values:
            params[one.name] = values[one.kind]
        else:
            raise UnknownParameterError(f"{due.code}: {one.name} ({one.kind})")
    for format in due.formats:
        yield Part(group_id, due.code, format, params)
