"""The inspections of a period: journals, verdicts, remarks by cause, who was missed (5.3, 7.3)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.enums import PartVerdict
from domain.span import Span
from models.labels import label_of
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
)
from reports.inspection_sections import LISTED, counted, remark_columns, sections
from reports.kinds_of_period import PeriodKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.performance_table import places
from services.inspection_counts import (
    DepartmentInspections,
    InspectionCounts,
    inspection_counts,
)


@dataclass(frozen=True, slots=True)
class InspectionsOf:
    """What the report asks for."""

    period: Annotated[Span, Asked(PeriodKind(), lazy_gettext("Period"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]


def dataset(session: Session, params: InspectionsOf) -> Dataset:
    """Return departments, remarks by cause, the inspections, journals without one."""
    department = None if params.department_id == ALL else params.department_id
    found = inspection_counts(session, params.period.first, params.period.last, department)
    return Dataset(
        title=gettext("Inspections of journals"),
        facts=(
            Fact(gettext("Period"), PeriodKind().show(session, params.period)),
            Fact(
                gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)
            ),
            Fact(gettext("As of"), format_date(clock.today(), "dd.MM.yyyy")),
        ),
        columns=_columns(),
        rows=tuple(_row(one, one.name) for one in found.departments),
        totals=(_total(found),) if len(found.departments) > 1 else (),
        notes=_notes(found),
        signatures=places(),
        pictures=pictures(found),
        more=tuple(sections(found)),
    )


def _columns() -> tuple[Column, ...]:
    journals, remarks = gettext("Journals"), gettext("Remarks of inspectors")
    verdicts = gettext("Verdicts on the parts")

    def count(title: str, group: str, width: float) -> Column:
        return Column(title, width, Kind.number, centred=True, group=group)

    return (
        Column(gettext("Department"), 47),
        count(gettext("with lessons"), journals, 18),
        count(gettext("inspected"), journals, 20),
        Column("%", 13, Kind.percent, centred=True, group=journals),
        Column(gettext("Inspections"), 18, Kind.number, centred=True),
        *(
            count(str(label_of(one)), verdicts, width)
            for one, width in zip(PartVerdict, (18, 20, 33), strict=True)
        ),
        *remark_columns(remarks),
    )


def _row(one: DepartmentInspections, name: str) -> Row:
    share = round(100 * one.inspected / one.journals, 1) if one.journals else None
    cells = (
        *(name, one.journals, one.inspected, share, one.inspections),
        *(one.verdicts[verdict] for verdict in PartVerdict),
        *counted(one.remarks),
    )
    tones = [Tone.plain] * len(cells)
    if one.remarks.overdue:
        tones[-4] = Tone.alert
    return Row(cells, tuple(tones))


def _total(found: InspectionCounts) -> Row:
    whole = DepartmentInspections(0, "")
    for one in found.departments:
        whole.journals += one.journals
        whole.inspected += one.inspected
        whole.inspections += one.inspections
        whole.verdicts.update(one.verdicts)
    whole.remarks = found.remarks
    return _row(whole, gettext("Total"))


def pictures(found: InspectionCounts) -> tuple[Picture, ...]:
    """Return journals inspected or not by department, and what became of the remarks."""
    if not found.departments:
        return ()
    some = found.departments
    shown = [
        Picture(
            gettext("Journals inspected"),
            tuple(one.name for one in some),
            (
                Series(gettext("inspected"), tuple(float(one.inspected) for one in some)),
                Series(
                    gettext("not inspected"),
                    tuple(float(one.journals - one.inspected) for one in some),
                ),
            ),
            Form.stacked,
        )
    ]
    if found.remarks.made:
        shown.append(_of_remarks(found))
    return tuple(shown)


def _of_remarks(found: InspectionCounts) -> Picture:
    some = found.departments
    return Picture(
        gettext("What became of the remarks"),
        tuple(one.name for one in some),
        (
            Series(
                gettext("closed"),
                tuple(float(one.remarks.gone + one.remarks.closed) for one in some),
            ),
            Series(
                gettext("open, in time"),
                tuple(float(one.remarks.open - one.remarks.overdue) for one in some),
            ),
            Series(gettext("overdue"), tuple(float(one.remarks.overdue) for one in some)),
        ),
        Form.stacked,
    )


def _notes(found: InspectionCounts) -> tuple[str, ...]:
    notes = [
        gettext(
            "Inspections finished in the period; their remarks as they stand today. Passed on: to "
            "the deputy directors after their day. Gone: closed themselves when the cause was gone."
        )
    ]
    if max(len(found.inspections), len(found.missed)) > LISTED:
        notes.append(gettext("Of longer lists the first %(count)s rows stand here.", count=LISTED))
    return tuple(notes)


REPORT = Report(
    "inspections",
    lazy_gettext("Inspections of journals"),
    Resource.control_report,
    params=InspectionsOf,
    dataset=dataset,
    about=lazy_gettext(
        "Journals inspected in a period by department, verdicts, remarks by cause: open, overdue, "
        "closed themselves; journals that were not inspected."
    ),
    layout=Layout.landscape,
    signatures=("maker", "deputy_director"),
)
