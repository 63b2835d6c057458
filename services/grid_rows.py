"""The students, lessons and works of a grid: a statement for each, whatever its size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    String,
    and_,
    bindparam,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from access.predicates import ME_STUDENT, in_ids
from access.proven import PlainSelect
from access.role_sets import own_children
from domain.attendance_sheet import Period
from domain.periods import intersection
from domain.terms import Term
from domain.text import short_name
from models import (
    Enrolment,
    Lesson,
    Room,
    Student,
    SubgroupMember,
    Work,
)
from services.grid_head import Head
from services.grid_shapes import GridWork

Columns = tuple[Any, ...]
_WHY: Final = "the journal was found visible, whole, through a role that reads cells"


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student and the days of being taught here."""

    id: int
    name: str
    short_name: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class TermRows:
    """The lessons of a term as rows, and their works by lesson and ordinal, both in order."""

    lessons: Sequence[Any]
    works: Mapping[tuple[int, int], GridWork]


_STUDENTS: Final = (
    select(
        Student.id,
        Student.last_name,
        Student.first_name,
        Student.patronymic,
        Enrolment.starts_on,
        Enrolment.ends_on,
        SubgroupMember.starts_on.label("member_from"),
        SubgroupMember.ends_on.label("member_until"),
    )
    .join(Enrolment, Enrolment.student_id == Student.id)
    .outerjoin(
        SubgroupMember,
        and_(
            SubgroupMember.student_id == Student.id,
            SubgroupMember.subgroup_id == bindparam("subgroup"),
        ),
    )
    .where(
        Enrolment.group_id == bindparam("group"),
        Enrolment.starts_on <= bindparam("last"),
        or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("first")),
    )
    .order_by(Student.sort_name, Student.id, Enrolment.starts_on, SubgroupMember.starts_on)
)
_all_students = PlainSelect(_WHY, _STUDENTS)
_own_students = PlainSelect(
    "never run past the scope",
    _STUDENTS.where(or_(Student.id == ME_STUDENT, in_ids(Student.id, own_children()))),
)


def read_students(session: Session, head: Head, term: Term) -> list[StudentRow]:
    """Return the students taught in a journal on some day of `term`, in the order of names."""
    query = _all_students if head.whole else _own_students
    rows = query(
        session,
        proven=head.whole,
        subgroup=head.subgroup_id or 0,
        group=head.group_id,
        first=term.starts_on,
        last=term.ends_on,
    ).all()
    names: dict[int, tuple[str, str, str | None]] = {}
    periods: dict[int, list[Period]] = defaultdict(list)
    for key, last, first, patronymic, starts_on, ends_on, *member in rows:
        period: Period | None = Period(starts_on, ends_on)
        if head.subgroup_id is not None and period is not None:
            period = (
                intersection(Period(starts_on, ends_on), Period(*member)) if member[0] else None
            )
        if period is not None and period.starts_on <= term.ends_on and _lasts(period, term):
            names[key] = last, first, patronymic
            periods[key].append(period)
    return [
        StudentRow(key, " ".join(filter(None, name)), short_name(*name), tuple(periods[key]))
        for key, name in names.items()
    ]


def _lasts(period: Period, term: Term) -> bool:
    return period.ends_on is None or period.ends_on >= term.starts_on


_lessons = PlainSelect(
    _WHY,
    select(
        Lesson.id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.hours,
        type_coerce(Lesson.kind, String()),
        type_coerce(Lesson.mode, String()),
        Lesson.topic,
        Lesson.homework,
        Lesson.tasks,
        type_coerce(Lesson.task_kind, String()),
        Lesson.practical_hours,
        Lesson.topic_id,
        Room.name,
        Lesson.confirmed_at,
        Work.id.label("work_id"),
        Work.lesson_id,
        Work.ordinal,
        type_coerce(Work.kind, String()).label("work_kind"),
        Work.title,
        Work.is_required,
        Work.weight,
        Work.issued_on,
        Work.due_on,
        Work.results_at,
    )
    .outerjoin(Room, Room.id == Lesson.room_id)
    .outerjoin(Work, Work.lesson_id == Lesson.id)
    .where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id, Work.ordinal),
)
_WORK_AT: Final = 14  # where the columns of a work begin


def read_lessons(session: Session, head: Head, term: Term) -> TermRows:
    """Return the rows of the term's lessons and their works, in order."""
    rows = _lessons(
        session,
        proven=head.whole,
        gradebook=head.id,
        first=term.starts_on,
        last=term.ends_on,
    ).all()
    with_works = [row for row in rows if row[_WORK_AT] is not None]
    if not with_works:
        return TermRows(rows, {})
    works = (GridWork(*row[_WORK_AT:]) for row in with_works)
    return TermRows(
        list({row.id: row for row in rows}.values()),
        {(work.lesson_id, work.ordinal): work for work in works},
    )
