"""The few figures that those who answer for journals need, each with the list behind it (5.2)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from domain.clock import clock
from domain.monitor import Counts, Point, Span, Step, over_time, step_of
from domain.month import Month
from domain.quality import summary_of
from domain.regulation import Norm
from services import dashboard_statements as statements
from services.control_plan import PlanItem, items_due
from services.dashboard_statements import READS_DASHBOARD
from services.handovers import DueSheet, due_sheets
from services.monitor_books import read_books
from services.monitor_lessons import by_group_and_day, excused
from services.monitor_limits import limits
from services.monitor_shapes import Book, Filters
from services.regulation import rulebook

SEMESTERS: Final = 6  # with final marks, that a picture shows
SINCE: Final = timedelta(days=1200)  # days: six semesters and the holidays between them


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group: what became of its lessons, who was away, who owes, what is signed."""

    group_id: int
    group: str
    department_id: int
    department: str
    counts: Counts
    missed: int  # academic hours of recorded lessons
    unexcused: int  # of them without a good reason
    debts: int
    debtors: int
    to_sign: int  # semesters of journals that are over
    signed: int
    students: int


@dataclass(frozen=True, slots=True)
class TermMarks:
    """The final marks of a semester: shares in percent of the marks given."""

    year: str
    number: int
    marks: int
    success: Decimal | None
    quality: Decimal | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody; None where the person does not look at it."""

    remarks: int | None
    overdue: int | None
    sheets: int | None
    items: Sequence[PlanItem]
    attendance: Sequence[DueSheet]  # of the month before, not handed over or not received


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that a dashboard shows."""

    span: Span
    step: Step
    groups: tuple[GroupFigures, ...]  # by name
    points: Sequence[Point]
    terms: tuple[TermMarks, ...]  # the oldest first
    waiting: Waiting
    departments: tuple[tuple[int, str], ...]  # to choose from


def dashboard(
    session: Session, first: date, last: date, department_id: int | None = None
) -> Dashboard:
    """Return the figures of the days from `first` to `last`, of the groups the principal oversees.

    Twelve statements at most. Raises ValueError for more than a year.
    """
    every = read_books(session, first, last, Filters(), READS_DASHBOARD)
    departments = sorted({(one.department_id, one.department) for one in every}, key=lambda d: d[1])
    books = [one for one in every if department_id in (None, one.department_id)]
    bounds = limits(session, first, last)
    back = excused(session, books, bounds)
    days = by_group_and_day(session, books, bounds, back)
    span = Span(first, last)
    step = step_of(span)
    return Dashboard(
        span,
        step,
        _groups(session, books, days, span),
        over_time([(day, counts) for _group, day, counts in days], span, step),
        _terms(session, department_id),
        _waiting(session, books, department_id),
        tuple(departments),
    )


def _groups(
    session: Session,
    books: Sequence[Book],
    days: Sequence[tuple[int, date, Counts]],
    span: Span,
) -> tuple[GroupFigures, ...]:
    if not books:
        return ()
    named = {book.group_id: book for book in sorted(books, key=lambda one: one.group)}
    counts: dict[int, Counts] = defaultdict(Counts)
    for group, _day, some in days:
        counts[group] += some
    sums: dict[tuple[int, int], tuple[int, int]] = {}
    for what, group, one, other in statements.groups(
        session,
        proven=True,
        books=[book.id for book in books],
        groups=list(named),
        today=clock.today(),
        first_day=span.first,
        last_day=min(span.last, clock.today()),
    ):
        sums[what, group] = int(one), int(other)
    none = 0, 0
    return tuple(
        GroupFigures(
            key,
            book.group,
            book.department_id,
            book.department,
            counts[key],
            *sums.get((statements.ABSENT, key), none),
            *sums.get((statements.OWED, key), none),
            *sums.get((statements.CLOSING, key), none),
            sums.get((statements.STUDENTS, key), none)[0],
        )
        for key, book in named.items()
    )


def _terms(session: Session, department_id: int | None) -> tuple[TermMarks, ...]:
    """Return the last semesters that have marks; a programme's own terms count where they end."""
    today = clock.today()
    rows = statements.final_marks(session, today - SINCE, department_id)
    spans = {
        row.id: (row.starts_on, row.ends_on, row.year, row.number)
        for row in rows
        if row.programme_id is None
    }
    counts: dict[int, Counter[str | None]] = {key: Counter() for key in spans}
    for row in rows:
        key = next((k for k, s in spans.items() if s[0] <= row.ends_on <= s[1]), None)
        if key is not None:
            counts[key][row.code] += row.count
    found = []
    for key, (_begins, ends, year, number) in spans.items():
        weights = rulebook(session).on(ends).weights(Norm.degree_weights)
        marks = summary_of(counts[key], weights)
        found.append(TermMarks(year, number, marks.total, marks.success, marks.quality))
    return tuple(found[-SEMESTERS:])


def _waiting(session: Session, books: Sequence[Book], department_id: int | None) -> Waiting:
    who = current_principal()

    def looks_at(resource: Resource) -> bool:
        return who.may(Action.read, resource)

    groups = sorted({book.group_id for book in books}) or [0]
    years = sorted({book.year_id for book in books}) or [0]
    row = statements.waiting(session, groups, years)
    has_remarks = looks_at(Resource.inspection_remark)
    items = (
        items_due(session, department_id=department_id)
        if looks_at(Resource.control_plan_item)
        else []
    )
    sheets = (
        due_sheets(session, Month.of(clock.today()).previous(), department_id=department_id)
        if looks_at(Resource.attendance_handover)
        else []
    )
    return Waiting(
        row.remarks if has_remarks else None,
        row.overdue if has_remarks else None,
        row.sheets if looks_at(Resource.attestation_sheet) else None,
        items,
        [one for one in sheets if one.received_at is None],
    )
