"""A teacher's report of a semester: hours, records, works, debts, results (clause 3.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.cells import MARK_CODES
from domain.clock import clock
from domain.delivery import DeliveryHours
from domain.monitor import Counts
from models import EmployeeLabel
from reports.base import Report
from reports.dataset import (
    Column,
    Dataset,
    Fact,
    Kind,
    Layout,
    Picture,
    Row,
    Series,
    Signature,
    Tone,
)
from reports.kinds_of_teacher import JournalTeacherKind
from reports.kinds_of_year import SemesterKind
from reports.params import Asked
from reports.performance_sections import cell
from reports.performance_table import legend
from services.performance import Performance, PeriodOf
from services.performance_rows import period_row
from services.teacher_report import TeacherLine, TeacherReport, teacher_report


@dataclass(frozen=True, slots=True)
class TeacherSemester:
    """What the report asks for."""

    teacher_id: Annotated[int, Asked(JournalTeacherKind(), lazy_gettext("Teacher"))]
    semester_id: Annotated[int, Asked(SemesterKind(), lazy_gettext("Semester"))]


def dataset(session: Session, params: TeacherSemester) -> Dataset:
    """Return a teacher's journals of a semester: their work, then the results of students."""
    period = period_row(session, PeriodOf.semester(params.semester_id))
    found = teacher_report(session, params.teacher_id, period)
    teacher = session.get(EmployeeLabel, params.teacher_id)
    return Dataset(
        title=gettext("Teacher's report of a semester"),
        facts=(
            Fact(gettext("Teacher"), JournalTeacherKind().show(session, params.teacher_id)),
            Fact(gettext("Semester"), period.name),
            Fact(gettext("Journals"), str(len(found.lines))),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        columns=_work_columns(),
        rows=tuple(_work(line) for line in found.lines),
        totals=(_work_total(found.lines),) if len(found.lines) > 1 else (),
        notes=_notes(found),
        signatures=(
            Signature("teacher", gettext("Teacher"), "", teacher.short_name if teacher else ""),
            Signature("department_head", gettext("Head of department"), "", ""),
        ),
        pictures=_pictures(found.lines),
        more=(_results(found),) if found.lines else (),
    )


def _work_columns() -> tuple[Column, ...]:
    hours, lessons = gettext("Academic hours"), gettext("Lessons")
    marks, works = gettext("Current marks"), gettext("Works")
    debts = gettext("Debts of the semester")

    def count(title: str, group: str, width: float = 15) -> Column:
        return Column(title, width, Kind.number, centred=True, group=group)

    return (
        Column(gettext("Discipline and group"), 69),
        count(gettext("Curriculum"), hours, 17),
        count(gettext("Load"), hours, 17),
        count(gettext("Plan"), hours, 13),
        count(gettext("Held"), hours, 19),
        count(gettext("Held"), lessons, 19),
        count(gettext("recorded late"), lessons, 17),
        count(gettext("not recorded"), lessons, 17),
        count(gettext("How many"), marks, 14),
        count(gettext("Average"), marks, 14),
        count(gettext("Set"), works, 13),
        count(gettext("without results"), works, 19),
        count(gettext("open"), debts, 15),
        count(gettext("closed"), debts, 15),
    )


def _work(line: TeacherLine) -> Row:
    cells = (
        line.performance.name,
        *_sums(line.hours, line.fill),
        line.marks,
        cell(line.average),
        line.works,
        line.fill.no_results,
        line.debts_open,
        line.debts_closed,
    )
    faults = {6: line.fill.late, 7: line.fill.overdue, 11: line.fill.no_results}
    return Row(cells, tuple(Tone.alert if faults.get(i) else Tone.plain for i in range(len(cells))))


def _work_total(lines: Sequence[TeacherLine]) -> Row:
    hours = sum((line.hours for line in lines), DeliveryHours())
    counts = sum((line.fill for line in lines), Counts())
    return Row(
        (
            gettext("Total"),
            *_sums(hours, counts),
            sum(line.marks for line in lines),
            None,
            sum(line.works for line in lines),
            counts.no_results,
            sum(line.debts_open for line in lines),
            sum(line.debts_closed for line in lines),
        )
    )


def _sums(hours: DeliveryHours, counts: Counts) -> tuple[int, ...]:
    return (
        *(hours.curriculum, hours.load, hours.plan, hours.held),
        *(counts.held, counts.late, counts.overdue),
    )


def _results(found: TeacherReport) -> Dataset:
    """Return the final marks of the semester by journal."""
    marks = gettext("Final marks")
    whole = found.whole
    return Dataset(
        title=gettext("Results of the semester"),
        columns=(
            Column(gettext("Discipline and group"), 102),
            Column(gettext("Number of students"), 24, Kind.number, centred=True),
            *(Column(code, 9, Kind.number, centred=True, group=marks) for code in MARK_CODES),
            Column(gettext("no mark"), 15, Kind.number, centred=True, group=marks),
            Column(gettext("Average"), 16, Kind.number, centred=True),
            Column(gettext("Success, %"), 20, Kind.percent, centred=True),
            Column(gettext("Quality, %"), 16, Kind.percent, centred=True),
            Column(gettext("Degree of training, %"), 12, Kind.percent, centred=True),
        ),
        rows=tuple(_result(line.performance, line.performance.name) for line in found.lines),
        totals=(_result(whole, gettext("Total")),) if whole and len(found.lines) > 1 else (),
        legend=legend(),
        layout=Layout.landscape,
    )


def _result(line: Performance, name: str) -> Row:
    rated = line.quality
    return Row(
        (
            name,
            line.students,
            *(line.counts.get(code) or None for code in MARK_CODES),
            rated.blank or None,
            cell(line.average),
            cell(rated.success),
            cell(rated.quality),
            cell(rated.degree),
        )
    )


def _pictures(lines: Sequence[TeacherLine]) -> tuple[Picture, ...]:
    """Return hours held beside the load, and the results where there are any."""
    if len(lines) < 2:
        return ()
    names = tuple(_short(line.performance.name) for line in lines)
    found = [
        Picture(
            gettext("Hours of the load and hours held"),
            names,
            (
                Series(gettext("Load"), tuple(float(line.hours.load) for line in lines)),
                Series(gettext("Held"), tuple(float(line.hours.held) for line in lines)),
            ),
        )
    ]
    rated = [line.performance.quality for line in lines]
    if any(one.success is not None for one in rated):
        found.append(
            Picture(
                gettext("Success and quality"),
                names,
                (
                    Series(gettext("Success"), tuple(cell(one.success) for one in rated)),
                    Series(gettext("Quality"), tuple(cell(one.quality) for one in rated)),
                ),
                unit="%",
            )
        )
    return tuple(found)


def _short(name: str) -> str:
    """Return «ОП.01 · ИС-21» of «ОП.01 Инженерная графика · ИС-21»."""
    item, _sign, group = name.rpartition(" · ")
    return f"{item.split(' ')[0]} · {group}"


def _notes(found: TeacherReport) -> tuple[str, ...]:
    if not found.lines:
        return (gettext("The teacher keeps no journal with lessons in this semester."),)
    return (
        gettext(
            "Hours without self-study and interim attestation. Recorded late: after the day that "
            "the regulation sets; not recorded: that day is over. Debts: those that began in the "
            "semester."
        ),
    )


REPORT = Report(
    "teacher_report",
    lazy_gettext("Teacher's report of a semester"),
    Resource.teacher_report,
    params=TeacherSemester,
    dataset=dataset,
    about=lazy_gettext(
        "Own journals: hours planned and held, late records, current marks, works, debts, and the "
        "results of students by group and discipline."
    ),
    layout=Layout.landscape,
    signatures=("teacher", "department_head"),
)
