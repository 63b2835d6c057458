"""The load sheet of a year: what each teacher teaches, against the norm, and vacancies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.load import KINDS, Hours
from models import AcademicYear
from reports.base import Report
from reports.dataset import Cell, Column, Dataset, Fact, Kind, Layout, Row, Signature, Tone, capped
from reports.kinds_of_load import TeacherKind, YearKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from services.load_facts import sees_all
from services.load_sheet import SheetLine, TeacherSheet, load_sheet
from services.load_words import KIND_NAMES

TEXTS = 4  # columns before the hours
PAPER = 267  # millimetres between the margins
FIXED = 76  # of them: number, group, semester, total


@dataclass(frozen=True, slots=True)
class YearOfTeachers:
    """What the report asks for."""

    year_id: Annotated[int, Asked(YearKind(), lazy_gettext("Academic year"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]
    teacher_id: Annotated[int, Asked(TeacherKind(), lazy_gettext("Teacher"))]


def dataset(session: Session, params: YearOfTeachers) -> Dataset:
    """Return the lines of every teacher with their sums, as frozen primitives."""
    year = session.get_one(AcademicYear, params.year_id)
    sheets = load_sheet(
        session,
        current_principal(),
        year,
        None if params.department_id == ALL else params.department_id,
        None if params.teacher_id == ALL else params.teacher_id,
    )
    whole = Hours.added(sheet.hours for sheet in sheets)
    kinds = [kind for kind in KINDS if whole[kind]]
    facts = (
        Fact(gettext("Academic year"), year.name),
        Fact(gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)),
        Fact(gettext("Teacher"), TeacherKind().show(session, params.teacher_id)),
    )
    return Dataset(
        title=gettext("Load sheet"),
        facts=facts,
        columns=_columns(kinds),
        rows=tuple(row for sheet in sheets for row in _rows(sheet, kinds)),
        totals=_totals(sheets, whole, kinds),
        notes=_notes(params, sees_all(current_principal())),
        signatures=_signatures(),
    )


def _columns(kinds: Sequence[str]) -> tuple[Column, ...]:
    hours = gettext("Academic hours")
    width = 23 if len(kinds) <= 4 else 20
    return (
        Column(gettext("No."), 9, Kind.number, centred=True),
        Column(gettext("Group"), 34),
        Column(gettext("Discipline, module, practice"), PAPER - FIXED - width * len(kinds)),
        Column(gettext("Semester"), 17, Kind.number, centred=True),
        *(
            Column(str(KIND_NAMES[kind]), width, Kind.number, centred=True, group=hours)
            for kind in kinds
        ),
        Column(gettext("total"), 16, Kind.number, centred=True, group=hours),
    )


def _rows(sheet: TeacherSheet, kinds: Sequence[str]) -> Iterator[Row]:
    """Yield the line of a teacher with the sum, then each row of the load."""
    name = sheet.name or gettext("Vacancies")
    if sheet.norm:
        name = gettext("%(name)s · norm %(norm)d h", name=name, norm=sheet.norm)
    tones = (Tone.strong,) * (TEXTS + len(kinds) + 1)
    halves = gettext(
        "1st half-year %(first)d h, 2nd %(second)d h",
        first=sheet.of_half(1),
        second=sheet.of_half(2),
    )
    yield Row((None, "", f"{name}\n{halves}", None, *_hours(sheet.hours, kinds)), tones)
    for number, line in enumerate(sheet.lines, 1):
        cells = (number, line.group, _title(line), line.semester)
        yield Row((*cells, *_hours(line.row.hours, kinds)))


def _title(line: SheetLine) -> str:
    title = capped(line.item.title, 160)
    if line.row.part > 1:
        title += gettext(", part %(number)s", number=line.row.part)
    if line.row.starts_on:
        title += gettext(", from %(day)s", day=f"{line.row.starts_on:%d.%m.%Y}")
    return title


def _hours(hours: Hours, kinds: Sequence[str]) -> tuple[Cell, ...]:
    return (*(hours[kind] or None for kind in kinds), hours.total)


def _totals(sheets: Sequence[TeacherSheet], whole: Hours, kinds: Sequence[str]) -> tuple[Row, ...]:
    if not sheets:
        return ()
    tones = (Tone.strong,) * (TEXTS + len(kinds) + 1)
    teachers = sum(sheet.name is not None for sheet in sheets)
    title = gettext("In all, teachers: %(count)d", count=teachers)
    return (Row((None, "", title, None, *_hours(whole, kinds)), tones),)


def _notes(params: YearOfTeachers, complete: bool) -> tuple[str, ...]:
    notes = [gettext("A teacher who goes on from a day has the hours that were left by then.")]
    if not complete or params.department_id != ALL:
        notes.append(gettext("Hours in groups of other departments are not counted here."))
    return tuple(notes)


def _signatures() -> tuple[Signature, ...]:
    return (
        Signature("deputy_director", gettext("Deputy director"), gettext("drawn up"), ""),
        Signature("director", gettext("Director"), gettext("confirmed"), ""),
    )


REPORT = Report(
    "load_sheet",
    lazy_gettext("Load sheet"),
    Resource.teaching_assignment,
    params=YearOfTeachers,
    dataset=dataset,
    about=lazy_gettext(
        "Groups, disciplines and hours of every teacher in the year, against the norm; vacancies."
    ),
    layout=Layout.landscape,
    signatures=("deputy_director", "director"),
)
