"""The curator's monthly attendance sheet, for the department head by the 10th (clause 4.4)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.attendance_sheet import Sheet
from domain.month import Month
from models import Department, StudyGroup
from models.staff import EmployeeLabel
from reports.attendance_table import columns, legend, rows, totals
from reports.base import Report
from reports.dataset import Dataset, Fact, Layout, Signature
from reports.kinds import GroupKind, MonthKind, month_name
from reports.params import Asked
from services.attendance import MissingRecord, attendance_sheet, missing_records

LISTED = 40  # lessons without a record that the notes name


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
        columns=columns(sheet),
        rows=rows(sheet),
        totals=totals(sheet),
        legend=legend(),
        notes=_notes(sheet, missing),
        signatures=_signatures(curator, head),
    )


def _employee(session: Session, key: int | None) -> EmployeeLabel | None:
    return session.scalar(select(EmployeeLabel).where(EmployeeLabel.id == (key or 0)))


def _notes(sheet: Sheet, missing: list[MissingRecord]) -> tuple[str, ...]:
    total = sheet.group_total
    notes = []
    if missing:
        listed = "; ".join(_describe(lesson) for lesson in missing[:LISTED])
        rest = len(missing) - LISTED
        if rest > 0:
            listed += gettext("; and %(count)s more", count=rest)
        notes.append(
            gettext(
                "Lessons not recorded: %(count)s, so the sheet is not final: %(lessons)s",
                count=len(missing),
                lessons=listed,
            )
        )
    if total.made_up.total:
        notes.append(
            gettext(
                "Hours missed that were made up later: %(hours)s; they stay hours missed.",
                hours=total.made_up.total,
            )
        )
    if total.away.unstated:
        notes.append(
            gettext(
                "Hours missed without a reason given yet: %(hours)s.", hours=total.away.unstated
            )
        )
    return tuple(notes)


def _describe(lesson: MissingRecord) -> str:
    parts = [format_date(lesson.held_on, "dd.MM")]
    if lesson.pair:
        parts.append(gettext("pair %(number)s", number=lesson.pair))
    code = lesson.index_code + (f" ({lesson.subgroup})" if lesson.subgroup else "")
    return f"{', '.join(parts)} — {code}, {lesson.teacher}"


def _signatures(curator: EmployeeLabel | None, head: EmployeeLabel | None) -> tuple[Signature, ...]:
    return (
        Signature(
            "curator",
            gettext("Curator"),
            gettext("handed over"),
            curator.short_name if curator else "",
        ),
        Signature(
            "department_head",
            gettext("Head of department"),
            gettext("received"),
            head.short_name if head else "",
        ),
    )


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
