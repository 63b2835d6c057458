"""The act by which printed documents are disposed of, in the usual form (clause 10.7)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext, ngettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from domain.enums import CommissionRole
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature
from reports.kinds_of_disposal import ActKind
from reports.params import Asked
from services.disposal_lists import Act, Paper, find_act
from services.sheet_words import short_words


@dataclass(frozen=True, slots=True)
class OneAct:
    """What the print asks for."""

    act_id: Annotated[int, Asked(ActKind(), lazy_gettext("Disposal act"))]


def dataset(session: Session, params: OneAct) -> Dataset:
    """Return an act: what is disposed of, the totals, the commission with places to sign."""
    act = find_act(session, params.act_id)
    head = act.head
    return Dataset(
        title=gettext(
            "Act No. %(number)s on the selection for destruction of documents that are not to be "
            "kept",
            number=head.number,
        ),
        facts=(
            Fact(gettext("Date"), format_date(head.drawn_on, "d MMMM yyyy")),
            Fact(gettext("Ground"), " ".join(head.ground.split())),
        ),
        columns=(
            Column("№", 9, Kind.number, centred=True),
            Column(gettext("Heading of the document"), 96),
            Column(gettext("Code on the pages"), 32),
            Column(gettext("Group"), 24),
            Column(gettext("Academic year"), 24),
            Column(gettext("Printed on"), 24, centred=True),
            Column(gettext("Sheets of paper"), 18, Kind.number, centred=True),
            Column(gettext("Kept until, clause"), 34, centred=True),
        ),
        rows=tuple(_row(order, paper) for order, paper in enumerate(act.papers, 1)),
        totals=(_total(act),),
        notes=_notes(act),
        signatures=(_chairman(act),),
    )


def _row(order: int, paper: Paper) -> Row:
    until = f"{paper.kept_until:%d.%m.%Y}, 10.7" if paper.kept_until else "10.7"
    printed = f"{clock.local(paper.printed_at):%d.%m.%Y}"
    return Row(
        (order, paper.title, paper.code, paper.group, paper.year, printed, paper.pages, until)
    )


def _total(act: Act) -> Row:
    count = ngettext("%(num)s document", "%(num)s documents", len(act.papers))
    pages = sum(paper.pages for paper in act.papers)
    return Row((None, gettext("In all: %(count)s", count=count), "", "", "", "", pages, ""))


def _notes(act: Act) -> tuple[str, ...]:
    people = [
        f"{one.name}, {one.position}" if one.position else one.name
        for one in act.members
        if one.role is CommissionRole.member
    ]
    chairman = next((one for one in act.members if one.role is CommissionRole.chairman), None)
    notes = []
    if chairman is not None:
        told = f"{chairman.name}, {chairman.position}" if chairman.position else chairman.name
        notes.append(gettext("Chairman of the commission: %(name)s.", name=told))
    notes.append(gettext("Members of the commission: %(people)s.", people="; ".join(people)))
    notes.append(
        gettext(
            "The documents were compared with the print register; no hold stands on any of them, "
            "and the time of keeping of each is over."
        )
    )
    notes += [
        gettext(
            "Member of the commission: ____________________ %(name)s", name=short_words(one.name)
        )
        for one in act.members
        if one.role is CommissionRole.member
    ]
    notes.append(gettext("The documents were destroyed on «____» ______________ 20____"))
    if act.head.signed_at is not None:
        notes.append(
            gettext(
                "Signed in the journal on %(day)s: %(name)s",
                day=format_date(clock.local(act.head.signed_at), "d MMMM yyyy"),
                name=act.head.signed_name or "",
            )
        )
    return tuple(notes)


def _chairman(act: Act) -> Signature:
    name = next((one.name for one in act.members if one.role is CommissionRole.chairman), "")
    return Signature("chairman", gettext("Chairman of the commission"), "", short_words(name))


REPORT = Report(
    "disposal_act",
    lazy_gettext("Disposal act"),
    Resource.disposal_act,
    params=OneAct,
    dataset=dataset,
    about=lazy_gettext(
        "The act on the selection of printed documents for destruction: what, how many sheets, "
        "until when it was kept, the commission and places to sign."
    ),
    layout=Layout.landscape,
    signatures=("chairman",),
)
