"""How completely journals are kept in a period (clauses 4.5, 5.3.1, 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.monitor import Point, Step, share, step_of
from domain.monitor import Span as Watched
from domain.month import Month
from domain.span import Span
from models import Department
from models.staff import EmployeeLabel
from reports.base import Frame, Report
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
    Signature,
    Tone,
    capped,
)
from reports.group_frame import drawn_wide
from reports.kinds import month_name
from reports.kinds_of_period import ByKind, PeriodKind
from reports.kinds_of_terms import FollowedDepartmentKind
from reports.kinds_of_year import ALL
from reports.params import Asked
from reports.render import Drawn
from services.monitor import By, Fill, Filters, fill, fill_over_time, total

COUNTS = (
    "held", "recorded", "late", "overdue", "no_topic", "no_homework", "no_results", "few_marks",
    "off_plan", "no_final",
)  # fmt: skip
FAULTS = COUNTS[2:]


@dataclass(frozen=True, slots=True)
class JournalsOfPeriod:
    """What the report asks for."""

    by: Annotated[By, Asked(ByKind(), lazy_gettext("Summed up"))]
    department_id: Annotated[int, Asked(FollowedDepartmentKind(), lazy_gettext("Department"))]
    period: Annotated[Span, Asked(PeriodKind(), lazy_gettext("Period"))]


def dataset(session: Session, params: JournalsOfPeriod) -> Dataset:
    """Return how journals were kept, the worst first, as far as the person sees them."""
    filters = Filters(department_id=params.department_id or None)
    days = (params.period.first, params.period.last)
    lines = fill(session, *days, params.by, filters)
    points = fill_over_time(session, *days, filters)
    whole = total(lines)
    facts = (
        Fact(gettext("Period"), PeriodKind().show(session, params.period)),
        Fact(gettext("Department"), FollowedDepartmentKind().show(session, params.department_id)),
        Fact(gettext("Journals"), str(whole.journals)),
        Fact(gettext("Summed up"), ByKind().show(session, params.by)),
    )
    return Dataset(
        title=gettext("How completely journals are kept"),
        facts=facts,
        pictures=_pictures(points, step_of(Watched(*days))),
        columns=_columns(),
        rows=tuple(_row(place, one) for place, one in enumerate(lines, 1)),
        totals=(_row(None, Fill(0, gettext("In all"), "", whole)),) if lines else (),
        notes=_notes(lines),
        signatures=(
            Signature(
                "department_head",
                gettext("Head of department"),
                "",
                _head(session, params.department_id),
            ),
        ),
    )


def _columns() -> tuple[Column, ...]:
    lessons, journal = gettext("Lessons"), gettext("By the last day")
    titles = (
        (gettext("held"), lessons),
        (gettext("recorded"), lessons),
        (gettext("recorded late"), lessons),
        (gettext("not recorded"), lessons),
        (gettext("without a topic"), lessons),
        (gettext("without homework"), lessons),
        (gettext("Works without results"), ""),
        (gettext("students with too few marks"), journal),
        (gettext("plan not followed"), journal),
        (gettext("final marks missing"), journal),
    )
    return (
        Column(gettext("No."), 8, Kind.number, centred=True),
        Column(gettext("Name"), 64),
        Column(gettext("Belongs to"), 46),
        *(Column(title, 14, Kind.number, centred=True, group=group) for title, group in titles),
        Column(gettext("Recorded in time, %"), 17, Kind.percent, centred=True),
    )


def _row(place: int | None, one: Fill) -> Row:
    counts = one.counts
    numbers = [getattr(counts, name) for name in COUNTS]
    return Row(
        (
            place,
            capped(one.name, 160),
            capped(one.beside, 120),
            *numbers,
            share(counts.on_time, counts.held) if counts.held else None,
        ),
        (
            *(Tone.plain,) * 3,
            *(
                Tone.alert if number and name in FAULTS else Tone.plain
                for name, number in zip(COUNTS, numbers, strict=True)
            ),
            Tone.strong,
        ),
    )


def _pictures(points: Sequence[Point], step: Step) -> tuple[Picture, ...]:
    shown = [point for point in points if point.counts.held]
    if not shown:
        return ()
    series: tuple[tuple[str, Any], ...] = (
        (gettext("recorded in time"), lambda counts: counts.on_time),
        (gettext("recorded late"), lambda counts: counts.late),
        (gettext("not recorded"), lambda counts: counts.held - counts.recorded),
    )
    return (
        Picture(
            gettext("Lessons and how they were recorded"),
            tuple(_label(point.begins_on, step) for point in shown),
            tuple(
                Series(name, tuple(float(of(point.counts)) for point in shown))
                for name, of in series
            ),
            Form.stacked,
        ),
    )


def _label(day: date, step: Step) -> str:
    if step is Step.month:
        return month_name(Month.of(day))
    return str(format_date(day, "dd.MM"))


def _notes(lines: Sequence[Fill]) -> tuple[str, ...]:
    if not lines:
        return (gettext("There were no lessons in this period."),)
    return (
        gettext(
            "«Not recorded»: the time for recording is over. Students with too few marks, plans "
            "and final marks are those of the last day of the period."
        ),
    )


def _head(session: Session, department_id: int) -> str:
    if department_id == ALL:
        return ""
    query = select(EmployeeLabel).join(Department, Department.head_id == EmployeeLabel.id)
    head = session.scalar(query.where(Department.id == department_id))
    return head.short_name if head else ""


def drawn(session: Session, params: JournalsOfPeriod, frame: Frame) -> Drawn:
    """Return the report drawn with headings that stand upright."""
    return drawn_wide(REPORT, session, params, frame)


REPORT = Report(
    "completeness",
    lazy_gettext("How completely journals are kept"),
    Resource.completeness,
    params=JournalsOfPeriod,
    dataset=dataset,
    about=lazy_gettext(
        "Lessons held, recorded, late, without topic or homework; works without results; students "
        "with too few marks; plans not followed; by department, group, teacher or journal."
    ),
    layout=Layout.landscape,
    signatures=("department_head",),
    drawn=drawn,
)
