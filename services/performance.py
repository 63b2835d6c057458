"""Performance and quality of a semester or a year in every breakdown (clauses 7.4, 8.2, 3.7)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy.orm import Session

from domain.clock import clock
from domain.performance import Counts, Rank, mean, ranks
from domain.quality import Quality, summary_of
from domain.regulation import Norm
from domain.text import fold, full_name, short_name, sort_key
from services.performance_rows import (
    MarkRows,
    Period,
    PeriodOf,
    period_row,
    periods_before,
    read_books,
    read_marks,
    year_ago,
)
from services.regulation import rulebook


class By(StrEnum):
    """What final marks are summed up by."""

    gradebook = auto()
    group = auto()
    teacher = auto()
    discipline = auto()
    programme = auto()
    department = auto()
    college = auto()


@dataclass(frozen=True, slots=True)
class Performance:
    """A line: the final marks of whatever it is of, counted."""

    key: int | str  # of the row; of a discipline its folded name, of the college 0
    name: str
    beside: str  # what tells it apart: the group's programme, the journal's teacher
    groups: int
    students: int  # of its groups on the last day of the period, or today
    counts: Counts  # code → how many; None: places for a mark that is not given
    quality: Quality
    average: Decimal | None  # of the marks in figures
    ranks: Mapping[Rank, int]  # students by all marks of the line


def performance(
    session: Session,
    period: PeriodOf,
    group_by: By = By.group,
    *,
    department_id: int | None = None,
    group_id: int | None = None,
    gradebook_ids: Collection[int] | None = None,
) -> list[Performance]:
    """Return a line for each group, teacher … whose journals the session's principal sees.

    `department_id`, `group_id`, `gradebook_ids` narrow them. Lines come by name; what had
    neither a lesson nor a mark in the period is left out. Seven statements, whatever the number of
    journals. Raises NotFoundError for a period that there is not.
    """
    row = period_row(session, period)
    return performance_of(
        session,
        row,
        group_by,
        department_id=department_id,
        group_id=group_id,
        gradebook_ids=gradebook_ids,
    )


def performance_of(
    session: Session,
    period: Period,
    group_by: By = By.group,
    *,
    also_empty: bool = False,
    **narrowing: Any,
) -> list[Performance]:
    """Return what `performance` does, of a period that was read before.

    `also_empty` keeps what had neither a lesson nor a mark.
    """
    books = read_books(session, period, **narrowing)
    rows = read_marks(session, period, books, clock.today())
    weights = rulebook(session).on(period.last).weights(Norm.degree_weights)
    name_of = _NAMES[group_by]
    lines: dict[int | str, list[Any]] = defaultdict(list)
    for book in books:
        if also_empty or book.id in rows.taught or book.id in rows.marks:
            lines[name_of(book)[0]].append(book)
    found = [_line(name_of(some[0]), some, rows, weights) for some in lines.values()]
    if group_by is By.gradebook:
        return found
    return sorted(found, key=lambda line: (sort_key(line.name), str(line.key)))


def total(session: Session, period: PeriodOf, **narrowing: Any) -> Performance | None:
    """Return all visible journals in one line, None where there are none."""
    return next(iter(performance(session, period, By.college, **narrowing)), None)


def _line(
    said: tuple[int | str, str, str],
    books: Sequence[Any],
    rows: MarkRows,
    weights: Mapping[str, int],
) -> Performance:
    counts: Counter[str | None] = Counter()
    students: dict[int, Counter[str | None]] = defaultdict(Counter)
    for book in books:
        given = rows.marks.get(book.id, ())
        for student_id, code in given:
            counts[code] += 1
            students[student_id][code] += 1
        if book.id in rows.taught:
            expected = rows.students.get((book.group_id, book.subgroup_id), 0)
            counts[None] += max(0, expected - len(given))
    if not counts[None]:
        del counts[None]
    groups = {book.group_id for book in books}
    return Performance(
        *said,
        groups=len(groups),
        students=_students(books, groups, rows),
        counts=counts,
        quality=summary_of(counts, weights),
        average=mean(counts),
        ranks=ranks(students.values()),
    )


def _students(books: Sequence[Any], groups: Collection[int], rows: MarkRows) -> int:
    """Return how many study in the groups; in a single journal, those of its subgroup."""
    if len(books) == 1:
        return rows.students.get((books[0].group_id, books[0].subgroup_id), 0)
    return sum(rows.students.get((key, None), 0) for key in groups)


def _teacher(book: Any, name: Callable[[str, str, str | None], str] = short_name) -> str:
    return name(book.last_name, book.first_name, book.patronymic)


def _of_gradebook(book: Any) -> tuple[int, str, str]:
    group = f"{book.group} / {book.subgroup}" if book.subgroup else book.group
    return book.id, f"{book.index_code} {book.item} · {group}", _teacher(book)


# Key, name and what stands beside it of the line that a journal counts in.
_NAMES: Final[Mapping[By, Callable[[Any], tuple[int | str, str, str]]]] = {
    By.gradebook: _of_gradebook,
    By.group: lambda book: (book.group_id, book.group, f"{book.programme_code} {book.programme}"),
    By.teacher: lambda book: (book.teacher_id, _teacher(book, full_name), ""),
    By.discipline: lambda book: (fold(book.item), book.item, ""),
    By.programme: lambda book: (book.programme_id, book.programme_code, book.programme),
    By.department: lambda book: (book.department_id, book.department, ""),
    By.college: lambda _book: (0, "", ""),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A period beside earlier ones: the one just before, the same of the year before."""

    period: Period
    previous: Period | None
    year_ago: Period | None
    before: tuple[Period, ...]  # up to as many as asked for, the oldest first


def compared(session: Session, period: PeriodOf, count: int = 5) -> Compared:
    """Return `period` with up to `count` earlier ones; raise NotFoundError."""
    row = period_row(session, period)
    before = periods_before(session, row, max(count, 2))
    previous = before[-1] if before else None
    same = year_ago(row, before)
    # For a year the one before is the year ago already.
    return Compared(row, previous, None if same is previous else same, tuple(before))


__all__ = [
    "By",
    "Compared",
    "Performance",
    "Period",
    "PeriodOf",
    "compared",
    "performance",
    "performance_of",
    "total",
]
