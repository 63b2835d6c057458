"""Where to ask about the objectivity of marks: questions with their rows (3.6, 7.3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from domain.clock import clock
from domain.final_marks import CREDITS, Grounds
from domain.objectivity import (
    LAST_DAYS,
    Marks,
    Question,
    are_in_bulk,
    distance,
    is_late_raise,
    unfounded,
)
from domain.regulation import Norm
from domain.text import full_name
from models import Semester
from services import objectivity_statements as statements
from services.changed_marks import changed_marks
from services.journal_rights import Need
from services.monitor_books import read_books
from services.monitor_semesters import Semesters
from services.monitor_shapes import Book, Filters
from services.regulation import rulebook

READS_OBJECTIVITY: Final[tuple[Need, ...]] = ((Resource.objectivity, Action.read),)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to ask about; `facts` are the values of the question's sentence.

    `lessons` are those behind it, by key with the day and how many marks. No journal: a group.
    """

    question: Question
    kind: str  # which sentence of the question it is
    group_id: int
    group: str
    gradebook_id: int | None = None
    journal: str = ""
    teacher: str = ""
    student: str = ""
    lesson_id: int | None = None
    reason: str = ""  # what was written down when it was done
    facts: Mapping[str, Any] = field(default_factory=dict)
    lessons: tuple[tuple[int, date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubts:
    """The questions of a semester, each list the most striking first."""

    semester: Semester
    found: Mapping[Question, Sequence[Doubt]]


def doubts(session: Session, semester: Semester, filters: Filters | None = None) -> Doubts:
    """Return what to ask about the marks of a semester, in the journals the principal looks at.

    A programme's own terms count that end within the semester. A dozen statements at most.
    """
    filters = filters or Filters()
    first, last = semester.starts_on, semester.ends_on
    books = [
        book
        for book in read_books(session, first, last, filters, READS_OBJECTIVITY)
        if book.year_id == semester.academic_year_id
    ]
    found: dict[Question, list[Doubt]] = {question: [] for question in Question}
    if books:
        terms = Semesters(session, books)
        ids = {
            row.id: row
            for book in books
            for row in terms.all_of(book)
            if first <= row.ends_on <= last or row.id == semester.id
        }
        found[Question.departs] = _departing(session, books, ids)
        found[Question.bulk] = _in_bulk(session, books, semester)
        found[Question.upward] = _raised(session, books, semester, filters)
        found[Question.history] = _far(session, books, ids, first)
    return Doubts(semester, found)


def _of(book: Book, question: Question, kind: str, **values: Any) -> Doubt:
    return Doubt(
        question,
        kind,
        book.group_id,
        book.whom,
        gradebook_id=book.id,
        journal=f"{book.index_code} {book.item}",
        teacher=book.teacher,
        **values,
    )


def _departing(session: Session, books: Sequence[Book], terms: Mapping[int, Any]) -> list[Doubt]:
    """Return final marks that do not follow from the current ones, without reason first."""
    by_id = {book.id: book for book in books}
    found: list[tuple[int, Doubt]] = []
    rows = statements.finals(session, proven=True, books=list(by_id), terms=list(terms) or [0])
    for row in rows:
        grounds = Grounds(
            average=row.weighted,
            marks=row.marks,
            needed=row.needed,
            is_credit=row.suggested in CREDITS,
        )
        rules = rulebook(session).on(terms[row.semester_id].ends_on)
        why = unfounded(row.code, row.suggested, grounds, rules)
        if why:
            facts = {
                "code": row.code,
                "suggested": row.suggested,
                "average": row.weighted,
                "marks": row.marks,
                "needed": row.needed,
            }
            doubt = _of(
                by_id[row.gradebook_id],
                Question.departs,
                why[0],
                reason=row.reason or "",
                facts=facts,
            )
            found.append((row.student_id, doubt))
    keys = sorted({student for student, _doubt in found}) or [0]
    named = {
        key: full_name(*name)
        for key, *name in statements.names(session, proven=True, students=keys)
    }
    told = [replace(doubt, student=named[student]) for student, doubt in found]
    return sorted(told, key=lambda one: (bool(one.reason), one.group, one.journal, one.student))


def _in_bulk(session: Session, books: Sequence[Book], semester: Semester) -> list[Doubt]:
    """Return the journals with many of their marks entered in the last days of the semester."""
    closing = rulebook(session).on(semester.ends_on).whole(Norm.closing_days)
    span = {
        "books": [book.id for book in books],
        "since": clock.start_of(semester.starts_on),
        "lately": clock.start_of(semester.ends_on - timedelta(days=LAST_DAYS - 1)),
        "until": clock.start_of(semester.ends_on + timedelta(days=closing + 1)),
    }
    counts = {
        key: (late, total)
        for key, late, total in statements.bulk(session, proven=True, **span)
        if are_in_bulk(late, total)
    }
    lessons: dict[int, list[tuple[int, date, int]]] = defaultdict(list)
    if counts:
        for key, lesson, day, number in statements.bulk_lessons(
            session, proven=True, **(span | {"books": sorted(counts)})
        ):
            lessons[key].append((lesson, day, number))
    found = [
        _of(
            book,
            Question.bulk,
            "bulk",
            facts={"late": counts[book.id][0], "total": counts[book.id][1]},
            lessons=tuple(lessons[book.id]),
        )
        for book in books
        if book.id in counts
    ]
    return sorted(found, key=lambda one: (-one.facts["late"] / one.facts["total"], one.group))


def _raised(
    session: Session, books: Sequence[Book], semester: Semester, filters: Filters
) -> list[Doubt]:
    """Return the marks that were raised late, the latest first."""
    by_id = {book.id: book for book in books}
    found = []
    last = min(clock.today(), semester.ends_on + timedelta(days=60))
    rows = changed_marks(session, semester.starts_on, last, filters.department_id)
    for row in reversed(rows):
        book = by_id.get(row.gradebook_id)
        day = clock.day_of(row.at)
        if book is None or not is_late_raise(row.change, row.held_on, day):
            continue
        facts = {
            "old": row.change.old,
            "new": row.change.new,
            "day": day,
            "held_on": row.held_on,
            "days": (day - row.held_on).days if row.held_on else None,
            "actor": row.actor,
            "in_window": row.in_window,
        }
        found.append(
            _of(
                book,
                Question.upward,
                "cell" if row.held_on else "final",
                student=row.student,
                lesson_id=row.lesson_id,
                reason=row.reason,
                facts=facts,
            )
        )
    return found


def _far(
    session: Session, books: Sequence[Book], terms: Mapping[int, Any], first: date
) -> list[Doubt]:
    """Return groups, and journals, whose final marks are far from their earlier semesters."""
    now: dict[tuple[int, int | None], Marks] = defaultdict(Marks)
    before: dict[tuple[int, int | None], list[Marks]] = defaultdict(list)
    groups = sorted({book.group_id for book in books})
    for group, item, term, count, total in statements.history(session, groups, first, list(terms)):
        marks = Marks(count, int(total))
        for key in ((group, item), (group, None)):
            if term in terms:
                now[key] += marks
            else:
                before[key].append(marks)
    named = {(book.group_id, book.item_id): book for book in books}
    of_group = {book.group_id: book for book in books}
    found = []
    for (group, item), marks in now.items():
        gap = distance(marks, before.get((group, item), ()))
        if gap is None:
            continue
        past = sum(before[group, item], Marks())
        facts = {"now": marks.mean, "before": past.mean, "gap": gap, "count": marks.count}
        if item is None:
            whose = of_group[group]
            found.append(Doubt(Question.history, "group", group, whose.group, facts=facts))
        elif (group, item) in named:
            found.append(_of(named[group, item], Question.history, "journal", facts=facts))
    return sorted(found, key=_most_striking)


def _most_striking(one: Doubt) -> tuple[bool, Decimal, str, str]:
    return one.gradebook_id is not None, -abs(one.facts["gap"]), one.group, one.journal
