"""Marks that were changed in a period, from the audit trail (clauses 3.6, 7.3, 9.1)."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import AuditAction, RequestState
from domain.mark_changes import MarkChange, mark_change
from domain.text import short_name
from models import (
    AuditEntry,
    CorrectionWindow,
    CurriculumItem,
    DisciplineResult,
    Gradebook,
    Lesson,
    SemesterGrade,
    Student,
    StudyGroup,
    YearGrade,
)
from models.audit import CELL

FINALS: Final = tuple(model.__tablename__ for model in (SemesterGrade, YearGrade, DisciplineResult))


@dataclass(frozen=True, slots=True)
class ChangedMark:
    """A mark that stood and was changed. Instants are naive UTC."""

    at: datetime
    actor: str
    group: str
    item: str
    student: str
    entity: str  # «cell», or the table of a final mark
    held_on: date | None  # of the lesson, None of a final mark
    pair: int | None
    change: MarkChange
    reason: str
    is_late: bool  # after the lesson's day
    in_window: bool  # while a correction window was open for it
    gradebook_id: int = 0
    lesson_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Window:
    """A granted window of a journal."""

    lessons_from: date
    lessons_to: date
    opened_at: datetime
    closes_at: datetime

    def holds(self, at: datetime, held_on: date) -> bool:
        """Return whether it let a lesson of `held_on` be changed at that instant."""
        return (
            self.opened_at <= at < self.closes_at
            and self.lessons_from <= held_on <= self.lessons_to
        )


def changed_marks(
    session: Session, first: date, last: date, department_id: int | None = None
) -> list[ChangedMark]:
    """Return the marks changed from `first` to `last`, as far as the trail is theirs to read.

    Days are the college's; the oldest change first. Two statements, whatever their number.
    """
    since, until = clock.start_of(first), clock.start_of(last + timedelta(days=1))
    found: list[tuple[Any, MarkChange]] = []
    for row in session.execute(_entries(since, until, department_id)):
        change = _change(row)
        if change is not None:
            found.append((row, change))
    windows = _windows(session, {row.gradebook_id for row, _change_ in found})
    return [_told(row, change, windows.get(row.gradebook_id, ())) for row, change in found]


def _entries(since: datetime, until: datetime, department_id: int | None) -> Any:
    """Return the select of what may have changed a mark that stood."""
    of_cell = and_(AuditEntry.field == CELL, AuditEntry.action != AuditAction.create)
    of_final = and_(
        AuditEntry.entity.in_(FINALS),
        or_(
            and_(AuditEntry.field == "code", AuditEntry.action == AuditAction.update),
            AuditEntry.action == AuditAction.delete,
        ),
    )
    query = (
        select(
            AuditEntry.at,
            AuditEntry.actor,
            AuditEntry.entity,
            AuditEntry.field,
            AuditEntry.old,
            AuditEntry.new,
            AuditEntry.reason,
            AuditEntry.is_late,
            AuditEntry.gradebook_id,
            AuditEntry.lesson_id,
            StudyGroup.name.label("group"),
            CurriculumItem.index_code,
            CurriculumItem.name.label("item"),
            Lesson.held_on,
            Lesson.pair,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
        )
        .select_from(AuditEntry)
        .join(Gradebook, Gradebook.id == AuditEntry.gradebook_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .outerjoin(Lesson, Lesson.id == AuditEntry.lesson_id)
        .outerjoin(Student, Student.id == AuditEntry.student_id)
        .where(AuditEntry.at >= since, AuditEntry.at < until, or_(of_cell, of_final))
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    if department_id is not None:
        query = query.where(StudyGroup.department_id == department_id)
    return query


def _change(row: Any) -> MarkChange | None:
    if row.field is None:  # a final mark that was taken away whole
        return mark_change(json.loads(row.old or "{}").get("code") or "", "")
    return mark_change(row.old or "", row.new or "")


def _windows(session: Session, books: Collection[int]) -> Mapping[int, Sequence[_Window]]:
    """Return the granted windows of journals."""
    found: dict[int, list[_Window]] = defaultdict(list)
    if not books:
        return found
    rows = session.execute(
        select(
            CorrectionWindow.gradebook_id,
            CorrectionWindow.lessons_from,
            CorrectionWindow.lessons_to,
            CorrectionWindow.decided_at,
            CorrectionWindow.closes_at,
        ).where(
            CorrectionWindow.gradebook_id.in_(sorted(books)),
            CorrectionWindow.state == RequestState.granted,
        )
    )
    for book_id, *days, opened_at, closes_at in rows:
        if opened_at is not None and closes_at is not None:
            found[book_id].append(_Window(days[0], days[1], opened_at, closes_at))
    return found


def _told(row: Any, change: MarkChange, windows: Sequence[_Window]) -> ChangedMark:
    held_on = row.held_on
    return ChangedMark(
        at=row.at,
        actor=row.actor,
        group=row.group,
        item=f"{row.index_code} {row.item}",
        student=short_name(row.last_name, row.first_name, row.patronymic) if row.last_name else "",
        entity=row.entity,
        held_on=held_on,
        pair=row.pair,
        change=change,
        reason=row.reason or "",
        is_late=row.is_late,
        in_window=held_on is not None and any(one.holds(row.at, held_on) for one in windows),
        gradebook_id=row.gradebook_id,
        lesson_id=row.lesson_id,
    )
