"""The tables that the digest to the director and the council pack share (5.2.5, 7.5)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from flask_babel import format_decimal, gettext, lazy_gettext

from domain.monitor import Counts, share
from domain.questions import Ask, Question
from reports.dataset import Column, Dataset, Kind, Layout, Picture, Row, Series, Tone
from reports.performance_sections import cell
from services.attendance_counts import AttendanceHours
from services.debt_overview import Counts as DebtCounts
from services.digest import DepartmentDigest, Digest, whole


def completeness_section(found: Digest, layout: Layout) -> Dataset:
    """Return how completely the journals of each department are kept."""
    lessons = gettext("Lessons")
    counts, *_rest = whole(found.departments)
    return Dataset(
        title=gettext("Completeness of the journals"),
        columns=_wide(
            layout,
            Column(gettext("Department"), 38),
            _count(gettext("held"), 18, lessons),
            _count(gettext("recorded"), 17, lessons),
            Column(gettext("in time, %"), 14, Kind.percent, centred=True, group=lessons),
            _count(gettext("not recorded"), 17, lessons),
            _count(gettext("without topic"), 14, lessons),
            _count(gettext("without homework"), 18, lessons),
            _count(gettext("Works without results"), 22),
            _count(gettext("Too few marks"), 16),
            _count(gettext("No final mark"), 16),
        ),
        rows=tuple(_filled(one.name, one.fill) for one in found.departments),
        totals=(_filled(gettext("Total"), counts),) if len(found.departments) > 1 else (),
        layout=layout,
    )


def _wide(layout: Layout, *columns: Column) -> tuple[Column, ...]:
    """Return columns measured for an upright page, widened where the page lies."""
    factor = LYING if layout is Layout.landscape else 1.0
    return tuple(replace(column, width=column.width * factor) for column in columns)


def _count(title: str, width: float, group: str = "") -> Column:
    return Column(title, width, Kind.number, centred=True, group=group)


def _filled(name: str, counts: Counts) -> Row:
    cells = (
        name,
        counts.held,
        counts.recorded,
        share(counts.on_time, counts.recorded) if counts.recorded else None,
        counts.overdue,
        counts.no_topic,
        counts.no_homework,
        counts.no_results,
        counts.few_marks,
        counts.no_final,
    )
    faults = {4, 9}
    tones = (
        Tone.alert if index in faults and value else Tone.plain for index, value in enumerate(cells)
    )
    return Row(cells, tuple(tones))


def attendance_section(found: Digest, layout: Layout) -> Dataset:
    """Return attendance and open debts of each department."""
    hours = gettext("Hours of students")
    debts = gettext("Open debts today")
    _counts, attendance, owed = whole(found.departments)
    return Dataset(
        title=gettext("Attendance and debts"),
        columns=_wide(
            layout,
            Column(gettext("Department"), 60),
            _count(gettext("held"), 20, hours),
            _count(gettext("missed"), 18, hours),
            _count(gettext("without good reason"), 22, hours),
            Column(gettext("Attendance, %"), 24, Kind.percent, centred=True),
            _count(gettext("in all"), 14, debts),
            _count(gettext("students"), 24, debts),
        ),
        rows=tuple(_attended(one.name, one.attendance, one.debts) for one in found.departments),
        totals=(
            (_attended(gettext("Total"), attendance, owed),) if len(found.departments) > 1 else ()
        ),
        layout=layout,
    )


def _attended(name: str, hours: AttendanceHours, debts: DebtCounts) -> Row:
    return Row(
        (
            name,
            hours.held,
            hours.missed,
            hours.missed - hours.good,
            cell(hours.share),
            debts.total,
            debts.students,
        )
    )


def control_section(found: Digest, layout: Layout) -> Dataset:
    """Return inspections of each department, and how their remarks stand."""
    journals, remarks = gettext("Journals"), gettext("Remarks of inspectors")
    return Dataset(
        title=gettext("Inspections and remarks"),
        columns=_wide(
            layout,
            Column(gettext("Department"), 60),
            _count(gettext("with lessons"), 20, journals),
            _count(gettext("inspected"), 22, journals),
            _count(gettext("made"), 18, remarks),
            _count(gettext("open"), 18, remarks),
            _count(gettext("overdue"), 22, remarks),
            _count(gettext("closed"), 18, remarks),
        ),
        rows=tuple(_controlled(one) for one in found.departments),
        layout=layout,
    )


def _controlled(one: DepartmentDigest) -> Row:
    kept = one.inspections
    cells = (
        one.name,
        kept.journals,
        kept.inspected,
        kept.remarks.made,
        kept.remarks.open,
        kept.remarks.overdue,
        kept.remarks.gone + kept.remarks.closed,
    )
    tones = [Tone.plain] * len(cells)
    if kept.remarks.overdue:
        tones[5] = Tone.alert
    return Row(cells, tuple(tones))


def results_section(found: Digest, layout: Layout) -> Dataset:
    """Return the final marks of the period by department."""
    return Dataset(
        title=gettext("Final marks: %(period)s", period=found.period.name if found.period else "—"),
        columns=_wide(
            layout,
            Column(gettext("Department"), 60),
            _count(gettext("Number of students"), 26),
            _count(gettext("Final marks"), 22),
            _count(gettext("Average"), 18),
            Column(gettext("Success, %"), 26, Kind.percent, centred=True),
            Column(gettext("Quality, %"), 20, Kind.percent, centred=True),
            Column(gettext("Degree of training, %"), 16, Kind.percent, centred=True),
        ),
        rows=tuple(_result(one) for one in found.departments),
        layout=layout,
    )


def _result(one: DepartmentDigest) -> Row:
    line = one.performance
    if line is None:
        return Row((one.name, *[None] * 6))
    rated = line.quality
    shares = (cell(line.average), cell(rated.success), cell(rated.quality), cell(rated.degree))
    return Row((one.name, line.students, rated.total, *shares))


def pictures(found: Digest) -> tuple[Picture, ...]:
    """Return lessons recorded in time and attendance by department."""
    some = found.departments
    if not some:
        return ()
    return (
        Picture(
            gettext("Lessons recorded in time and attendance"),
            tuple(one.name for one in some),
            (
                Series(
                    gettext("in time, %"),
                    tuple(
                        share(one.fill.on_time, one.fill.recorded) if one.fill.recorded else None
                        for one in some
                    ),
                ),
                Series(gettext("Attendance, %"), tuple(cell(one.attendance.share) for one in some)),
            ),
            unit="%",
        ),
    )


LYING: Final = 1.4  # by how much a page that lies is wider
_QUESTIONS: Final = {
    Ask.no_final: lazy_gettext("%(name)s: final marks not given: %(figure)s."),
    Ask.overdue_remarks: lazy_gettext("%(name)s: overdue remarks of inspectors: %(figure)s."),
    Ask.not_recorded: lazy_gettext("%(name)s: lessons not recorded in time: %(figure)s."),
    Ask.success: lazy_gettext("%(name)s: success is %(figure)s %%."),
    Ask.attendance: lazy_gettext("%(name)s: attendance is %(figure)s %%."),
    Ask.plan: lazy_gettext("%(name)s: journals that do not follow the plan: %(figure)s."),
    Ask.debts: lazy_gettext("%(name)s: open debts, more than one a student: %(figure)s."),
    Ask.no_results: lazy_gettext("%(name)s: works without results after a week: %(figure)s."),
    Ask.not_inspected: lazy_gettext("%(name)s: journals not inspected: %(figure)s."),
    Ask.late: lazy_gettext("%(name)s: lessons recorded late: %(figure)s %%."),
    Ask.quality: lazy_gettext("%(name)s: quality is %(figure)s %%."),
}


def question_words(one: Question) -> str:
    """Return a question as a sentence with its figure and its department."""
    number = format_decimal(one.figure, "0.#")
    return str(_QUESTIONS[one.about]) % {"figure": number, "name": one.name}


def question_section(asked: Sequence[Question], layout: Layout) -> Dataset:
    """Return what needs a decision, numbered."""
    return Dataset(
        title=gettext("What needs a decision"),
        columns=(
            Column(gettext("No."), 10, Kind.number, centred=True),
            Column(gettext("Question"), 180),
        ),
        rows=tuple(Row((n, question_words(one))) for n, one in enumerate(asked, 1)),
        notes=() if asked else (gettext("Nothing that the figures show needs a decision."),),
        layout=layout,
    )


def decision_section(asked: Sequence[Question], blank: int) -> Dataset:
    """Return the questions with lines to write decisions, who answers, until when.

    `blank` further lines follow for what the council itself puts.
    """
    lines = [question_words(one) for one in asked] + [""] * blank
    return Dataset(
        title=gettext("Decisions to record"),
        columns=(
            Column(gettext("No."), 10, Kind.number, centred=True),
            Column(gettext("Question"), 95),
            Column(gettext("Decision"), 96),
            Column(gettext("Responsible"), 46),
            Column(gettext("Until"), 30),
        ),
        # Two lines high: a decision is written by hand.
        rows=tuple(Row((n, text or "\n", "\n", "", "")) for n, text in enumerate(lines, 1)),
        layout=Layout.landscape,
        new_page=True,
    )


def as_section(data: Dataset, title: str, *, new_page: bool, alone: bool = False) -> Dataset:
    """Return a report's data as a section of another: without head facts and places to sign.

    `alone` leaves its further tables out.
    """
    return replace(
        data,
        more=() if alone else data.more,
        title=title,
        facts=(),
        signatures=(),
        notes=(),
        layout=Layout.landscape,
        new_page=new_page,
    )
