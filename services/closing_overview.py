"""Which journals' semesters and years are open, ready and signed (clauses 4.6, 7.3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

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
from services.closing_counts import Counts, read_counts, read_lessons
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


class _Term(NamedTuple):
    """A semester of the year in a programme."""

    id: int
    number: int
    in_programme: int  # its number through the programme
    day: date  # on which its students are counted
    is_ahead: bool


class _Place(NamedTuple):
    """A semester of a journal, or with number None the year. A college has thousands of them."""

    book: Any
    key: int | None  # of the semester
    number: int | None
    state: str
    students: int
    given: int

    @property
    def said(self) -> str:
        """Return how an address names the semester or the year."""
        return "year" if self.number is None else str(self.number)


def overview(
    session: Session, asked: Asked, page: int, size: int, year_id: int | None = None
) -> Overview:
    """Return a page of a year's journals by semester, as the principal sees them.

    Without `year_id` it is the present year.
    """
    today = clock.today()
    which = AcademicYear.starts_on <= today if year_id is None else AcademicYear.id == year_id
    year = session.execute(
        select(AcademicYear.id, AcademicYear.name, AcademicYear.starts_on)
        .where(which)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    ).first()
    if year is None:
        return Overview("")
    books = session.execute(_books(year.id)).all()
    counts = read_counts(session, year.id, {book.group_id for book in books})
    words = fold(asked.text).split()
    known = _Terms(year, counts.semesters, today)
    terms: set[int] = set()
    shown: list[_Place] = []
    for book in books:
        places = _places(book, known.of(book), counts, today)
        terms.update(place.number for place in places if place.number is not None)
        if _is_sought(book, words, asked.department):
            shown += [place for place in places if asked.term in ("", place.said)]
    states = Counter(place.state for place in shown)
    if asked.state:
        shown = [place for place in shown if place.state == asked.state]
    some = shown[page * size : (page + 1) * size]
    lessons = read_lessons(session, year.id, {place.book.id for place in some}, today)
    return Overview(
        year.name,
        tuple(_line(place, lessons.get((place.book.id, place.key), (0, 0))) for place in some),
        len(shown),
        states,
        tuple(sorted(terms)),
        tuple(sorted({book.department for book in books})),
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


class _Terms:
    """The semesters of each programme and course: a college has few different ones."""

    def __init__(self, year: Any, semesters: Sequence[Any], today: date) -> None:
        self._year, self._semesters, self._today = year, semesters, today
        self._known: dict[tuple[int, int], list[_Term]] = {}

    def of(self, book: Any) -> list[_Term]:
        """Return the semesters of the year in a journal's programme."""
        course = course_in(self._year.starts_on, book.intake_year, book.first_course)
        key = book.programme_id, course
        if key not in self._known:
            own = [one for one in self._semesters if one.programme_id == book.programme_id]
            terms = own or [one for one in self._semesters if one.programme_id is None]
            before = (course - 1) * len(terms)
            self._known[key] = [
                _Term(
                    term.id,
                    term.number,
                    before + term.number,
                    min(self._today, term.ends_on),
                    self._today < term.starts_on,
                )
                for term in terms
            ]
        return self._known[key]


def _places(book: Any, terms: Sequence[_Term], counts: Counts, today: date) -> list[_Place]:
    """Return the semesters in which a journal is taught, and last the year."""
    key, grades, lasts = book.id, counts.grades, counts.last_lessons
    planned = counts.hours.get(book.item_id, {})
    taught = [
        term
        for term in terms
        if planned.get(term.in_programme) or (key, term.id) in lasts or (key, term.id) in grades
    ]
    if not taught:
        return []
    places: list[tuple[_Term, int | None, int | None]] = [
        (one, one.id, one.number) for one in taught
    ]
    found = []
    for term, term_id, number in (*places, (taught[-1], None, None)):
        students = counts.students.on(book.group_id, book.subgroup_id, term.day)
        given = grades.get((key, term_id), 0)
        last = lasts.get((key, term_id))
        is_full = 0 < students <= given and (last is None or last <= today)
        state = _state(counts.closings.get((key, term_id)), is_full=is_full, is_ahead=term.is_ahead)
        found.append(_Place(book, term_id, number, state, students, given))
    return found


def _line(place: _Place, lessons: tuple[int, int]) -> Line:
    book = place.book
    return Line(
        gradebook_id=book.id,
        item=_item(book),
        group=book.group,
        subgroup=book.subgroup,
        teacher=_teacher(book),
        department=book.department,
        number=place.number,
        state=place.state,
        students=place.students,
        given=place.given,
        unrecorded=lessons[0],
        to_come=lessons[1],
    )


def _state(signed: bool | None, *, is_full: bool, is_ahead: bool) -> str:
    if signed is not None:
        return "signed" if signed else "reopened"
    if is_ahead:
        return "future"
    return "ready" if is_full else "open"


def _item(book: Any) -> str:
    return f"{book.index_code} {book.item}"


def _teacher(book: Any) -> str:
    return short_name(book.last_name, book.first_name, book.patronymic)


def _is_sought(book: Any, words: Sequence[str], department: str) -> bool:
    if department and department != book.department:
        return False
    if not words:
        return True
    said = fold(f"{_item(book)} {book.group} {_teacher(book)}")
    return all(word in said for word in words)
