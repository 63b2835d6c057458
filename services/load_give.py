"""Giving rows of the load to a teacher, one or several at once."""

from collections.abc import Collection
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from models import Semester, TeachingAssignment
from services.errors import FieldsError
from services.load_lessons import same_key
from services.load_rows import (
    books,
    checked,
    find_teacher,
    finish,
    locked_by_id,
    locked_rows,
    may_change,
)

MOST_ROWS: Final = 100  # given at once, in one unit


def give_teacher(
    session: Session,
    who: Principal,
    ids: Collection[int],
    teacher_id: int | None,
    whole_year: bool = False,
) -> list[int]:
    """Give the rows `ids` to a teacher, or to nobody, and commit; return what was changed.

    `whole_year` also gives the rows of the same part in the other semesters of the year that are
    vacant or have the same teacher as before. All or nothing. Raises FieldsError, NotFoundError,
    NotAllowedError.
    """
    may_change(who)
    if not ids or len(set(ids)) > MOST_ROWS:
        sentence = _("From one to %(most)d rows of the load can be given at once.", most=MOST_ROWS)
        raise FieldsError({"ids": sentence})
    with writing():
        rows = {row.id: row for row in locked_by_id(session, ids)}
        find_teacher(session, teacher_id)
        if whole_year:
            for row in list(rows.values()):
                rows |= {other.id: other for other in _other_semesters(session, row)}
        changed = [row for row in rows.values() if row.teacher_id != teacher_id]
        for row in changed:
            row.teacher_id = teacher_id
            checked(session, row)
        finish(session, books(session, changed))
    return sorted(row.id for row in changed)


def _other_semesters(session: Session, row: TeachingAssignment) -> list[TeachingAssignment]:
    year = select(Semester.academic_year_id).where(Semester.id == row.semester_id)
    semesters = select(Semester.id).where(Semester.academic_year_id == year.scalar_subquery())
    return locked_rows(
        session,
        *same_key(TeachingAssignment, row),
        TeachingAssignment.semester_id.in_(semesters),
        TeachingAssignment.semester_id != row.semester_id,
        TeachingAssignment.starts_on.is_(None),
        or_(
            TeachingAssignment.teacher_id.is_(None),
            TeachingAssignment.teacher_id == row.teacher_id,
        ),
    )
