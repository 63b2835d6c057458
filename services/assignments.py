"""A teaching assignment opens its gradebook (5.5.9); nobody writes a gradebook by hand."""

import json
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from access.audit import record
from access.session import system_write
from domain.enums import AuditAction
from models import Gradebook, Lesson, Semester, TeachingAssignment


class BookKey(NamedTuple):
    """What makes a gradebook one: year, group or subgroup, item and the teacher who keeps it."""

    academic_year_id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    teacher_id: int


def book_of(session: Session, assignment: TeachingAssignment) -> BookKey | None:
    """Return which gradebook `assignment` is recorded in; None while nobody teaches it."""
    semester = session.get(Semester, assignment.semester_id)
    if assignment.teacher_id is None or semester is None:
        return None
    return BookKey(
        semester.academic_year_id,
        assignment.group_id,
        assignment.subgroup_id,
        assignment.item_id,
        assignment.teacher_id,
    )


def keep_gradebooks(session: Session, before: BookKey | None, after: BookKey | None) -> None:
    """Open the gradebook of `after` where there is none, and drop that of `before` if unused.

    A gradebook with a lesson in it stays for ever: a new teacher gets one of their own.
    """
    if before == after:
        return
    if after is not None:
        open_gradebook(session, after)
    if before is not None:
        _drop_unused(session, before)


def open_gradebook(session: Session, key: BookKey) -> int:
    """Return the id of the gradebook `key`, opened where there is none yet."""
    found = session.scalar(select(Gradebook.id).where(*_same(Gradebook, key)))
    if found is not None:
        return found
    added = system_write(session, insert(Gradebook).values(**key._asdict()).returning(Gradebook.id))
    book_id = int(added.scalar_one())
    _note(session, AuditAction.create, book_id, key)
    return book_id


def _drop_unused(session: Session, key: BookKey) -> None:
    book_id = session.scalar(select(Gradebook.id).where(*_same(Gradebook, key)))
    if book_id is None or _is_used(session, book_id, key):
        return
    system_write(session, delete(Gradebook).where(Gradebook.id == book_id))
    _note(session, AuditAction.delete, book_id, key)


def _is_used(session: Session, book_id: int, key: BookKey) -> bool:
    lesson = select(Lesson.id).where(Lesson.gradebook_id == book_id).limit(1)
    if session.scalar(lesson) is not None:
        return True
    year, *rest = key
    semesters = select(Semester.id).where(Semester.academic_year_id == year)
    names = ("group_id", "subgroup_id", "item_id", "teacher_id")
    same = [
        getattr(TeachingAssignment, name).is_not_distinct_from(value)
        for name, value in zip(names, rest, strict=True)
    ]
    others = select(TeachingAssignment.id).where(
        TeachingAssignment.semester_id.in_(semesters), *same
    )
    return session.scalar(others.limit(1)) is not None


def _same(model: Any, key: BookKey) -> list[Any]:
    return [
        getattr(model, name).is_not_distinct_from(value) for name, value in key._asdict().items()
    ]


def _note(session: Session, action: AuditAction, book_id: int, key: BookKey) -> None:
    whole = json.dumps({name: str(value) for name, value in key._asdict().items() if value})
    entry = {
        "action": action,
        "entity": Gradebook.__tablename__,
        "entity_id": book_id,
        "gradebook_id": book_id,
        "new" if action is AuditAction.create else "old": whole,
    }
    record(session, [entry])
