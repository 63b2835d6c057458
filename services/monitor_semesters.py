"""What is judged of a semester as a whole: marks, plan, final marks, of many journals at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from domain import enough_marks
from domain.clock import clock
from domain.deadlines import Timeliness, closing_punctuality
from domain.delivery import DeliveryHours
from domain.enough_marks import TOO_FEW, WorkClass, class_of, class_of_work, course_on, judge
from domain.terms import Term, current
from services import delivery_statements
from services import monitor_statements as statements
from services.deadlines import judges
from services.delivery_rows import Key, SemesterRow, read_cancelled, read_semesters
from services.delivery_terms import YearTerms
from services.monitor_shapes import Book
from services.regulation import rulebook
from services.semesters import course_in

_NONE: Final[frozenset[WorkClass]] = frozenset()


@dataclass(frozen=True, slots=True)
class SemesterFacts:
    """What is asked of a journal's semester."""

    term: SemesterRow
    few: tuple[int, ...] = ()  # students with too few marks
    hours: DeliveryHours = field(default_factory=DeliveryHours)  # without curriculum and plan
    has_plan: bool = True  # an approved one, or nothing to plan


@dataclass(slots=True)
class _Sums:
    """The lessons of a journal's semester in sums."""

    lessons: list[tuple[int, int, int]] = field(default_factory=list)  # hours, past, coming
    classes: set[WorkClass] = field(default_factory=set)
    held: int = 0
    ahead: int = 0

    @property
    def scheduled(self) -> int:
        """Return the hours of all lessons."""
        return sum(hours * (past + coming) for hours, past, coming in self.lessons)

    @property
    def past(self) -> int:
        """Return the hours of lessons up to today."""
        return sum(hours * past for hours, past, _coming in self.lessons)


class Semesters:
    """The semesters of the years of `books`, each year read once."""

    def __init__(self, session: Session, books: Sequence[Book]) -> None:
        self._session = session
        self._terms = {
            year: YearTerms(read_semesters(session, year))
            for year in sorted({book.year_id for book in books})
        }

    def all_of(self, book: Book) -> list[SemesterRow]:
        """Return the semesters of a journal's year, or the terms of its programme's own."""
        return self._terms[book.year_id].of(book.programme_id, 0)

    def on(self, book: Book, day: date) -> SemesterRow | None:
        """Return the semester of a day: the one that covers it, else the last that began."""
        rows = self.all_of(book)
        found = current([Term(row.number, row.starts_on, row.ends_on) for row in rows], day)
        return next((row for row in rows if found and row.number == found.number), None)


def read_facts(
    session: Session, books: Sequence[Book], semesters: Semesters, day: date
) -> dict[int, SemesterFacts]:
    """Return the facts of the semester of `day` by journal: seven statements for a year."""
    today = clock.today()
    terms = {book.id: term for book in books if (term := semesters.on(book, day)) is not None}
    books = [book for book in books if book.id in terms]
    if not books:
        return {}
    span = {
        "books": [book.id for book in books],
        "terms": sorted({term.id for term in terms.values()}),
    }
    sums = _sums(statements.lessons.bare(session, proven=True, today=today, **span))
    marks = _marks(statements.marks.bare(session, proven=True, **span))
    students = _Students(session, books, terms.values())
    plans = {tuple(row) for row in statements.plans(session, proven=True, books=span["books"])}
    load = _Load(session, books, span["terms"], today)
    found = {}
    for book in books:
        term, lessons = terms[book.id], sums.get(book.id, _Sums())
        due = students.of(book, min(today, term.ends_on))
        planned = load.planned(book, term, semesters.all_of(book))
        found[book.id] = SemesterFacts(
            term,
            _few(session, term, lessons, planned, due, marks.get(book.id, {})),
            load.hours(book, term, lessons),
            (book.id, term.number) in plans or not lessons.lessons,
        )
    return found


def _sums(rows: Iterable[Any]) -> dict[int, _Sums]:
    found: dict[int, _Sums] = defaultdict(_Sums)
    for what, book, kind, task_kind, hours, before, past, coming, held, ahead in rows:
        one = found[book]
        if what == statements.WORKS:
            speaks_for = class_of_work(kind)
        else:
            one.lessons.append((hours, past, coming))
            one.held += held
            one.ahead += ahead
            speaks_for = class_of(kind, task_kind) if before else None
        if speaks_for is not None:
            one.classes.add(speaks_for)
    return found


@dataclass(slots=True)
class _Own:
    """A student's marks in a journal's semester."""

    marks: int = 0
    is_exempt: bool = False
    classes: set[WorkClass] = field(default_factory=set)


def _marks(rows: Iterable[Any]) -> dict[int, dict[int, _Own]]:
    found: dict[int, dict[int, _Own]] = defaultdict(lambda: defaultdict(_Own))
    known: dict[tuple[str, str | None, str | None], WorkClass | None] = {}
    for book, student, kind, task_kind, work_kind, counted, exempt in rows:
        place = kind, task_kind, work_kind
        if place not in known:
            known[place] = class_of_work(work_kind) if work_kind else class_of(kind, task_kind)
        own = found[book][student]
        own.marks += counted
        own.is_exempt = own.is_exempt or bool(exempt)
        if (speaks_for := known[place]) is not None:
            own.classes.add(speaks_for)
    return found


def _few(
    session: Session,
    term: SemesterRow,
    lessons: _Sums,
    planned: int,
    due: Sequence[int],
    marks: Mapping[int, _Own],
) -> tuple[int, ...]:
    """Return who has too few marks today, or had when the semester ended (5.5.7, 6.2)."""
    if not lessons.past:
        return ()  # before the first lesson nobody can have a mark
    today = clock.today()
    norms = rulebook(session).on(min(today, term.ends_on))
    goal = enough_marks.needed(planned or lessons.past, term.starts_on, term.ends_on, norms)
    # Only how many lessons are past and to come counts here, not their days.
    days = [
        (day, hours)
        for hours, past, coming in lessons.lessons
        for day, number in ((term.starts_on, past), (date.max, coming))
        for _lesson in range(number)
    ]
    span = term.starts_on, term.ends_on
    course = course_on(today, span, goal, sorted(days), planned, lessons.classes)
    known: dict[tuple[int, frozenset[WorkClass]], bool] = {}
    found = []
    for student in due:
        own = marks.get(student)
        if own is not None and own.is_exempt and not own.marks:
            continue
        key = (own.marks, frozenset(own.classes)) if own else (0, _NONE)
        if key not in known:
            known[key] = judge(course, *key).code in TOO_FEW
        if known[key]:
            found.append(student)
    return tuple(found)


class _Students:
    """Who is taught in a group or a subgroup on a day: one statement."""

    def __init__(
        self, session: Session, books: Sequence[Book], terms: Iterable[SemesterRow]
    ) -> None:
        spans = list(terms)
        rows = statements.students(
            session,
            proven=True,
            groups=sorted({book.group_id for book in books}),
            first=min(term.starts_on for term in spans),
            last=max(term.ends_on for term in spans),
        )
        self._rows: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
        for group, subgroup, *row in rows:
            self._rows[group, subgroup].append(row)
        self._known: dict[tuple[int, int | None, date], tuple[int, ...]] = {}

    def of(self, book: Book, day: date) -> tuple[int, ...]:
        """Return who is taught in a journal on `day`."""
        key = book.group_id, book.subgroup_id, day
        if key not in self._known:
            self._known[key] = tuple(
                dict.fromkeys(
                    student
                    for student, begins, ends, since, until in self._rows[key[:2]]
                    if begins <= day
                    and (ends is None or ends >= day)
                    and (since is None or (since <= day and (until is None or until >= day)))
                )
            )
        return self._known[key]


class _Load:
    """The hours that journals should have: three statements a year."""

    def __init__(
        self, session: Session, books: Sequence[Book], terms: Sequence[int], today: date
    ) -> None:
        self._curriculum: dict[tuple[int, int], int] = {}
        self._load: dict[tuple[Key, int], int] = {}
        self._cancelled: dict[Key, int] = defaultdict(int)
        for year in sorted({book.year_id for book in books}):
            for item, number, *hours in delivery_statements.CURRICULUM(
                session, proven=True, year=year
            ):
                self._curriculum[item, number] = sum(hours)
            for row in delivery_statements.LOAD(session, proven=True, year=year):
                self._load[Key(*row[:4]), row[4]] = sum(map(int, row[5:]))
            for key, number in read_cancelled(session, year, terms, today).items():
                self._cancelled[key] += number

    def planned(self, book: Book, term: SemesterRow, terms: Sequence[SemesterRow]) -> int:
        """Return the hours of the curriculum in a semester of a journal's year."""
        course = course_in(book.year_starts_on, book.intake_year, book.first_course)
        return self._curriculum.get((book.item_id, (course - 1) * len(terms) + term.number), 0)

    def hours(self, book: Book, term: SemesterRow, lessons: _Sums) -> DeliveryHours:
        """Return what was held of what should have been (3.11)."""
        key = Key(book.group_id, book.subgroup_id, book.item_id, book.part)
        return DeliveryHours(
            load=self._load.get((key, term.id), 0),
            scheduled=lessons.scheduled,
            held=lessons.held,
            due=lessons.scheduled - lessons.ahead + self._cancelled.get(key, 0),
            to_come=lessons.ahead,
        )


def closed_terms(
    session: Session, books: Sequence[Book], semesters: Semesters, first: date, last: date
) -> list[int]:
    """Return the semesters that ended by `last` and whose marks are overdue since `first` (4.6)."""
    found = set()
    for book in {(book.year_id, book.programme_id): book for book in books}.values():
        for term in semesters.all_of(book):
            if term.ends_on > last:
                continue
            by = judges(session, book.year_id, (), term.ends_on).of(term.ends_on, None)
            verdict = closing_punctuality(term.ends_on, None, by)
            if verdict.code == Timeliness.overdue and verdict.facts["due"] >= first:
                found.add(term.id)
    return sorted(found)


def read_finals(
    session: Session, books: Sequence[Book], terms: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Return who lacks the mark of one of `terms`: journal, semester, student. One statement."""
    if not terms or not books:
        return []
    keys = {"books": [book.id for book in books], "terms": terms, "today": clock.today()}
    return [(row[0], row[1], row[2]) for row in statements.finals(session, proven=True, **keys)]
