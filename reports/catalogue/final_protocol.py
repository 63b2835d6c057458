"""A protocol of the state final attestation in the field's form (clauses 5.5.13, 3.1)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.clock import clock
from domain.enums import ExaminerRole, ProtocolKind
from models.labels import label_of
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Layout, Row, Signature, capped
from reports.kinds_of_final import ProtocolParameter
from reports.params import Asked
from services.line_entry import shown
from services.protocol_rows import Protocol, ProtocolLine, find_protocol
from services.sheet_words import short_words


@dataclass(frozen=True, slots=True)
class OneProtocol:
    """What the print asks for."""

    protocol_id: Annotated[int, Asked(ProtocolParameter(), lazy_gettext("Protocol"))]


def dataset(session: Session, params: OneProtocol) -> Dataset:
    """Return a protocol as frozen primitives; what is not filled in has blank places."""
    found = find_protocol(session, current_principal(), params.protocol_id)
    head, is_thesis = found.head, found.head.kind is ProtocolKind.thesis
    number = head.number
    title = (
        gettext("Protocol No. %(number)s of the defence of theses", number=number)
        if is_thesis
        else gettext("Protocol No. %(number)s of the demonstration exam", number=number)
    )
    return Dataset(
        title=title,
        facts=(
            Fact(gettext("Date"), format_date(head.held_on, "d MMMM yyyy")),
            Fact(gettext("Group"), head.group),
            Fact(gettext("Programme"), head.programme),
        ),
        columns=_columns(is_thesis=is_thesis),
        rows=tuple(
            _row(order, line, is_thesis=is_thesis) for order, line in enumerate(found.lines, 1)
        ),
        notes=_notes(found),
        signatures=_signatures(found),
    )


def _columns(*, is_thesis: bool) -> tuple[Column, ...]:
    mark = gettext("Mark of the sheet")
    middle = (
        (Column(gettext("Topic"), 96), Column(gettext("Supervisor"), 36))
        if is_thesis
        else (
            Column(gettext("Kit code"), 60),
            Column(gettext("Maximum points"), 36, centred=True),
            Column(gettext("Points"), 36, centred=True),
        )
    )
    return (
        Column("№", 9, Kind.number, centred=True),
        Column(gettext("Surname, name, patronymic"), 64),
        *middle,
        Column(gettext("in figures"), 20, centred=True, group=mark),
        Column(gettext("in words"), 40, centred=True, group=mark),
    )


def _row(order: int, line: ProtocolLine, *, is_thesis: bool) -> Row:
    what = (
        (capped(line.what, 300), line.supervisor)
        if is_thesis
        else (line.what, shown(line.maximum), shown(line.points))
    )
    return Row((order, line.student, *what, line.code or "", mark_in_words(line.code)))


def _notes(found: Protocol) -> tuple[str, ...]:
    head = found.head
    members = [
        f"{label_of(one.role)}: {one.name}{f', {one.position}' if one.position else ''}"
        for one in found.members
    ]
    notes = [gettext("Commission: %(people)s.", people="; ".join(members))] if members else []
    codes = [line.code for line in found.lines if line.code]
    if codes:
        told = "; ".join(f"«{code}» — {codes.count(code)}" for code in sorted(set(codes))[::-1])
        notes.append(gettext("Marks: %(marks)s", marks=told))
    if head.signed_at is not None:
        day = format_date(clock.local(head.signed_at), "d MMMM yyyy")
        name = head.signed_name or ""
        notes.append(gettext("Signed in the journal on %(day)s: %(name)s", day=day, name=name))
    notes += [
        f"{str(label_of(one.role)).capitalize()}: ____________________ {short_words(one.name)}"
        for one in found.members
        if one.role is ExaminerRole.member
    ]
    return tuple(notes)


def _signatures(found: Protocol) -> tuple[Signature, ...]:
    def named(role: ExaminerRole) -> str:
        return next((short_words(one.name) for one in found.members if one.role is role), "")

    return (
        Signature(
            "chairman",
            gettext("Chairman of the commission"),
            "",
            named(ExaminerRole.chairman),
        ),
        Signature(
            "secretary",
            gettext("Secretary of the commission"),
            "",
            named(ExaminerRole.secretary),
        ),
    )


REPORT = Report(
    "final_protocol",
    lazy_gettext("Protocol of the state final attestation"),
    Resource.final_protocol,
    params=OneProtocol,
    dataset=dataset,
    about=lazy_gettext(
        "A protocol of the defence of theses or of a demonstration exam with its commission, "
        "marks in figures and words, places to sign."
    ),
    layout=Layout.landscape,
    signatures=("chairman", "secretary"),
)
