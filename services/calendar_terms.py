"""In which journals and on which days a person has lessons, for their calendar."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from domain.enums import Standing
from models import (
    Enrolment,
    Gradebook,
    GuardianChild,
    JournalTeacher,
    Student,
    SubgroupMember,
    TimetableChange,
)


@dataclass(frozen=True, slots=True)
class Term:
    """Days on which the lessons of a journal are somebody's; both ends are days of it."""

    book: int
    starts_on: date
    ends_on: date | None
    standing: Standing = Standing.main
    pair: int | None = None  # of a stand-in
    teacher_id: int | None = None  # where the calendar is a teacher's
    label: str = ""  # whose lesson it is, where the calendar is of several children


_teacher: Final = PlainSelect(
    "the journals that the owner of a calendar feed keeps or stands in for a day in",
    select(
        JournalTeacher.gradebook_id,
        JournalTeacher.starts_on,
        JournalTeacher.ends_on,
        JournalTeacher.standing,
        TimetableChange.pair,
    )
    .outerjoin(TimetableChange, TimetableChange.id == JournalTeacher.change_id)
    .where(JournalTeacher.teacher_id == bindparam("teacher")),
)
_students: Final = PlainSelect(
    "the students whose lessons the owner of a calendar feed has: own, or the children's",
    select(Student.id, Student.first_name).where(
        or_(
            Student.id == bindparam("student"),
            Student.id.in_(
                select(GuardianChild.student_id)
                .where(GuardianChild.guardian_id == bindparam("guardian"))
                .scalar_subquery()
            ),
        )
    ),
)
_enrolled: Final = PlainSelect(
    "the journals of the groups that a student is in by date, for a calendar feed",
    select(
        Gradebook.id,
        Enrolment.student_id,
        Enrolment.starts_on,
        Enrolment.ends_on,
        Gradebook.subgroup_id,
    )
    .join(Enrolment, Enrolment.group_id == Gradebook.group_id)
    .where(Enrolment.student_id.in_(bindparam("students", expanding=True))),
)
_members: Final = PlainSelect(
    "the subgroups that a student is in by date, for a calendar feed",
    select(
        SubgroupMember.student_id,
        SubgroupMember.subgroup_id,
        SubgroupMember.starts_on,
        SubgroupMember.ends_on,
    ).where(SubgroupMember.student_id.in_(bindparam("students", expanding=True))),
)
_of_group: Final = PlainSelect(
    "the journals of a group whose calendar is asked for",
    select(Gradebook.id).where(Gradebook.group_id == bindparam("group")),
)


def teacher_terms(session: Session, employee_id: int) -> list[Term]:
    """Return the journals that a teacher keeps or stands in, when; a stand-in has one pair."""
    return [
        Term(book, first, last, standing, pair, employee_id)
        for book, first, last, standing, pair in _teacher(session, proven=True, teacher=employee_id)
    ]


def student_terms(session: Session, who: Principal) -> list[Term]:
    """Return the journals of a student's groups and subgroups, or those of a parent's children."""
    found = _students(
        session, proven=True, student=who.student_id or 0, guardian=who.guardian_id or 0
    ).all()
    names = {row.id: row.first_name for row in found}
    ids = sorted(names)
    inside: dict[tuple[int, int], list[tuple[date, date | None]]] = defaultdict(list)
    for student, subgroup, first, last in _members(session, proven=True, students=ids):
        inside[student, subgroup].append((first, last))
    terms = []
    for book, student, first, last, subgroup in _enrolled(session, proven=True, students=ids):
        label = names[student] if len(ids) > 1 else ""
        spans = [(first, last)] if subgroup is None else inside[student, subgroup]
        for begins, ends in spans:
            start, end = max(first, begins), min(last or date.max, ends or date.max)
            if start <= end:
                terms.append(Term(book, start, end, label=label))
    return terms


def group_terms(session: Session, group_id: int) -> list[Term]:
    """Return all journals of a group."""
    books = _of_group(session, proven=True, group=group_id).scalars()
    return [Term(book, date.min, None) for book in books]


__all__ = ["Term", "group_terms", "student_terms", "teacher_terms"]
