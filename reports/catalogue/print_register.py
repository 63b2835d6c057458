"""The register of printed documents of a year: what lies where, and until when (5.2.6, 10.7)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from access.matrix import Resource
from domain.clock import clock
from models import AcademicYear, PrintedDocument
from models.labels import label_of
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Tone
from reports.kinds_of_group import YearKind
from reports.params import Asked


@dataclass(frozen=True, slots=True)
class OfYear:
    """What the register asks for."""

    year_id: Annotated[int, Asked(YearKind(), lazy_gettext("Academic year"))]


def dataset(session: Session, params: OfYear) -> Dataset:
    """Return the documents of a year that the person sees, as frozen primitives."""
    year = session.get_one(AcademicYear, params.year_id)
    query = (
        select(PrintedDocument)
        .options(joinedload(PrintedDocument.group))
        .where(PrintedDocument.academic_year_id == year.id)
        .order_by(PrintedDocument.code)
    )
    documents = session.scalars(query).all()
    return Dataset(
        title=gettext("Register of printed documents"),
        facts=(
            Fact(gettext("Academic year"), year.name),
            Fact(gettext("Documents"), str(len(documents))),
            Fact(gettext("Pages"), str(sum(one.pages for one in documents))),
        ),
        columns=(
            Column(gettext("Code"), 26),
            Column(gettext("Document"), 78),
            Column(gettext("Group"), 18),
            Column(gettext("Printed"), 40),
            Column(gettext("Pages"), 14, Kind.number, centred=True),
            Column(gettext("Signed off"), 36),
            Column(gettext("Where it lies"), 34),
            Column(gettext("Kept until"), 22),
        ),
        rows=tuple(_row(one) for one in documents),
    )


def _row(one: PrintedDocument) -> Row:
    printed = f"{clock.local(one.printed_at):%d.%m.%Y} {one.user_name}"
    unsigned = one.signed_name is None
    return Row(
        (
            one.code,
            one.title,
            one.group.name if one.group else "",
            printed,
            one.pages,
            one.signed_name or gettext("waits"),
            str(label_of(one.place)),
            f"{one.kept_until:%d.%m.%Y}" if one.kept_until else "—",
        ),
        (*(Tone.plain,) * 5, Tone.alert if unsigned else Tone.plain, *(Tone.plain,) * 2),
    )


REPORT = Report(
    "print_register",
    lazy_gettext("Register of printed documents"),
    Resource.printed_document,
    params=OfYear,
    dataset=dataset,
    about=lazy_gettext(
        "What was printed in a year, by whom, whether the deputy signed it off, where it lies and "
        "until when it is kept."
    ),
    layout=Layout.landscape,
)
