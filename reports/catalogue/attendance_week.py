"""The curator's weekly control of attendance (clause 5.4.4)."""

from dataclasses import replace
from datetime import date
from typing import Final

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.attendance_sheet import NOTHING, Sheet, StudentLine, total
from domain.span import Span
from reports.attendance_notes import notes
from reports.attendance_table import SUMS, columns, legend, rows, totals
from reports.base import Report
from reports.dataset import (
    Column,
    Dataset,
    Fact,
    Form,
    Kind,
    Layout,
    Picture,
    Row,
    Series,
    Tone,
    capped,
)
from reports.group_frame import CURATOR_AND_HEAD, group_facts, signatures
from reports.kinds_of_group import GroupWeek, WeekKind, kept_until
from services.attendance import attendance_sheet, missing_records
from services.group_head import group_head

NUMBER, NAME, DAY, SUM = 8.0, 62.0, 16.0, 15.0  # millimetres
SUNDAY: Final = 6


def dataset(session: Session, params: GroupWeek) -> Dataset:
    """Return the week of a group, as frozen primitives."""
    group = group_head(session, params.group_id)
    sheet = attendance_sheet(session, params.group_id, params.week)
    if not sheet.lessons_on[params.week.last]:
        week = Span(params.week.first, params.week.days[SUNDAY - 1])
        sheet = attendance_sheet(session, params.group_id, week)
    missing = missing_records(session, params.group_id, params.week)
    when = Fact(gettext("Week"), WeekKind().show(session, params.week))
    return Dataset(
        title=gettext("Attendance of a week"),
        facts=group_facts(group, params.week.first, when),
        pictures=_pictures(sheet),
        columns=_wider(columns(sheet, gettext("Days of the week"))),
        rows=rows(sheet),
        totals=totals(sheet),
        legend=legend(),
        notes=notes(sheet, missing),
        signatures=signatures(group, head=gettext("acquainted")),
        more=(_to_ask(sheet),),
    )


def _wider(found: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns of a month's sheet as wide as the few of a week can be."""
    days = len(found) - 2 - SUMS
    widths = (NUMBER, NAME, *(DAY,) * days, *(SUM,) * SUMS)
    return tuple(replace(column, width=width) for column, width in zip(found, widths, strict=True))


def _pictures(sheet: Sheet) -> tuple[Picture, ...]:
    days = [day for day in sheet.month.days if sheet.lessons_on[day]]
    if not days:
        return ()
    hours = [sheet.day_total(day) for day in days]
    series = (
        (gettext("good reason"), [one.away.with_reason for one in hours]),
        (gettext("no good reason"), [one.away.unexcused for one in hours]),
        (gettext("not given yet"), [one.away.unstated for one in hours]),
    )
    return (
        Picture(
            gettext("Hours missed by day"),
            tuple(_label(day) for day in days),
            tuple(Series(name, tuple(float(one) for one in values)) for name, values in series),
            Form.stacked,
        ),
    )


def _label(day: date) -> str:
    return str(format_date(day, "EEEEEE, d MMM"))


def _to_ask(sheet: Sheet) -> Dataset:
    """Return whom to ask: students who missed hours without a good reason, the most first."""
    asked = [line for line in sheet.lines if _without_reason(line)]
    asked.sort(key=lambda line: -_without_reason(line))
    return Dataset(
        title=gettext("Students to be asked for a reason"),
        columns=(
            Column(gettext("No."), 8, Kind.number, centred=True),
            Column(gettext("Student"), 70),
            Column(gettext("no good reason"), 24, Kind.number, centred=True, group=_missed()),
            Column(gettext("not given yet"), 24, Kind.number, centred=True, group=_missed()),
            Column(gettext("Days"), 45),
            Column(gettext("What the student or the parents said, what was done"), 106),
        ),
        rows=tuple(
            Row(
                (
                    place,
                    capped(line.student.name, 90),
                    line.total.away.unexcused,
                    line.total.away.unstated,
                    ", ".join(_days(line)),
                    "",
                ),
                (Tone.plain, Tone.plain, Tone.alert, Tone.alert, Tone.plain, Tone.plain),
            )
            for place, line in enumerate(asked, 1)
        ),
        notes=() if asked else (gettext("Nobody missed a lesson without a good reason."),),
    )


def _missed() -> str:
    return gettext("Hours missed")


def _without_reason(line: StudentLine) -> int:
    return line.total.away.unexcused + line.total.away.unstated


def _days(line: StudentLine) -> list[str]:
    found = []
    for day, hours in line.days.items():
        away = total([hours or NOTHING]).away
        if away.unexcused or away.unstated:
            found.append(format_date(day, "dd.MM"))
    return found


REPORT = Report(
    "attendance_week",
    lazy_gettext("Attendance of a week"),
    Resource.attendance_report,
    params=GroupWeek,
    dataset=dataset,
    about=lazy_gettext(
        "The curator's weekly control: hours missed by each student on each day, by reason; whom "
        "to ask for a reason; lessons not recorded."
    ),
    layout=Layout.landscape,
    signatures=CURATOR_AND_HEAD,
    kept_until=kept_until,
)
