"""How completely journals are kept, by department, group, teacher, journal (4.5, 5.3.1, 7.2)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from domain.monitor import Counts, Point, Span, over_time, step_of
from domain.text import sort_key
from services.journal_rights import Need
from services.monitor_books import READS_FILL, read_books
from services.monitor_lessons import Excused, by_day, count_lessons, excused
from services.monitor_limits import Limits, limits
from services.monitor_semesters import (
    SemesterFacts,
    Semesters,
    closed_terms,
    read_facts,
    read_finals,
)
from services.monitor_shapes import Book, By, Fill, Filters, PlanReasons
from services.monitor_works import count_works


def fill(
    session: Session,
    first: date,
    last: date,
    by: By = By.department,
    filters: Filters | None = None,
    *,
    needs: tuple[Need, ...] = READS_FILL,
) -> list[Fill]:
    """Return how completely the journals of the lessons from `first` to `last` are kept.

    Of the journals that the session's principal sees through a role with all `needs`, the worst
    first; what has neither lessons nor faults is left out. Lessons of days to come do not count;
    students with too few marks, plans and final marks are those of the semester of the last day.
    A dozen statements, whatever the number of journals. Raises ValueError for more than a year.
    """
    books = read_books(session, first, last, filters or Filters(), needs)
    return rolled(books, count_books(session, books, first, last), by)


def count_books(
    session: Session, books: Sequence[Book], first: date, last: date
) -> dict[int, Counts]:
    """Return the counts of journals that were found visible, by their keys."""
    return Reading(session, books, first, last).counts


class Reading:
    """What was read of journals that were found visible: lessons, works, semesters."""

    def __init__(
        self,
        session: Session,
        books: Sequence[Book],
        first: date,
        last: date,
        *,
        lessons_only: bool = False,  # no works, marks, plans, final marks
    ) -> None:
        self.books, self.first, self.last = books, first, last
        self.bounds = limits(session, first, last)
        self.excused = excused(session, books, self.bounds)
        self._lessons, self._off_plan = count_lessons(session, books, self.bounds, self.excused)
        self._works: Mapping[int, Counts] = {}
        self.facts: Mapping[int, SemesterFacts] = {}
        self._finals: Counter[int] = Counter()
        if books and self.bounds.days and not lessons_only:
            self._works = count_works(session, books, self.bounds)
            semesters = Semesters(session, books)
            self.facts = read_facts(session, books, semesters, self.bounds.days[-1])
            terms = closed_terms(session, books, semesters, first, last)
            self._finals = Counter(row[0] for row in read_finals(session, books, terms))

    @property
    def counts(self) -> dict[int, Counts]:
        """Return the counts of each journal."""
        return {book.id: self._of(book) for book in self.books}

    def reasons(self, book: Book) -> PlanReasons:
        """Return in what the plan of a journal is not followed (3.11, 5.5.2)."""
        facts = self.facts.get(book.id)
        if facts is None:
            return PlanReasons()
        hours = facts.hours
        behind = max(-hours.deviation, -hours.forecast) if hours.is_behind else 0
        off_plan = self._off_plan.get(book.id, 0) if facts.has_plan else 0
        return PlanReasons(not facts.has_plan, behind, off_plan)

    def _of(self, book: Book) -> Counts:
        facts = self.facts.get(book.id)
        semester = Counts(
            journals=1,
            few_marks=len(facts.few) if facts else 0,
            off_plan=int(self.reasons(book).is_any),
            no_final=self._finals[book.id],
        )
        return self._lessons.get(book.id, Counts()) + self._works.get(book.id, Counts()) + semester


def total(lines: Sequence[Fill]) -> Counts:
    """Return the sum of lines."""
    return sum((line.counts for line in lines), Counts())


def fill_over_time(
    session: Session,
    first: date,
    last: date,
    filters: Filters | None = None,
    *,
    needs: tuple[Need, ...] = READS_FILL,
) -> list[Point]:
    """Return lessons and what became of them by day, week or month of the period.

    Only what is counted of lessons: held, recorded, late, overdue. Four statements at most.
    """
    books = read_books(session, first, last, filters or Filters(), needs)
    bounds = limits(session, first, last)
    return points(session, books, first, last, bounds, excused(session, books, bounds))


def points(
    session: Session,
    books: Sequence[Book],
    first: date,
    last: date,
    bounds: Limits,
    back: Sequence[Excused],
) -> list[Point]:
    """Return the same of journals that were found visible: one statement."""
    span = Span(first, last)
    return over_time(by_day(session, books, bounds, back), span, step_of(span))


Naming = Callable[[Book], tuple[int, str, str]]


NAMES: Final[Mapping[By, Naming]] = {
    By.department: lambda book: (book.department_id, book.department, ""),
    By.group: lambda book: (book.group_id, book.group, book.department),
    By.teacher: lambda book: (book.teacher_id, book.teacher, ""),
    By.gradebook: lambda book: (
        book.id,
        f"{book.index_code} {book.item}",
        f"{book.whom} · {book.teacher}",
    ),
}


def rolled(books: Sequence[Book], counts: Mapping[int, Counts], by: By) -> list[Fill]:
    """Return `counts` of journals summed up by what `by` says, the worst first."""
    sums: dict[tuple[int, str, str], Counts] = defaultdict(Counts)
    for book in books:
        sums[NAMES[by](book)] += counts[book.id]
    lines = [Fill(*key, counts) for key, counts in sums.items() if not counts.is_empty]
    return sorted(lines, key=lambda one: (-one.counts.faults, sort_key(one.name), one.beside))


__all__ = ["By", "Fill", "Filters", "count_books", "fill", "fill_over_time", "rolled", "total"]
