"""The curator's monthly attendance sheet, for the department head by the 10th (clause 4.4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.month import Month
from models import AttendanceHandover, Department, StudyGroup
from models.staff import EmployeeLabel
from reports.attendance_notes import notes
from reports.attendance_table import columns, legend, rows, totals
from reports.base import Report
from reports.dataset import Dataset, Fact, Layout, Signature
from reports.kinds import GroupKind, MonthKind, month_name
from reports.params import Asked
from services.attendance import attendance_sheet, missing_records


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """What the sheet asks for."""

    group_id: Annotated[int, Asked(GroupKind(), lazy_gettext("Group"))]
    month: Annotated[Month, Asked(MonthKind(), lazy_gettext("Month"))]


def dataset(session: Session, params: GroupMonth) -> Dataset:
    """Return the sheet of a group for a month, as frozen primitives."""
    row = session.execute(
        select(StudyGroup, Department)
        .join(StudyGroup.department)
        .where(StudyGroup.id == params.group_id)
    ).one()
    study_group, department = row
    curator = _employee(session, study_group.curator_id)
    head = _employee(session, department.head_id)
    sheet = attendance_sheet(session, params.group_id, params.month)
    missing = missing_records(session, params.group_id, params.month)
    facts = (
        Fact(gettext("Group"), study_group.name),
        Fact(gettext("Course"), str(study_group.course_on(params.month.first))),
        Fact(gettext("Month"), month_name(params.month)),
        Fact(gettext("Department"), department.name),
        Fact(gettext("Curator"), curator.full_name() if curator else "—"),
    )
    return Dataset(
        title=gettext("Attendance sheet for a month"),
        facts=facts,
        columns=columns(sheet, gettext("Days of the month")),
        rows=rows(sheet),
        totals=totals(sheet),
        legend=legend(),
        notes=notes(sheet, missing),
        signatures=_signatures(session, params, curator, head),
    )


def _employee(session: Session, key: int | None) -> EmployeeLabel | None:
    return session.scalar(select(EmployeeLabel).where(EmployeeLabel.id == (key or 0)))


def _signatures(
    session: Session,
    params: GroupMonth,
    curator: EmployeeLabel | None,
    head: EmployeeLabel | None,
) -> tuple[Signature, ...]:
    """Return who handed the sheet over and who received it, with the days where they are known."""
    query = select(AttendanceHandover).where(
        AttendanceHandover.group_id == params.group_id,
        AttendanceHandover.month == params.month.first,
    )
    done = session.scalar(query)
    return (
        Signature(
            "curator",
            gettext("Curator"),
            gettext("handed over"),
            (done and done.handed_name) or (curator.short_name if curator else ""),
            _day(done.handed_at if done else None),
        ),
        Signature(
            "department_head",
            gettext("Head of department"),
            gettext("received"),
            (done and done.received_name) or (head.short_name if head else ""),
            _day(done.received_at if done else None),
        ),
    )


def _day(moment: datetime | None) -> str:
    return f"{clock.local(moment):%d.%m.%Y}" if moment is not None else ""


def kept_until(session: Session, params: GroupMonth) -> date | None:
    """Return the day the group's education ends: until then the sheet is kept (clause 10.8)."""
    return session.scalar(select(StudyGroup.graduates_on).where(StudyGroup.id == params.group_id))


REPORT = Report(
    "attendance_month",
    lazy_gettext("Attendance sheet for a month"),
    Resource.attendance_report,
    params=GroupMonth,
    dataset=dataset,
    about=lazy_gettext(
        "Hours missed by each student on each day, by reason; lessons not recorded; "
        "share of attendance. The curator hands it over to the department head by the 10th."
    ),
    layout=Layout.landscape,
    signatures=("curator", "department_head"),
    kept_until=kept_until,
)
