"""The register of attestation sheets of a semester, of a group, a department or all (5.5.11)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from models import Department, StudyGroup
from models.staff import EmployeeLabel
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature, Tone, capped
from reports.kinds_of_group import GroupOrAllKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL, SemesterKind
from reports.params import Asked
from services.sheet_lists import MOST, ListedSheet, SheetsAsked, list_sheets
from services.sheet_words import attempt_words, form_words, short_words


@dataclass(frozen=True, slots=True)
class SheetsOfSemester:
    """What the register asks for."""

    semester_id: Annotated[int, Asked(SemesterKind(), lazy_gettext("Semester"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]
    group_id: Annotated[int, Asked(GroupOrAllKind(), lazy_gettext("Group"))]


def dataset(session: Session, params: SheetsOfSemester) -> Dataset:
    """Return the sheets of the semester that the person sees, by group and number."""
    asked = SheetsAsked(semester_id=params.semester_id, group_id=params.group_id or None)
    found = list_sheets(session, asked, first=0, size=MOST)
    groups = _groups(session, params.department_id)
    sheets = [one for one in found.sheets if one.head.group_id in groups]
    sheets.sort(key=lambda one: (one.head.group, one.head.number))
    signed = sum(one.head.is_signed for one in sheets)
    facts = (
        Fact(gettext("Semester"), SemesterKind().show(session, params.semester_id)),
        Fact(gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)),
        Fact(gettext("Group"), GroupOrAllKind().show(session, params.group_id)),
        Fact(gettext("Sheets"), str(len(sheets))),
        Fact(gettext("of them signed"), str(signed)),
    )
    return Dataset(
        title=gettext("Register of attestation sheets"),
        facts=facts,
        columns=_columns(),
        rows=tuple(_row(place, one) for place, one in enumerate(sheets, 1)),
        totals=_totals(sheets),
        notes=_notes(len(sheets), found.count > MOST),
        signatures=(
            Signature(
                "department_head",
                gettext("Head of department"),
                "",
                _head(session, params.department_id, {one.head.group_id for one in sheets}),
            ),
        ),
    )


def _groups(session: Session, department_id: int) -> set[int]:
    query = select(StudyGroup.id)
    if department_id != ALL:
        query = query.where(StudyGroup.department_id == department_id)
    return set(session.scalars(query))


def _head(session: Session, department_id: int, groups: set[int]) -> str:
    """Return who heads the department, or the only one whose groups are listed."""
    query = select(EmployeeLabel).join(Department, Department.head_id == EmployeeLabel.id)
    if department_id != ALL:
        heads = session.scalars(query.where(Department.id == department_id)).all()
    else:
        own = select(StudyGroup.department_id).where(StudyGroup.id.in_(sorted(groups)))
        heads = session.scalars(query.where(Department.id.in_(own))).all()
    return heads[0].short_name if len(heads) == 1 else ""


def _columns() -> tuple[Column, ...]:
    lines = gettext("Students of the group")
    return (
        Column(gettext("No."), 9, Kind.number, centred=True),
        Column(gettext("Sheet No."), 16, Kind.number, centred=True),
        Column(gettext("Group"), 18),
        Column(gettext("Discipline, module, practice"), 66),
        Column(gettext("Form, attempt"), 52),
        Column(gettext("Examiners"), 42),
        Column(gettext("Date"), 20, centred=True),
        Column(gettext("listed"), 14, Kind.number, centred=True, group=lines),
        Column(gettext("with a mark"), 14, Kind.number, centred=True, group=lines),
        Column(gettext("passed"), 14, Kind.number, centred=True, group=lines),
        Column(gettext("Signed"), 22, centred=True),
    )


def _row(place: int, one: ListedSheet) -> Row:
    head = one.head
    commission = len(one.examiners) > 1
    form = form_words(head.form)
    if head.attempt:
        form = f"{form}, {attempt_words(head.attempt, commission=commission)}"
    signed = f"{clock.local(head.signed_at):%d.%m.%Y}" if head.signed_at else gettext("not signed")
    return Row(
        (
            place,
            head.number,
            head.group,
            capped(head.item, 200),
            form,
            ", ".join(short_words(examiner.name) for examiner in one.examiners),
            f"{head.held_on:%d.%m.%Y}" if head.held_on else "—",
            one.listed,
            one.marked,
            one.passed,
            signed,
        ),
        (*(Tone.plain,) * 10, Tone.plain if head.is_signed else Tone.alert),
    )


def _totals(sheets: list[ListedSheet]) -> tuple[Row, ...]:
    if not sheets:
        return ()
    sums = (
        sum(one.listed for one in sheets),
        sum(one.marked for one in sheets),
        sum(one.passed for one in sheets),
    )
    cells = (None, None, gettext("In all"), "", "", "", "", *sums, "")
    return (Row(cells, (Tone.strong,) * len(cells)),)


def _notes(count: int, is_cut: bool) -> tuple[str, ...]:
    if not count:
        return (gettext("There are no attestation sheets of this semester."),)
    if is_cut:
        return (gettext("Only the latest %(count)s sheets are listed.", count=MOST),)
    return ()


def kept_until(session: Session, params: SheetsOfSemester) -> date | None:
    """Return the day the education of the last of the groups ends."""
    query = select(StudyGroup.graduates_on).order_by(StudyGroup.graduates_on.desc()).limit(1)
    if params.group_id != ALL:
        query = query.where(StudyGroup.id == params.group_id)
    elif params.department_id != ALL:
        query = query.where(StudyGroup.department_id == params.department_id)
    return session.scalar(query.where(StudyGroup.graduates_on.is_not(None)))


REPORT = Report(
    "attestation_sheets",
    lazy_gettext("Register of attestation sheets"),
    Resource.group_report,
    params=SheetsOfSemester,
    dataset=dataset,
    about=lazy_gettext(
        "Sheets of exams and credits of a semester: number, group, discipline, form, examiners, "
        "how many came and passed, whether it is signed."
    ),
    layout=Layout.landscape,
    signatures=("department_head",),
    kept_until=kept_until,
)
