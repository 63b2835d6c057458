"""The statements behind the questions about objectivity: sums and few rows (3.6, 7.3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import DateTime, Integer, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from access.proven import PlainSelect
from domain.cells import NUMERIC
from models import AuditEntry, Gradebook, Lesson, Semester, SemesterGrade, Student
from models.audit import CELL
from services.journal_rights import through

_WHY: Final = "journals were found visible through a role that asks about their objectivity"
_BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
finals: Final = PlainSelect(
    _WHY,
    select(
        SemesterGrade.gradebook_id,
        SemesterGrade.semester_id,
        SemesterGrade.code,
        SemesterGrade.suggested,
        SemesterGrade.weighted,
        SemesterGrade.marks,
        SemesterGrade.needed,
        SemesterGrade.reason,
        SemesterGrade.student_id,
    ).where(
        SemesterGrade.gradebook_id.in_(_BOOKS),
        SemesterGrade.semester_id.in_(bindparam("terms", expanding=True, type_=Integer())),
        or_(
            SemesterGrade.suggested.is_(None),
            SemesterGrade.code != SemesterGrade.suggested,
            SemesterGrade.marks < SemesterGrade.needed,
        ),
    ),
)
# Apart: joined, SQLite begins with all students instead of the journals.
names: Final = PlainSelect(
    _WHY,
    select(Student.id, Student.last_name, Student.first_name, Student.patronymic).where(
        Student.id.in_(bindparam("students", expanding=True, type_=Integer()))
    ),
)
_lately: Final = AuditEntry.at >= bindparam("lately", type_=DateTime())
_entered: Final = and_(
    AuditEntry.gradebook_id.in_(_BOOKS),
    AuditEntry.field == CELL,
    AuditEntry.at >= bindparam("since", type_=DateTime()),
    AuditEntry.at < bindparam("until", type_=DateTime()),
    func.coalesce(AuditEntry.old, "") == "",
    or_(*(AuditEntry.new.contains(code) for code in NUMERIC)),
)
bulk: Final = PlainSelect(
    _WHY,
    select(
        AuditEntry.gradebook_id,
        func.sum(case((_lately, 1), else_=0)),
        func.count(),
    )
    .where(_entered)
    .group_by(AuditEntry.gradebook_id),
)
bulk_lessons: Final = PlainSelect(
    _WHY,
    select(AuditEntry.gradebook_id, Lesson.id, Lesson.held_on, func.count())
    .join(Lesson, Lesson.id == AuditEntry.lesson_id)
    .where(_entered, _lately)
    .group_by(AuditEntry.gradebook_id, Lesson.id, Lesson.held_on)
    .order_by(Lesson.held_on, Lesson.id),
)


def history(
    session: Session, groups: Sequence[int], first: date, terms: Sequence[int]
) -> Sequence[Any]:
    """Return the marks in figures of groups by item and semester: of `terms`, and those before.

    Rows of group, item, semester, how many, their sum; of journals that the principal looks at.
    """
    worth = case({code: int(code) for code in NUMERIC}, value=SemesterGrade.code)
    query = (
        select(
            Gradebook.group_id,
            Gradebook.item_id,
            SemesterGrade.semester_id,
            func.count(),
            func.sum(worth),
        )
        .join(Gradebook, Gradebook.id == SemesterGrade.gradebook_id)
        .join(Semester, Semester.id == SemesterGrade.semester_id)
        .where(
            Gradebook.group_id.in_(groups),
            or_(Semester.ends_on < first, Semester.id.in_(terms)),
            SemesterGrade.code.in_(NUMERIC),
            through(current_principal(), ((Resource.objectivity, Action.read),)),
        )
        .group_by(Gradebook.group_id, Gradebook.item_id, SemesterGrade.semester_id)
    )
    return session.execute(query).all()
