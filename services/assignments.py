"""A teaching assignment opens its gradebook (5.5.9); nobody writes a gradebook by hand."""

import json
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.session import system_write
from domain.clock import clock
from domain.enums import AuditAction, Standing
from domain.keepers import KeeperTerm, keeper_on, keeper_terms
from models import (
    AcademicYear,
    Gradebook,
    JournalTeacher,
    Lesson,
    LessonPlan,
    Semester,
    TeachingAssignment,
)


class BookKey(NamedTuple):
    """What makes a gradebook one: year, group or subgroup, item, and the part of the load."""

    academic_year_id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    part: int


def book_of(session: Session, assignment: TeachingAssignment) -> BookKey | None:
    """Return which gradebook `assignment` is recorded in; None where its semester is missing."""
    semester = session.get(Semester, assignment.semester_id)
    if semester is None:
        return None
    return BookKey(
        semester.academic_year_id,
        assignment.group_id,
        assignment.subgroup_id,
        assignment.item_id,
        assignment.part or 1,
    )


def keep_gradebooks(session: Session, *keys: BookKey | None) -> None:
    """Open the gradebooks of `keys` where somebody teaches them, and name who keeps them when.

    One that nobody teaches any more and that holds no lesson is dropped; with a lesson in it, it
    stays for ever.
    """
    for key in dict.fromkeys(keys):
        if key is not None:
            _keep(session, key)


def _keep(session: Session, key: BookKey) -> None:
    terms = _terms(session, key)
    book_id = session.scalar(select(Gradebook.id).where(*_same(Gradebook, key)))
    if not terms:
        if book_id is not None and not _is_used(session, book_id):
            system_write(session, delete(Gradebook).where(Gradebook.id == book_id))
            _note(session, AuditAction.delete, book_id, key)
        return
    present = keeper_on(terms, clock.today())
    if book_id is None:
        book_id = _open(session, key, present)
    else:
        this = update(Gradebook).where(Gradebook.id == book_id, Gradebook.teacher_id != present)
        system_write(session, this.values(teacher_id=present))
    _write_terms(session, book_id, terms)


def _terms(session: Session, key: BookKey) -> list[KeeperTerm]:
    """Return who keeps the journal of `key` when, by the assignments of its year."""
    year = session.get_one(AcademicYear, key.academic_year_id)
    query = (
        select(TeachingAssignment, Semester)
        .join(Semester, Semester.id == TeachingAssignment.semester_id)
        .where(
            Semester.academic_year_id == key.academic_year_id,
            *(
                getattr(TeachingAssignment, name).is_not_distinct_from(getattr(key, name))
                for name in ("group_id", "subgroup_id", "item_id", "part")
            ),
        )
    )
    begun = [
        (assignment.starts_on or semester.starts_on, assignment.teacher_id)
        for assignment, semester in session.execute(query)
    ]
    return keeper_terms(begun, year.starts_on)


def _open(session: Session, key: BookKey, teacher_id: int) -> int:
    added = system_write(
        session,
        insert(Gradebook).values(**key._asdict(), teacher_id=teacher_id).returning(Gradebook.id),
    )
    book_id = int(added.scalar_one())
    _note(session, AuditAction.create, book_id, key)
    return book_id


def _write_terms(session: Session, book_id: int, terms: list[KeeperTerm]) -> None:
    own = (JournalTeacher.gradebook_id == book_id, JournalTeacher.standing == Standing.main)
    columns = select(JournalTeacher.teacher_id, JournalTeacher.starts_on, JournalTeacher.ends_on)
    rows = session.execute(columns.where(*own).order_by(JournalTeacher.starts_on)).all()
    if [tuple(row) for row in rows] == [tuple(term) for term in terms]:
        return
    system_write(session, delete(JournalTeacher).where(*own))
    common = {"gradebook_id": book_id, "standing": Standing.main}
    system_write(
        session, insert(JournalTeacher.__table__), [common | term._asdict() for term in terms]
    )


def _is_used(session: Session, book_id: int) -> bool:
    return any(
        session.scalar(select(model.id).where(model.gradebook_id == book_id).limit(1)) is not None
        for model in (Lesson, LessonPlan)
    )


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
