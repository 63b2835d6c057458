"""An analytic note of a head of department as a document (clause 4.5)."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.clock import clock
from domain.notes import Section, filled
from models import Department, EmployeeLabel
from reports.base import Report
from reports.dataset import MAX_TEXT, Column, Dataset, Fact, Row, Signature, Tone
from reports.kinds_of_control import NoteKind
from reports.params import Asked
from services.note_words import section_word
from services.notes import Note, find_note


@dataclass(frozen=True, slots=True)
class OneNote:
    """What the report asks for."""

    note_id: Annotated[int, Asked(NoteKind(), lazy_gettext("Analytic note"))]


def dataset(session: Session, params: OneNote) -> Dataset:
    """Return a note by its sections, figures put in."""
    note = find_note(session, current_principal(), params.note_id)
    head = note.head
    rows = tuple(_rows(note))
    drafted = clock.local(head.drafted_at)
    facts = [
        Fact(gettext("Department"), head.department),
        Fact(gettext("Period"), f"{head.period_from:%d.%m.%Y}–{head.period_to:%d.%m.%Y}"),
        Fact(gettext("Figures of"), f"{drafted:%d.%m.%Y %H:%M}"),
    ]
    if head.signed_at is None:
        facts.append(Fact(gettext("State"), gettext("draft, not signed")))
    return Dataset(
        title=gettext("Analytic note"),
        facts=(Fact(gettext("About"), head.title), *facts),
        columns=(Column(gettext("No."), 10, centred=True), Column(gettext("Text"), 168)),
        rows=rows,
        signatures=(_signature(session, note),),
    )


def _rows(note: Note) -> Iterator[Row]:
    """Yield a heading for each section, then its paragraphs; long ones go on in further rows."""
    numbers = {section: number for number, section in enumerate(_sections(note), 1)}
    shown: set[Section] = set()
    for one in note.paragraphs:
        if one.section not in shown:
            shown.add(one.section)
            heading = (str(numbers[one.section]), section_word(one.section))
            yield Row(heading, (Tone.strong, Tone.strong))
        for part in textwrap.wrap(filled(one.text, one.figures), MAX_TEXT) or [""]:
            yield Row(("", part))


def _sections(note: Note) -> list[Section]:
    return list(dict.fromkeys(one.section for one in note.paragraphs))


def _signature(session: Session, note: Note) -> Signature:
    head = note.head
    deed = ""
    if head.signed_at is not None:
        deed = gettext("signed on %(day)s", day=f"{clock.local(head.signed_at):%d.%m.%Y}")
    name = head.signed_name or ""
    if not name:
        department = session.get_one(Department, head.department_id)
        label = session.get(EmployeeLabel, department.head_id) if department.head_id else None
        name = label.short_name if label else ""
    return Signature("department_head", gettext("Head of department"), deed, name)


REPORT = Report(
    "analytic_note",
    lazy_gettext("Analytic note"),
    Resource.control_report,
    params=OneNote,
    dataset=dataset,
    about=lazy_gettext(
        "How the journals of a department were kept in a period, as its head signed it."
    ),
    signatures=("department_head",),
)
