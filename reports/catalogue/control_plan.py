"""The plan of internal control of a year, with how each item stands (clause 3.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.control_plan import Glance, months_of
from models import AcademicYear
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
    Signature,
    Tone,
    capped,
)
from reports.kinds import month_name
from reports.kinds_of_control import AcademicYearKind
from reports.params import Asked
from services.control_plan import PlanItem, counts, plan_items


@dataclass(frozen=True, slots=True)
class PlanOfYear:
    """What the report asks for."""

    year_id: Annotated[int, Asked(AcademicYearKind(), lazy_gettext("Academic year"))]


def dataset(session: Session, params: PlanOfYear) -> Dataset:
    """Return the items of a year that the person sees, by the day they are due."""
    year = session.get_one(AcademicYear, params.year_id)
    items = plan_items(session, year.id)
    tally = counts(items)
    return Dataset(
        title=gettext("Plan of internal control"),
        facts=(
            Fact(gettext("Academic year"), year.name),
            *(Fact(_word(way), str(number)) for way, number in tally.items() if number),
        ),
        columns=_columns(),
        rows=tuple(_row(number, one) for number, one in enumerate(items, 1)),
        totals=(
            Row((None, gettext("Items in all"), None, None, None, None, str(len(items)), None)),
        ),
        pictures=_pictures(items, year),
        signatures=(Signature("deputy_director", gettext("Deputy director"), "", ""),),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(gettext("No."), 9, Kind.number),
        Column(gettext("What is controlled"), 74),
        Column(gettext("Where"), 36),
        Column(gettext("When"), 36),
        Column(gettext("Who is responsible"), 34),
        Column(gettext("Form of the result"), 30),
        Column(gettext("State"), 24),
        Column(gettext("Result"), 34),
    )


def _row(number: int, item: PlanItem) -> Row:
    tones = [Tone.plain] * 8
    if item.glance in (Glance.overdue, Glance.soon):
        tones[6] = Tone.alert
    done = f", {item.done_on:%d.%m.%Y}" if item.done_on else ""
    return Row(
        (
            number,
            capped(item.subject),
            item.department or gettext("the whole college"),
            f"{item.starts_on:%d.%m}–{item.due_on:%d.%m.%Y}",
            item.responsible,
            str(label_of(item.form)),
            _word(item.glance) + done,
            capped(item.result or ""),
        ),
        tuple(tones),
    )


def _pictures(items: Sequence[PlanItem], year: AcademicYear) -> tuple[Picture, ...]:
    """Return how many items are due in each month, and how many of them are done."""
    if not items:
        return ()
    months = months_of(year.starts_on, year.ends_on)
    due = [[one for one in items if month.first <= one.due_on <= month.last] for month in months]
    done = [sum(one.glance is Glance.done for one in some) for some in due]
    rest = [len(some) - number for some, number in zip(due, done, strict=True)]
    return (
        Picture(
            gettext("Items by the month in which they are due"),
            tuple(month_name(month).split(" ")[0] for month in months),
            (
                Series(gettext("done (item)"), tuple(float(one) for one in done)),
                Series(gettext("not done"), tuple(float(one) for one in rest)),
            ),
            Form.stacked,
        ),
    )


def _word(way: Glance) -> str:
    return {
        Glance.overdue: gettext("overdue (item)"),
        Glance.soon: gettext("due soon"),
        Glance.underway: gettext("under way"),
        Glance.planned: gettext("planned (item)"),
        Glance.done: gettext("done (item)"),
        Glance.cancelled: gettext("cancelled (item)"),
    }[way]


REPORT = Report(
    "control_plan",
    lazy_gettext("Plan of internal control"),
    Resource.control_report,
    params=PlanOfYear,
    dataset=dataset,
    about=lazy_gettext(
        "What is controlled in the year, where, when, by whom, how each item stands and what came"
        " of it."
    ),
    layout=Layout.landscape,
    signatures=("deputy_director",),
)
