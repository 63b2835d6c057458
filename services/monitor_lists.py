"""The lessons, works, students behind a count of the monitor, each with its cell (4.5, 5.3.1)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.monitor import FAULTS
from domain.text import full_name
from models import Lesson, Student
from services.journal_rights import Need
from services.monitor import Reading
from services.monitor_books import READS_FILL, read_books
from services.monitor_lessons import (
    WHY,
    is_off_plan,
    is_overdue,
    is_recorded,
    lacks_homework,
    lacks_topic,
    of_books,
)
from services.monitor_limits import on_time
from services.monitor_semesters import Semesters, closed_terms, read_finals
from services.monitor_shapes import Book, Filters, PlanReasons
from services.monitor_works import lacking_works

MOST: Final = 500  # rows of a list: more are narrowed by the filters
OF_LESSONS: Final[dict[str, Any]] = {
    "overdue": is_overdue,
    "no_topic": lacks_topic,
    "no_homework": lacks_homework,
    "off_plan": is_off_plan,
}


@dataclass(frozen=True, slots=True)
class FaultLine:
    """What is asked about: a lesson, a work of one, a student, or a journal as a whole."""

    book: Book
    lesson_id: int | None = None
    held_on: date | None = None
    pair: int | None = None
    what: str = ""  # the topic, the title of the work, the student
    confirmed_at: datetime | None = None
    due_on: date | None = None
    student_id: int | None = None
    semester: int | None = None  # its number within the year
    reasons: PlanReasons | None = None


@dataclass(frozen=True, slots=True)
class FaultList:
    """The rows behind a count, the first of them; `more` says that there are others."""

    lines: tuple[FaultLine, ...]
    more: bool


def faults(
    session: Session,
    kind: str,
    first: date,
    last: date,
    filters: Filters | None = None,
    *,
    needs: tuple[Need, ...] = READS_FILL,
    most: int = MOST,
) -> FaultList:
    """Return the rows behind a count (one of FAULTS) of the journals that `filters` leave.

    Raises ValueError for another kind, or more than a year.
    """
    if kind not in FAULTS:
        raise ValueError(f"nothing is counted as {kind!r}")
    books = read_books(session, first, last, filters or Filters(), needs)
    order = sorted(books, key=lambda one: (one.group, one.index_code, one.id))
    found = _Lists(session, {book.id: book for book in order}, first, last).lines(kind, most)
    return FaultList(tuple(found[:most]), len(found) > most)


@lru_cache(maxsize=128)
def _late(days: int) -> PlainSelect:
    return _lessons(and_(is_recorded, ~on_time(days)))


def _lessons(condition: Any) -> PlainSelect:
    return PlainSelect(
        WHY,
        select(
            Lesson.id,
            Lesson.gradebook_id,
            Lesson.held_on,
            Lesson.pair,
            Lesson.topic,
            Lesson.confirmed_at,
        )
        .where(of_books, condition)
        .order_by(Lesson.held_on.desc(), Lesson.gradebook_id, Lesson.pair)
        .limit(bindparam("most", type_=Integer())),
    )


_of_lessons: Final = {kind: _lessons(condition) for kind, condition in OF_LESSONS.items()}
_works: Final = PlainSelect(
    WHY,
    lacking_works(
        *(Lesson.id, Lesson.gradebook_id, Lesson.held_on, Lesson.pair, Lesson.topic),
        *("title", "due_on"),
    )
    .order_by(Lesson.held_on.desc(), Lesson.id)
    .limit(bindparam("most", type_=Integer())),
)
_names: Final = PlainSelect(
    "names of students of journals that were found visible through a role that reads completeness",
    select(Student.id, Student.last_name, Student.first_name, Student.patronymic).where(
        Student.id.in_(bindparam("students", expanding=True, type_=Integer()))
    ),
)


class _Lists:
    """Reads the rows of one kind."""

    def __init__(self, session: Session, books: dict[int, Book], first: date, last: date) -> None:
        self._session, self._books = session, books
        self._first, self._last = first, last

    def lines(self, kind: str, most: int) -> list[FaultLine]:
        """Return at most one row more than `most`."""
        if not self._books:
            return []
        special: dict[str, Callable[[int], list[FaultLine]]] = {
            "no_results": self._no_results,
            "few_marks": self._few_marks,
            "no_final": self._no_final,
            "off_plan": self._off_plan,
        }
        read = special.get(kind)
        return self._lessons(kind, most) if read is None else read(most)

    def _reading(self) -> Reading:
        return Reading(self._session, list(self._books.values()), self._first, self._last)

    def _lessons(self, kind: str, most: int) -> list[FaultLine]:
        reading = self._reading_of_lessons()
        bounds = reading.bounds
        if not bounds.days:
            return []
        back = {one.lesson_id for one in reading.excused if getattr(one.back, kind)}
        query = _late(len(bounds.days)) if kind == "late" else _of_lessons[kind]
        rows = query(
            self._session,
            proven=True,
            books=list(self._books),
            first=bounds.days[0],
            last=bounds.days[-1],
            record_until=bounds.record_until,
            homework_until=bounds.homework_until,
            most=most + len(back) + 1,
            **(bounds.binds() if kind == "late" else {}),
        )
        return [self._line(row) for row in rows if row.id not in back]

    def _reading_of_lessons(self) -> Reading:
        return Reading(
            self._session, list(self._books.values()), self._first, self._last, lessons_only=True
        )

    def _line(self, row: Any) -> FaultLine:
        return FaultLine(
            self._books[row.gradebook_id],
            row.id,
            row.held_on,
            row.pair,
            row.topic,
            row.confirmed_at,
        )

    def _no_results(self, most: int) -> list[FaultLine]:
        bounds = self._reading_of_lessons().bounds
        if not bounds.days:
            return []
        rows = _works(
            self._session,
            proven=True,
            journals=list(self._books),
            first=bounds.days[0],
            today=bounds.results_until,
            most=most + 1,
        )
        return [
            FaultLine(
                self._books[row.gradebook_id],
                row.id,
                row.held_on,
                row.pair,
                row.title or row.topic,
                due_on=row.due_on,
            )
            for row in rows
        ]

    def _few_marks(self, most: int) -> list[FaultLine]:
        facts = self._reading().facts
        rows = [
            (book, student, facts[key].term.number)
            for key, book in self._books.items()
            if key in facts
            for student in facts[key].few
        ]
        return list(self._of_students(rows[: most + 1]))

    def _no_final(self, most: int) -> list[FaultLine]:
        books = list(self._books.values())
        semesters = Semesters(self._session, books)
        terms = closed_terms(self._session, books, semesters, self._first, self._last)
        numbers = {row.id: row.number for book in books for row in semesters.all_of(book)}
        found = read_finals(self._session, books, terms)
        place = {key: n for n, key in enumerate(self._books)}
        found.sort(key=lambda one: (place[one[0]], one[1]))
        rows = [(self._books[book], student, numbers[term]) for book, term, student in found]
        return list(self._of_students(rows[: most + 1]))

    def _of_students(self, rows: Sequence[tuple[Book, int, int]]) -> Iterator[FaultLine]:
        students = sorted({student for _book, student, _number in rows})
        names = {
            key: full_name(*name)
            for key, *name in _names(self._session, proven=True, students=students or [0])
        }
        for book, student, number in rows:
            yield FaultLine(book, student_id=student, what=names[student], semester=number)

    def _off_plan(self, most: int) -> list[FaultLine]:
        """Return the journals, each with its reasons; of one journal its lessons as well."""
        reading = self._reading()
        lines = [
            FaultLine(book, reasons=reasons, semester=reading.facts[book.id].term.number)
            for book in self._books.values()
            if (reasons := reading.reasons(book)).is_any
        ]
        if len(self._books) == 1 and lines and lines[0].reasons and lines[0].reasons.off_plan:
            lines += self._lessons("off_plan", most)
        return lines[: most + 1]
