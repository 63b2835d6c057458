"""Remarks of inspectors as lists: open ones first, by the day they are due (5.3, 7.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from access.principal import Principal
from domain.clock import clock
from domain.enums import RemarkCause, RemarkEvent, RemarkState
from domain.text import fold, short_name, sort_key, squeeze
from models import (
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    Inspection,
    InspectionRemark,
    Lesson,
    RemarkEntry,
    Student,
    StudyGroup,
)
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal

PAGE: Final = 50


class ShowRemarks(StrEnum):
    """Which remarks a list holds."""

    open = auto()  # not closed
    answered = auto()
    overdue = auto()
    escalated = auto()  # passed on to the deputies, not closed
    closed = auto()


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark in a list. Instants are naive UTC."""

    id: int
    inspection_id: int
    journal: JournalName
    cause: RemarkCause | None
    text: str
    due_on: date
    state: RemarkState
    created_at: datetime
    author_id: int
    author: str
    escalated_at: datetime | None
    closed_at: datetime | None
    lesson_id: int | None
    held_on: date | None  # the lesson's day
    pair: int | None
    student_id: int | None
    student: str
    is_draft: bool  # its inspection is not finished: the teacher does not have it yet

    @property
    def is_overdue(self) -> bool:
        """Return whether its day is over and it is not closed."""
        return self.state is not RemarkState.closed and self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class EntryLine:
    """What happened to a remark, and when."""

    event: RemarkEvent
    text: str
    at: datetime
    author: str


_lesson: Final = aliased(Lesson, name="remarked_lesson")


def _query() -> Select[*tuple[Any, ...]]:
    return (
        with_journal(
            select(
                *COLUMNS,
                InspectionRemark.id.label("key"),
                InspectionRemark.inspection_id,
                InspectionRemark.cause,
                InspectionRemark.text,
                InspectionRemark.due_on,
                InspectionRemark.state,
                InspectionRemark.created_at,
                InspectionRemark.author_id,
                InspectionRemark.author_name,
                InspectionRemark.escalated_at,
                InspectionRemark.closed_at,
                InspectionRemark.lesson_id,
                _lesson.held_on,
                _lesson.pair,
                InspectionRemark.student_id,
                Student.last_name.label("student_last"),
                Student.first_name.label("student_first"),
                Student.patronymic.label("student_patronymic"),
                Inspection.finished_at,
            )
            .select_from(InspectionRemark)
            .join(Gradebook, Gradebook.id == InspectionRemark.gradebook_id)
            .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        )
        .outerjoin(_lesson, _lesson.id == InspectionRemark.lesson_id)
        .outerjoin(Student, Student.id == InspectionRemark.student_id)
    )


def open_remarks(
    session: Session,
    *,
    gradebook_ids: Collection[int] | None = None,
    department_id: int | None = None,
    group_id: int | None = None,
    teacher_id: int | None = None,
    year_id: int | None = None,
    limit: int | None = PAGE,
) -> list[RemarkLine]:
    """Return the remarks that are not closed, of finished inspections, what is due first first.

    Within the row scope: a teacher those of the own journals. One statement.
    """
    query = _query().where(
        InspectionRemark.state != RemarkState.closed, Inspection.finished_at.is_not(None)
    )
    if gradebook_ids is not None:
        query = query.where(InspectionRemark.gradebook_id.in_(sorted(gradebook_ids)))
    for column, key in (
        (StudyGroup.department_id, department_id),
        (Gradebook.group_id, group_id),
        (Gradebook.teacher_id, teacher_id),
        (Gradebook.academic_year_id, year_id),
    ):
        if key is not None:
            query = query.where(column == key)
    query = query.order_by(InspectionRemark.due_on, InspectionRemark.id)
    rows = session.execute(query if limit is None else query.limit(limit))
    return [_line(row) for row in rows]


def count_open(session: Session, *, year_id: int | None = None) -> int:
    """Return how many remarks of finished inspections are not closed, as far as they are seen."""
    query = (
        select(func.count())
        .select_from(InspectionRemark)
        .join(Inspection, Inspection.id == InspectionRemark.inspection_id)
        .join(Gradebook, Gradebook.id == InspectionRemark.gradebook_id)
        .where(InspectionRemark.state != RemarkState.closed, Inspection.finished_at.is_not(None))
    )
    if year_id is not None:
        query = query.where(Gradebook.academic_year_id == year_id)
    return session.scalar(query) or 0


@dataclass(frozen=True, slots=True)
class RemarksAsked:
    """Which remarks a list shows."""

    show: ShowRemarks | None = None
    department_id: int | None = None
    group_id: int | None = None
    teacher_id: int | None = None
    author_id: int | None = None
    text: str = ""


def list_remarks(
    session: Session, who: Principal, asked: RemarksAsked, page: int = 0, size: int = PAGE
) -> tuple[list[RemarkLine], bool]:
    """Return a page of the remarks that are seen, open ones first, and whether more follow.

    Of an inspection that is not finished only its inspector sees them.
    """
    closed_last = (InspectionRemark.state == RemarkState.closed).asc()
    query = (
        _query()
        .where(
            or_(Inspection.finished_at.is_not(None), Inspection.inspector_id == (who.user_id or 0)),
            *_narrowed(asked),
        )
        .order_by(closed_last, InspectionRemark.due_on, InspectionRemark.id)
    )
    rows = session.execute(query.offset(page * size).limit(size + 1)).all()
    return [_line(row) for row in rows[:size]], len(rows) > size


def remarks_of(session: Session, inspection_id: int) -> list[RemarkLine]:
    """Return the remarks of an inspection in the order they were made. One statement."""
    query = _query().where(InspectionRemark.inspection_id == inspection_id)
    return [_line(row) for row in session.execute(query.order_by(InspectionRemark.id))]


def find_remark(session: Session, remark_id: int) -> RemarkLine | None:
    """Return a remark, None where there is none of that id that the person sees."""
    row = session.execute(_query().where(InspectionRemark.id == remark_id)).first()
    return None if row is None else _line(row)


def entries_of(session: Session, remark_ids: Collection[int]) -> dict[int, list[EntryLine]]:
    """Return what happened to remarks that the person sees, in order. One statement."""
    found: dict[int, list[EntryLine]] = {key: [] for key in remark_ids}
    if not found:
        return found
    query = (
        select(
            RemarkEntry.remark_id,
            RemarkEntry.event,
            RemarkEntry.text,
            RemarkEntry.at,
            RemarkEntry.author_name,
        )
        .where(RemarkEntry.remark_id.in_(sorted(found)))
        .order_by(RemarkEntry.id)
    )
    for remark_id, event, text, at, author in session.execute(query):
        found[remark_id].append(EntryLine(event, text or "", at, author))
    return found


def _narrowed(asked: RemarksAsked) -> list[ColumnElement[bool]]:
    state, today = InspectionRemark.state, clock.today()
    not_closed = state != RemarkState.closed
    shows: dict[ShowRemarks, ColumnElement[bool]] = {
        ShowRemarks.open: not_closed,
        ShowRemarks.answered: state == RemarkState.answered,
        ShowRemarks.overdue: and_(not_closed, InspectionRemark.due_on < today),
        ShowRemarks.escalated: and_(not_closed, InspectionRemark.escalated_at.is_not(None)),
        ShowRemarks.closed: state == RemarkState.closed,
    }
    found = [] if asked.show is None else [shows[asked.show]]
    found += [
        column == key
        for column, key in (
            (StudyGroup.department_id, asked.department_id),
            (Gradebook.group_id, asked.group_id),
            (Gradebook.teacher_id, asked.teacher_id),
            (InspectionRemark.author_id, asked.author_id),
        )
        if key is not None
    ]
    return found + sought_in_journals(asked.text)


def sought_in_journals(text: str) -> list[ColumnElement[bool]]:
    """Return the criteria of a search in groups, disciplines and teachers' names."""
    return [
        or_(
            StudyGroup.search_name.contains(fold(word), autoescape=True),
            CurriculumItem.search_text.contains(fold(word), autoescape=True),
            EmployeeLabel.sort_name.contains(sort_key(word), autoescape=True),
        )
        for word in squeeze(text).split()
    ]


def _line(row: Any) -> RemarkLine:
    own = row[COUNT:]
    key, inspection_id, cause, text, due_on, state, created_at, author_id, author = own[:9]
    escalated_at, closed_at, lesson_id, held_on, pair, student_id, *name, finished_at = own[9:]
    return RemarkLine(
        key, inspection_id, journal_name(row), cause, text, due_on, state, created_at, author_id,
        author, escalated_at, closed_at, lesson_id, held_on, pair, student_id,
        short_name(*name) if name[0] else "", finished_at is None,
    )  # fmt: skip
