"""Which journals' semesters and years are open, ready and signed (clauses 4.6, 7.3)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.text import fold, short_name
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Gradebook,
    StudyGroup,
    Subgroup,
)
from services.closing_counts import Counts, read_counts
from services.semesters import course_in


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page filters by; empty texts filter nothing."""

    text: str = ""
    state: str = ""
    term: str = ""  # a number, or «year»
    department: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A semester (or with number None the year) of a journal."""

    gradebook_id: int
    item: str
    group: str
    subgroup: str | None
    teacher: str
    department: str
    number: int | None
    state: str  # future, open, ready, signed, reopened
    students: int
    given: int
    unrecorded: int = 0
    to_come: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of lines, and counts by state of all that match the other filters."""

    year: str
    lines: tuple[Line, ...] = ()
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    terms: tuple[int, ...] = ()
    departments: tuple[str, ...] = ()


def overview(session: Session, asked: Asked, page: int, size: int) -> Overview:
    """Return a page of the present year's journals by semester, as the principal sees them."""
    today = clock.today()
    year = session.execute(
        select(AcademicYear.id, AcademicYear.name, AcademicYear.starts_on)
        .where(AcademicYear.starts_on <= today)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    ).first()
    if year is None:
        return Overview("")
    books = session.execute(_books(year.id)).all()
    counts = read_counts(session, year.id, books, today)
    lines = [line for book in books for line in _lines(book, year, counts, today)]
    shown = [line for line in lines if _matches(line, asked)]
    states = Counter(line.state for line in shown)
    if asked.state:
        shown = [line for line in shown if line.state == asked.state]
    return Overview(
        year.name,
        tuple(shown[page * size : (page + 1) * size]),
        len(shown),
        states,
        tuple(sorted({line.number for line in lines if line.number is not None})),
        tuple(sorted({line.department for line in lines})),
    )


def _books(year_id: int) -> Any:
    """Return the select of the visible journals of a year; the session's scope narrows it."""
    return (
        select(
            Gradebook.id,
            Gradebook.group_id,
            Gradebook.subgroup_id,
            Gradebook.item_id,
            StudyGroup.name.label("group"),
            StudyGroup.intake_year,
            StudyGroup.first_course,
            Curriculum.programme_id,
            Subgroup.name.label("subgroup"),
            CurriculumItem.index_code,
            CurriculumItem.name.label("item"),
            Department.name.label("department"),
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.academic_year_id == year_id)
        .order_by(StudyGroup.name, CurriculumItem.position, Gradebook.part, Gradebook.id)
    )


def _lines(book: Any, year: Any, counts: Counts, today: date) -> Iterable[Line]:
    own = [one for one in counts.semesters if one.programme_id == book.programme_id]
    terms = own or [one for one in counts.semesters if one.programme_id is None]
    before = (course_in(year.starts_on, book.intake_year, book.first_course) - 1) * len(terms)
    planned = counts.hours.get(book.item_id, {})
    taught = [
        term
        for term in terms
        if planned.get(before + term.number)
        or (book.id, term.id) in counts.lessons
        or (book.id, term.id) in counts.grades
    ]
    for term in taught:
        yield _line(book, term, term.id, term.number, counts, today)
    if taught:
        yield _line(book, taught[-1], None, None, counts, today)


def _line(
    book: Any, term: Any, key: int | None, number: int | None, counts: Counts, today: date
) -> Line:
    day = min(today, term.ends_on)
    students = sum(
        number
        for first, last, number in counts.students.get(book.id, ())
        if first <= day and (last is None or last >= day)
    )
    given = counts.grades.get((book.id, key), 0)
    unrecorded, to_come = counts.lessons.get((book.id, term.id), (0, 0)) if key else (0, 0)
    return Line(
        gradebook_id=book.id,
        item=f"{book.index_code} {book.item}",
        group=book.group,
        subgroup=book.subgroup,
        teacher=short_name(book.last_name, book.first_name, book.patronymic),
        department=book.department,
        number=number,
        state=_state(counts.closings.get((book.id, key)), term, given, students, to_come, today),
        students=students,
        given=given,
        unrecorded=unrecorded,
        to_come=to_come,
    )


def _state(
    signed: bool | None, term: Any, given: int, students: int, to_come: int, today: date
) -> str:
    if signed:
        return "signed"
    if signed is not None:
        return "reopened"
    if today < term.starts_on:
        return "future"
    return "ready" if students and given >= students and not to_come else "open"


def _matches(line: Line, asked: Asked) -> bool:
    term = "year" if line.number is None else str(line.number)
    if asked.term and asked.term != term:
        return False
    if asked.department and asked.department != line.department:
        return False
    words = fold(asked.text).split()
    said = fold(f"{line.item} {line.group} {line.teacher}")
    return all(word in said for word in words)
