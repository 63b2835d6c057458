"""An attestation sheet in the usual form, blank before the exam, filled in after it (5.5.11)."""

from dataclasses import dataclass
from typing import Annotated

from flask_babel import format_date, format_decimal, gettext, lazy_gettext
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import current_principal
from domain.admission import allowed_codes, totals, wants_commission
from domain.clock import clock
from domain.enums import Attendance, AttestationForm, ExaminerRole
from domain.quality import quality, success
from models import Department, EmployeeLabel, StudyGroup
from models.labels import label_of
from models.mark_labels import mark_in_words
from reports.base import Report
from reports.dataset import Column, Dataset, Fact, Kind, Row, Signature
from reports.kinds_of_sheets import SheetKind
from reports.params import Asked
from services.regulation import rulebook
from services.sheet_reading import find_sheet
from services.sheet_shapes import Examiner, Sheet, SheetLine
from services.sheet_words import attempt_words, form_words, semester_words, short_words

BLANK = "______"


@dataclass(frozen=True, slots=True)
class OneSheet:
    """What the print asks for."""

    sheet_id: Annotated[int, Asked(SheetKind(), lazy_gettext("Attestation sheet"))]


def dataset(session: Session, params: OneSheet) -> Dataset:
    """Return a sheet as frozen primitives; one that is not filled in yet has blank places."""
    sheet = find_sheet(session, current_principal(), params.sheet_id)
    head = sheet.head
    rules = rulebook(session).on(head.held_on or clock.today())
    commission = wants_commission(head.form, head.attempt, rules)
    facts = [
        Fact(gettext("Form"), form_words(head.form)),
        Fact(gettext("Attempt"), attempt_words(head.attempt, commission=commission)),
        Fact(gettext("Date"), format_date(head.held_on, "dd.MM.yyyy") if head.held_on else BLANK),
        Fact(gettext("Group"), head.group),
        Fact(gettext("Semester"), semester_words(head.semester_number, head.year)),
        Fact(gettext("Discipline"), head.item),
        Fact(gettext("Programme"), head.programme),
        Fact(gettext("Examiners"), _people(sheet.examiners) or BLANK),
    ]
    return Dataset(
        title=_title(head.form, head.number),
        facts=tuple(facts),
        columns=_columns(),
        rows=tuple(_row(number, line) for number, line in enumerate(sheet.lines, 1)),
        notes=_notes(sheet),
        signatures=_signatures(session, sheet),
    )


def _title(form: AttestationForm, number: int) -> str:
    match form:
        case AttestationForm.exam:
            return gettext("Exam sheet No. %(number)d", number=number)
        case AttestationForm.module_exam:
            return gettext("Module exam sheet No. %(number)d", number=number)
        case AttestationForm.graded_credit:
            return gettext("Graded credit sheet No. %(number)d", number=number)
    return gettext("Credit sheet No. %(number)d", number=number)


def _people(examiners: tuple[Examiner, ...]) -> str:
    """Return who examines, each with the role where it is not simply an examiner."""
    plain = ExaminerRole.examiner
    return ", ".join(
        short_words(one.name)
        if one.role is plain
        else f"{short_words(one.name)} ({label_of(one.role)})"
        for one in examiners
    )


def _columns() -> tuple[Column, ...]:
    group = gettext("Mark of the sheet")
    return (
        Column("№", 8, Kind.number, centred=True),
        Column(gettext("Surname, name, patronymic"), 62),
        Column(gettext("Record book"), 24, centred=True),
        Column(gettext("Ticket"), 16, centred=True),
        Column(gettext("in figures"), 17, centred=True, group=group),
        Column(gettext("in words"), 37, centred=True, group=group),
        Column(gettext("Examiner's signature"), 26),
    )


def _row(number: int, line: SheetLine) -> Row:
    figure, words = line.code or "", mark_in_words(line.code)
    if not line.is_admitted:
        words = gettext("not admitted")
    elif line.attendance is Attendance.excused:
        words = gettext("did not come (good reason)")
    elif line.attendance is Attendance.unexcused:
        words = gettext("no-show")
    return Row((number, line.name, line.record_book, line.ticket or "", figure, words, ""))


def _notes(sheet: Sheet) -> tuple[str, ...]:
    """Return the totals, places for them where nothing is filled in, and the commission."""
    codes = allowed_codes(sheet.head.form)
    found = totals((line.line for line in sheet.lines), codes)
    is_blank = not found.marked and found.came == found.admitted
    counts = [
        f"«{code}» ({mark_in_words(code)}) — {BLANK if is_blank else number}"
        for code, number in found.by_code.items()
    ]
    away = BLANK if is_blank else str(found.excused + found.unexcused)
    refused = found.listed - found.admitted
    counts += [
        gettext("did not come: %(number)s", number=away),
        gettext("not admitted: %(number)s", number=refused),
    ]
    notes = [gettext("Total: %(counts)s.", counts="; ".join(counts))]
    marks = [line.code for line in sheet.lines if line.code is not None]
    if marks:
        notes.append(_shares(marks))
    if sheet.head.signed_at is not None:
        day = format_date(clock.local(sheet.head.signed_at), "d MMMM yyyy")
        name = sheet.head.signed_name or ""
        notes.append(gettext("Signed in the journal on %(day)s: %(name)s", day=day, name=name))
    members = [one for one in sheet.examiners if one.role is ExaminerRole.member]
    notes += [
        f"{label_of(one.role).capitalize()}: ____________________ {short_words(one.name)}"
        for one in members
    ]
    return tuple(notes)


def _shares(marks: list[str]) -> str:
    shares = [(gettext("success"), success(marks)), (gettext("quality"), quality(marks))]
    said = [
        f"{name} {format_decimal(value, '#,##0.0')} %"
        for name, value in shares
        if value is not None
    ]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def _signatures(session: Session, sheet: Sheet) -> tuple[Signature, ...]:
    """Return the places to sign: of the chairman or the examiner, of the head of department."""
    chairman = next((one for one in sheet.examiners if one.role is ExaminerRole.chairman), None)
    first = chairman or next(iter(sheet.examiners), None)
    position = gettext("Chairman of the commission") if chairman else gettext("Examiner")
    group = session.get(StudyGroup, sheet.head.group_id)
    department = session.get(Department, group.department_id) if group else None
    head_id = department.head_id if department else None
    head = session.get(EmployeeLabel, head_id) if head_id else None
    return (
        Signature(
            "examiner", position, gettext("examined"), short_words(first.name) if first else ""
        ),
        Signature(
            "department_head",
            gettext("Head of department"),
            gettext("received"),
            head.short_name if head else "",
        ),
    )


REPORT = Report(
    "attestation_sheet",
    lazy_gettext("Attestation sheet"),
    Resource.attestation_sheet,
    params=OneSheet,
    dataset=dataset,
    about=lazy_gettext(
        "A sheet of an exam or a credit: blank before the exam, filled in after it; with the "
        "totals by mark and places to sign."
    ),
    signatures=("examiner", "department_head"),
)
