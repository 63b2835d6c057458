"""The summary sheet of a group's practice: places, hours, marks (clause 5.5.13)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.practice import MARKS
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature, Tone, capped
from reports.kinds_of_practice import GroupPracticeKind, ids_of
from reports.params import Asked
from services.practice_view import Practice, practices


@dataclass(frozen=True, slots=True)
class PracticeOfGroup:
    """What the report asks for."""

    practice: Annotated[str, Asked(GroupPracticeKind(), lazy_gettext("Practice of a group"))]


def dataset(session: Session, params: PracticeOfGroup) -> Dataset:
    """Return a line for each student of a group's practice, as frozen primitives."""
    found = practices(session, ids_of(session, params.practice))
    first = found[0].row
    hours = gettext("Academic hours")
    return Dataset(
        title=gettext("Summary sheet of a practice"),
        facts=(
            Fact(gettext("Group"), first.group),
            Fact(gettext("Practice"), first.item),
            Fact(
                gettext("Days"),
                f"{min(one.row.starts_on for one in found):%d.%m.%Y} – "
                f"{max(one.row.ends_on for one in found):%d.%m.%Y}",
            ),
        ),
        columns=(
            Column(gettext("No."), 9, Kind.number, centred=True),
            Column(gettext("Student"), 58),
            Column(gettext("Practice base"), 62),
            Column(gettext("Head from the enterprise"), 44),
            Column(gettext("plan"), 16, Kind.number, centred=True, group=hours),
            Column(gettext("done (hours)"), 20, Kind.number, centred=True, group=hours),
            Column(gettext("missed"), 21, Kind.number, centred=True, group=hours),
            Column(gettext("Mark"), 37, centred=True),
        ),
        rows=tuple(_row(number, one) for number, one in enumerate(found, 1)),
        totals=(_totals(found),),
        notes=tuple(_notes(found)),
        signatures=_signatures(found),
    )


def _row(number: int, one: Practice) -> Row:
    row, sums = one.row, one.sums
    mark = f"{row.code} ({mark_in_words(row.code)})" if row.code else "—"
    cells = (
        number,
        row.student,
        capped(row.base or gettext("in the college"), 120),
        capped(row.enterprise_head or "", 80),
        sums.planned,
        sums.confirmed,
        sums.missed or None,
        mark,
    )
    plain, short = Tone.plain, Tone.alert if sums.short else Tone.plain
    return Row(cells, (plain, plain, plain, plain, plain, short, plain, Tone.strong))


def _totals(found: Sequence[Practice]) -> Row:
    sums = [one.sums for one in found]
    cells = (
        None,
        gettext("In all, students: %(count)d", count=len(found)),
        "",
        "",
        sum(one.planned for one in sums),
        sum(one.confirmed for one in sums),
        sum(one.missed for one in sums),
        "",
    )
    return Row(cells, (Tone.strong,) * len(cells))


def _notes(found: Sequence[Practice]) -> Iterator[str]:
    marks = Counter(one.row.code for one in found if one.row.code)
    if marks:
        told = "; ".join(f"«{code}» — {marks[code]}" for code in MARKS if marks[code])
        yield gettext("Marks: %(marks)s", marks=told)
    unsigned = sum(one.row.signed_at is None for one in found)
    if unsigned:
        yield gettext("Not signed yet: %(count)d.", count=unsigned)


def _signatures(found: Sequence[Practice]) -> tuple[Signature, ...]:
    heads = dict.fromkeys(one.row.head for one in found if one.row.head)
    return (
        Signature(
            "practice_head", gettext("Head of practice from the college"), "", ", ".join(heads)
        ),
        Signature("deputy_director", gettext("Deputy director"), "", ""),
    )


REPORT = Report(
    "practice_sheet",
    lazy_gettext("Summary sheet of a practice"),
    Resource.practice_placement,
    params=PracticeOfGroup,
    dataset=dataset,
    about=lazy_gettext("Places, hours against the plan and marks of all students of a practice."),
    layout=Layout.landscape,
    signatures=("practice_head", "deputy_director"),
)
