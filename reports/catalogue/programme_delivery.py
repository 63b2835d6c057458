"""The delivery of the programmes in a semester: hours side by side (clause 3.11)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.clock import clock
from models import Semester
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
    Tone,
)
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL, SemesterKind
from reports.params import Asked
from services.delivery import Delivery, DeliveryAsked, DeliveryLine, Level, delivery

BARS = 20  # groups of a picture that still can be read


@dataclass(frozen=True, slots=True)
class SemesterOfDepartment:
    """What the report asks for."""

    semester_id: Annotated[int, Asked(SemesterKind(), lazy_gettext("Semester"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def dataset(session: Session, params: SemesterOfDepartment) -> Dataset:
    """Return departments, groups and journals with their hours, as frozen primitives."""
    semester = session.get_one(Semester, params.semester_id)

    def hours_by(level: Level) -> Delivery:
        asked = DeliveryAsked(
            level,
            semester.academic_year_id,
            semester.number,
            None if params.department_id == ALL else params.department_id,
        )
        return delivery(session, current_principal(), asked)

    groups, journals = hours_by(Level.group), hours_by(Level.journal)
    total = journals.total
    wide = params.department_id == ALL  # of the college a bar for each department
    shown = hours_by(Level.department) if wide else groups
    return Dataset(
        title=gettext("Delivery of the programme"),
        facts=(
            Fact(gettext("Semester"), SemesterKind().show(session, params.semester_id)),
            Fact(
                gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)
            ),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
            Fact(
                gettext("Journals behind"),
                gettext("%(count)s of %(all)s", count=total.behind, all=total.journals),
            ),
        ),
        columns=_columns(),
        rows=tuple(_rows(groups, journals)),
        totals=(_row("", gettext("Total"), "", total),) if journals.lines else (),
        notes=_notes(),
        pictures=_pictures(shown),
    )


def _pictures(shown: Delivery) -> tuple[Picture, ...]:
    """Return the hours of the load, those due by today and those held."""
    lines = sorted(shown.lines, key=lambda line: line.name)[:BARS]
    if not lines:
        return ()
    return (
        Picture(
            gettext("Hours of the load, due by today and held"),
            tuple(line.name for line in lines),
            (
                Series(gettext("Load"), tuple(float(line.hours.load) for line in lines)),
                Series(gettext("due by today"), tuple(float(line.hours.due) for line in lines)),
                Series(gettext("Held"), tuple(float(line.hours.held) for line in lines)),
            ),
        ),
    )


def _columns() -> tuple[Column, ...]:
    hours, ahead = gettext("Academic hours"), gettext("Deviation, h")
    return (
        Column(gettext("Group"), 24),
        Column(gettext("Discipline"), 84),
        Column(gettext("Teacher"), 38),
        Column(gettext("Curriculum"), 18, Kind.number, group=hours),
        Column(gettext("Load"), 18, Kind.number, group=hours),
        Column(gettext("Plan"), 16, Kind.number, group=hours),
        Column(gettext("Timetable"), 18, Kind.number, group=hours),
        Column(gettext("Held"), 18, Kind.number, group=hours),
        Column(gettext("Today"), 17, Kind.number, group=ahead),
        Column(gettext("Forecast"), 17, Kind.number, group=ahead),
    )


def _rows(groups: Delivery, journals: Delivery) -> list[Row]:
    """Return each group, the worst first, and under it its journals."""
    found = []
    for group in groups.lines:
        found.append(_row(group.name, group.beside, "", group, Tone.strong))
        found += [
            _row(line.beside, line.name, line.teacher, line)
            for line in journals.lines
            if line.group_id == group.key
        ]
    return found


def _row(group: str, name: str, teacher: str, line: DeliveryLine, tone: Tone = Tone.plain) -> Row:
    hours = line.hours
    cells = (
        *(group, name, teacher),
        *(hours.curriculum, hours.load, hours.plan, hours.scheduled, hours.held),
        *(hours.deviation, hours.forecast),
    )
    plain = [tone] * 8
    signs = [Tone.alert if number < 0 else tone for number in (hours.deviation, hours.forecast)]
    return Row(cells, (*plain, *signs))


def _notes() -> tuple[str, ...]:
    return (
        gettext(
            "Hours of lessons, without self-study and interim attestation. Today: held less what "
            "should have been held by today, cancelled lessons included. Forecast: held and to "
            "come less the load."
        ),
    )


REPORT = Report(
    "programme_delivery",
    lazy_gettext("Delivery of the programme"),
    Resource.programme_delivery,
    params=SemesterOfDepartment,
    dataset=dataset,
    about=lazy_gettext(
        "Hours by curriculum, load, lesson plan and timetable beside those held, of each group "
        "and journal; the deviation today and the forecast for the end of the semester."
    ),
    layout=Layout.landscape,
)
