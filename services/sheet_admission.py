"""What decides on admission to an attestation: debts, the semester's mark, parts of a module."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.admission import PASSING, SHEET_FORMS, Candidate, Part, admission
from domain.enums import AttestationForm, ItemKind
from domain.verdict import Verdict
from models import (
    CurriculumHours,
    CurriculumItem,
    Debt,
    DisciplineResult,
    Gradebook,
    PracticePlacement,
    SemesterGrade,
)
from services.sheet_results import results_of

_WHY: Final = "admission of students whose group or sheet was found visible"
_STUDENTS: Final[Any] = bindparam("students", expanding=True)
_ITEMS: Final[Any] = bindparam("items", expanding=True)
PARTS: Final = (
    ItemKind.course,
    ItemKind.study_practice,
    ItemKind.work_practice,
    ItemKind.graduation_practice,
)
_debts: Final = PlainSelect(
    _WHY,
    select(Debt.student_id, func.count(Debt.id))
    .join(Gradebook, Gradebook.id == Debt.gradebook_id)
    .where(
        Debt.closed_on.is_(None),
        Debt.student_id.in_(_STUDENTS),
        Gradebook.item_id == bindparam("item"),
    )
    .group_by(Debt.student_id),
)
_grades: Final = PlainSelect(
    _WHY,
    select(
        SemesterGrade.student_id,
        Gradebook.item_id,
        SemesterGrade.semester_id,
        SemesterGrade.code,
    )
    .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
    .where(SemesterGrade.student_id.in_(_STUDENTS), Gradebook.item_id.in_(_ITEMS)),
)
_final: Final = PlainSelect(
    _WHY,
    select(DisciplineResult.student_id, DisciplineResult.item_id, DisciplineResult.code).where(
        DisciplineResult.student_id.in_(_STUDENTS), DisciplineResult.item_id.in_(_ITEMS)
    ),
)
_practices: Final = PlainSelect(
    _WHY,
    select(PracticePlacement.student_id, PracticePlacement.item_id, PracticePlacement.code)
    .where(
        PracticePlacement.student_id.in_(_STUDENTS),
        PracticePlacement.item_id.in_(_ITEMS),
        PracticePlacement.signed_at.is_not(None),
        PracticePlacement.code.is_not(None),
    )
    .order_by(PracticePlacement.ends_on, PracticePlacement.id),
)


class Subject(NamedTuple):
    """What students are to be admitted to; `number` is the semester through the programme."""

    item_id: int
    form: AttestationForm
    semester_id: int
    number: int


def open_debts(session: Session, item_id: int, student_ids: Sequence[int]) -> dict[int, int]:
    """Return how many open debts students have in an item; the caller found them visible."""
    rows = _debts(session, proven=True, item=item_id, students=list(student_ids))
    return {row[0]: row[1] for row in rows}


def admissions(
    session: Session, subject: Subject, student_ids: Sequence[int]
) -> dict[int, list[Verdict]]:
    """Return for each student what stands against the admission; the caller found them visible.

    Two statements, six more for a module exam.
    """
    students = list(student_ids)
    about: dict[str, Any] = {"students": students}
    debts = open_debts(session, subject.item_id, students)
    grades = _grades(session, proven=True, items=[subject.item_id], **about)
    codes = {row.student_id: row.code for row in grades if row.semester_id == subject.semester_id}
    parts: Mapping[int, tuple[Part, ...]] = {}
    if subject.form is AttestationForm.module_exam:
        parts = _parts(session, subject, students)
    return {
        key: admission(
            subject.form, Candidate(debts.get(key, 0), codes.get(key), parts.get(key, ()))
        )
        for key in students
    }


def _module_of(session: Session, item_id: int) -> int:
    """Return the module of an exam: the item's parent where the exam is an item of its own."""
    item = session.get_one(CurriculumItem, item_id)
    return item.parent_id if item.kind is not ItemKind.module and item.parent_id else item.id


def parts_of_module(session: Session, item_id: int) -> list[CurriculumItem]:
    """Return the courses and practices of the module that `item_id`, or its exam, is."""
    query = select(CurriculumItem).where(
        CurriculumItem.parent_id == _module_of(session, item_id), CurriculumItem.kind.in_(PARTS)
    )
    return list(session.scalars(query.order_by(CurriculumItem.position, CurriculumItem.id)))


def _parts(session: Session, subject: Subject, students: list[int]) -> dict[int, tuple[Part, ...]]:
    items = parts_of_module(session, subject.item_id)
    keys = [item.id for item in items]
    if not keys:
        return {}
    due, sheets_due = _due(session, keys, subject.number)
    about: dict[str, Any] = {"students": students, "items": keys}
    final = {row[:2]: row[2] for row in _final(session, proven=True, **about)}
    practices = {row[:2]: row[2] for row in _practices(session, proven=True, **about)}
    sheets = Counter(
        place[:2]
        for place, result in results_of(session, students, keys, proven=True).items()
        if result.is_passed
    )
    grades: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in _grades(session, proven=True, **about):
        if row.code in PASSING:
            grades[row.student_id, row.item_id].add(row.semester_id)

    def part(student: int, item: CurriculumItem) -> Part:
        place = (student, item.id)
        return Part(
            index=item.index_code,
            result=final.get(place),
            practice=practices.get(place),
            sheets=sheets[place],
            sheets_due=sheets_due[item.id],
            grades=len(grades.get(place, ())),
            grades_due=max(due[item.id], 1),
        )

    return {key: tuple(part(key, item) for item in items) for key in students}


def _due(session: Session, keys: list[int], number: int) -> tuple[Counter[int], Counter[int]]:
    """Return by item in how many semesters up to `number` it is taught, and ends by a sheet."""
    query = select(CurriculumHours.item_id, CurriculumHours.attestation).where(
        CurriculumHours.item_id.in_(keys), CurriculumHours.semester_number <= number
    )
    taught: Counter[int] = Counter()
    sheets: Counter[int] = Counter()
    for item_id, form in session.execute(query):
        taught[item_id] += 1
        sheets[item_id] += form in SHEET_FORMS
    return taught, sheets
