"""What the overview of closings counts: seven statements, whatever the number of journals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Integer, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import (
    CurriculumHours,
    Enrolment,
    Gradebook,
    GradeClosing,
    Lesson,
    Semester,
    SemesterGrade,
    SubgroupMember,
    YearGrade,
)

_WHY: Final = "counts of journals that were found visible through a role that reads closings"
_BOOKS: Final = bindparam("books", expanding=True, type_=Integer())


@dataclass(frozen=True, slots=True)
class Counts:
    """Facts about journals by their keys."""

    semesters: Sequence[Any]
    hours: Mapping[int, Mapping[int, int]]
    students: Mapping[int, list[tuple[date, date | None, int]]]  # first, last day, how many
    grades: Mapping[tuple[int, int | None], int]
    lessons: Mapping[tuple[int, int], Any]
    closings: Mapping[tuple[int, int | None], bool]  # whether it is signed now


_semesters: Final = PlainSelect(
    "the semesters of a year are open to all",
    select(
        Semester.id, Semester.number, Semester.starts_on, Semester.ends_on, Semester.programme_id
    )
    .where(Semester.academic_year_id == bindparam("year"))
    .order_by(Semester.starts_on, Semester.number),
)
_hours: Final = PlainSelect(
    "hours of a curriculum are open to all who see a journal",
    select(
        CurriculumHours.item_id,
        CurriculumHours.semester_number,
        (
            CurriculumHours.theory
            + CurriculumHours.practice
            + CurriculumHours.lab
            + CurriculumHours.coursework
        ).label("hours"),
    ).where(CurriculumHours.item_id.in_(bindparam("items", expanding=True, type_=Integer()))),
)
_students: Final = PlainSelect(
    _WHY,
    select(Gradebook.id, Enrolment.starts_on, Enrolment.ends_on, func.count())
    .join(Enrolment, Enrolment.group_id == Gradebook.group_id)
    .outerjoin(
        SubgroupMember,
        and_(
            SubgroupMember.subgroup_id == Gradebook.subgroup_id,
            SubgroupMember.student_id == Enrolment.student_id,
            SubgroupMember.ends_on.is_(None),
        ),
    )
    .where(
        Gradebook.id.in_(_BOOKS),
        or_(Gradebook.subgroup_id.is_(None), SubgroupMember.id.is_not(None)),
    )
    .group_by(Gradebook.id, Enrolment.starts_on, Enrolment.ends_on),
)
_grades: Final = PlainSelect(
    _WHY,
    select(SemesterGrade.gradebook_id, SemesterGrade.semester_id, func.count())
    .where(SemesterGrade.gradebook_id.in_(_BOOKS))
    .group_by(SemesterGrade.gradebook_id, SemesterGrade.semester_id),
)
_year_grades: Final = PlainSelect(
    _WHY,
    select(YearGrade.gradebook_id, func.count())
    .where(YearGrade.gradebook_id.in_(_BOOKS))
    .group_by(YearGrade.gradebook_id),
)
_today: Final = bindparam("today", type_=Lesson.held_on.type)
_lessons: Final = PlainSelect(
    _WHY,
    select(
        Lesson.gradebook_id,
        Semester.id,
        func.sum(case((and_(Lesson.held_on < _today, Lesson.confirmed_at.is_(None)), 1), else_=0)),
        func.sum(case((Lesson.held_on > _today, 1), else_=0)),
    )
    .join(Semester, Lesson.held_on.between(Semester.starts_on, Semester.ends_on))
    .where(Semester.academic_year_id == bindparam("year"), Lesson.gradebook_id.in_(_BOOKS))
    .group_by(Lesson.gradebook_id, Semester.id),
)
_closings: Final = PlainSelect(
    _WHY,
    select(GradeClosing.gradebook_id, GradeClosing.semester_id, GradeClosing.reopened_at)
    .where(GradeClosing.gradebook_id.in_(_BOOKS))
    .order_by(GradeClosing.id),
)


def read_counts(session: Session, year_id: int, books: Sequence[Any], today: date) -> Counts:
    """Return the facts about `books`, rows with the keys of visible journals and items."""
    ids = {"books": [book.id for book in books] or [0]}
    items = {"items": sorted({book.item_id for book in books}) or [0]}
    hours: dict[int, dict[int, int]] = defaultdict(dict)
    for item_id, number, planned in _hours(session, proven=True, **items):
        hours[item_id][number] = planned
    students: dict[int, list[tuple[date, date | None, int]]] = defaultdict(list)
    for book, starts_on, ends_on, number in _students(session, proven=True, **ids):
        students[book].append((starts_on, ends_on, number))
    grades: dict[tuple[int, int | None], int] = {
        (book, semester): number for book, semester, number in _grades(session, proven=True, **ids)
    }
    grades |= {(book, None): n for book, n in _year_grades(session, proven=True, **ids)}
    lessons = _lessons(session, proven=True, year=year_id, today=today, **ids)
    closings = _closings(session, proven=True, **ids)
    return Counts(
        _semesters(session, proven=True, year=year_id).all(),
        hours,
        students,
        grades,
        {(book, semester): counts for book, semester, *counts in lessons},
        {(book, semester): reopened is None for book, semester, reopened in closings},
    )
