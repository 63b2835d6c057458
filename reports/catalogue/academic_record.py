"""The academic record of a student on paper: all final results, with places to sign."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.averages import average
from models import Enrolment, StudyGroup
from models.labels import label_of
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import (
    Column,
    Dataset,
    Fact,
    Form,
    Kind,
    Picture,
    Row,
    Series,
    Signature,
    Tone,
    capped,
)
from reports.kinds_of_final import StudentParameter
from reports.params import Asked
from services.academic_record import academic_record
from services.line_entry import shown
from services.record_shapes import AcademicRecord, ExamMark, SheetMark, Term, ThesisMark
from services.sheet_words import form_words

Line = tuple[str, str, str | None]  # what, when or where, mark


@dataclass(frozen=True, slots=True)
class OneStudent:
    """What the print asks for."""

    student_id: Annotated[int, Asked(StudentParameter(), lazy_gettext("Student"))]


def dataset(session: Session, params: OneStudent) -> Dataset:
    """Return a record as frozen primitives: its sections one below another."""
    found = academic_record(session, params.student_id)
    mark = gettext("Mark of the sheet")
    return Dataset(
        title=gettext("Academic record"),
        facts=(
            Fact(gettext("Student"), found.student),
            Fact(gettext("Record book"), found.record_book),
            *(Fact(gettext("Group"), f"{one.group}, {one.programme}") for one in found.stays[-1:]),
        ),
        columns=(
            Column("№", 9, Kind.number, centred=True),
            Column(gettext("Discipline, module, practice"), 86),
            Column(gettext("When"), 44),
            Column(gettext("in figures"), 18, centred=True, group=mark),
            Column(gettext("in words"), 33, centred=True, group=mark),
        ),
        rows=tuple(_rows(found)),
        notes=tuple(_notes(found)),
        signatures=(
            Signature("department_head", gettext("Head of department"), "", ""),
            Signature("deputy_director", gettext("Deputy director"), "", ""),
        ),
        more=tuple(_averages(found)),
    )


def _averages(found: AcademicRecord) -> Iterator[Dataset]:
    """Yield the average mark of each semester, drawn over time, where there are several."""
    marks: dict[Term, list[str]] = defaultdict(list)
    for one in found.disciplines:
        for term, code in one.terms.items():
            marks[term].append(code)
    means = [(term, average(marks[term])) for term in found.terms if term in marks]
    if len(means) < 2:
        return
    values = [None if value is None else float(value) for _term, value in means]
    labels = tuple(_of(term) for term, _value in means)
    yield Dataset(
        title=gettext("Average mark by semester"),
        columns=(
            Column(gettext("Semester"), 70),
            Column(gettext("Average mark"), 40, Kind.number, centred=True),
        ),
        rows=tuple(Row(cells) for cells in zip(labels, values, strict=True)),
        pictures=(
            Picture(
                gettext("Average mark by semester"),
                labels,
                (Series(gettext("Average mark"), tuple(values)),),
                Form.lines,
            ),
        ),
    )


def _rows(found: AcademicRecord) -> Iterator[Row]:
    for title, lines in _sections(found):
        if lines:
            yield Row((None, title, "", "", ""), (Tone.strong,) * 5)
        for number, (what, when, code) in enumerate(lines, 1):
            yield Row((number, capped(what, 300), when, code or "—", mark_in_words(code)))


def _sections(found: AcademicRecord) -> Iterator[tuple[str, list[Line]]]:
    yield gettext("Final marks by discipline"), [*_disciplines(found)]
    yield gettext("Exams and credits"), [_sheet(one) for one in found.sheets if one.head.is_signed]
    yield (
        gettext("Practice"),
        [
            (one.item, f"{one.starts_on:%d.%m.%Y} – {one.ends_on:%d.%m.%Y}", one.code)
            for one in found.practices
        ],
    )
    yield (
        gettext("Coursework"),
        [(f"{one.item}: {one.topic}", _of(one.term), one.code) for one in found.courseworks],
    )
    yield (
        gettext("State final attestation"),
        [*map(_exam, found.exams), *map(_thesis, found.theses)],
    )


def _of(term: Term) -> str:
    year, number = term
    return gettext("semester %(number)d, %(year)s", number=number, year=year)


def _disciplines(found: AcademicRecord) -> Iterator[Line]:
    for one in found.disciplines:
        for term, code in one.terms.items():
            yield one.item, _of(term), code
        if one.result is not None:
            yield one.item, gettext("result of the discipline"), one.result


def _sheet(one: SheetMark) -> Line:
    form, held_on = form_words(one.head.form), one.head.held_on
    return one.head.item, f"{form}, {held_on:%d.%m.%Y}" if held_on else form, one.code


def _exam(one: ExamMark) -> Line:
    what = f"{gettext('Demonstration exam')}, {one.kit_code}"
    if one.points is not None:
        what += f", {shown(one.points)} / {shown(one.maximum)}"
    return what, f"{one.held_on:%d.%m.%Y}", one.code


def _thesis(one: ThesisMark) -> Line:
    day = f"{one.defended_on:%d.%m.%Y}" if one.defended_on else ""
    return f"{gettext('Thesis')}: {one.topic}", day, one.code


def _notes(found: AcademicRecord) -> Iterator[str]:
    if found.forecast:
        told = "; ".join(f"{one.item} — {one.code} ({one.average})" for one in found.forecast)
        yield gettext("By the marks so far this semester supports: %(told)s.", told=told)
    if found.debts:
        yield gettext("Open debts: %(count)d.", count=len(found.debts))
    for term, kinds in found.absences.items():
        told = ", ".join(f"{label_of(kind)} — {amount}" for kind, amount in kinds.items())
        yield gettext("Missed academic hours, %(when)s: %(told)s.", when=_of(term), told=told)


def kept_until(session: Session, params: OneStudent) -> date | None:
    """Return the day the education of the student's last group ends."""
    return session.scalar(
        select(StudyGroup.graduates_on)
        .join(Enrolment, Enrolment.group_id == StudyGroup.id)
        .where(Enrolment.student_id == params.student_id)
        .order_by(Enrolment.starts_on.desc())
        .limit(1)
    )


REPORT = Report(
    "academic_record",
    lazy_gettext("Academic record of a student"),
    Resource.academic_record,
    params=OneStudent,
    dataset=dataset,
    about=lazy_gettext(
        "All final results of a student: marks by semester, exams and credits, practice, "
        "coursework, state final attestation; missed hours and open debts."
    ),
    signatures=("department_head", "deputy_director"),
    kept_until=kept_until,
)
