"""The works whose results are not there, with the students who lack them (5.5.6)."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from access.proven import PlainSelect
from domain.deadlines import WITH_RESULTS
from domain.enums import AbsenceKind, LessonKind
from models import (
    Absence,
    Enrolment,
    Gradebook,
    Lesson,
    Mark,
    Student,
    SubgroupMember,
    Work,
)
from services.duty_statements import (
    FIRST,
    JOURNALS,
    MOST_ROWS,
    TODAY,
    WHY,
    covers,
    is_signed,
)
from services.journal_keepers import held_by_me

NAMES: Final = "\n"  # between the names of students


def expected() -> Any:
    """Return the works whose results are not all there: entered ones, and lessons that are one.

    Where no work was entered nothing says who had to do it: results of a lesson are there once
    somebody has a mark; of a control work everybody has one.
    """
    entered = (
        select(Work.lesson_id, Work.id.label("work_id"), Work.due_on, Work.title)
        .join(Lesson, Lesson.id == Work.lesson_id)
        .where(
            Work.results_at.is_(None),
            Work.is_required.is_(True),
            Work.due_on.between(FIRST, TODAY),
            Lesson.gradebook_id.in_(JOURNALS),
        )
    )
    marked = exists(select(Mark.id).where(Mark.lesson_id == Lesson.id, Mark.work_id.is_(None)))
    works = exists(select(Work.id).where(Work.lesson_id == Lesson.id))
    whole = select(Lesson.id, cast(null(), Integer), Lesson.held_on, literal("", String())).where(
        Lesson.gradebook_id.in_(JOURNALS),
        Lesson.held_on.between(FIRST, TODAY),
        Lesson.kind.in_(sorted(WITH_RESULTS, key=str)),
        Lesson.task_kind.is_not(None),
        or_(Lesson.kind == LessonKind.control, ~marked),
        ~works,
    )
    return union_all(entered, whole).subquery("expected")


def lacking(work_id: Any, due_on: Any) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on a student of the group who lacks the result of a work.

    Who missed the lesson on which a work was done owes it (4.3): that is no duty of the teacher.
    """
    yield ~exists(
        select(Mark.id).where(
            Mark.lesson_id == Lesson.id,
            Mark.student_id == Student.id,
            Mark.work_id.is_not_distinct_from(work_id),
        )
    )
    missed = exists(
        select(Absence.id).where(
            Absence.lesson_id == Lesson.id,
            Absence.student_id == Student.id,
            Absence.kind != AbsenceKind.late,
        )
    )
    yield or_(~missed, due_on > Lesson.held_on)
    in_subgroup = exists(
        select(SubgroupMember.id).where(
            SubgroupMember.subgroup_id == Gradebook.subgroup_id,
            SubgroupMember.student_id == Student.id,
            covers(SubgroupMember.starts_on, SubgroupMember.ends_on, Lesson.held_on),
        )
    )
    yield or_(Gradebook.subgroup_id.is_(None), in_subgroup)


def _results() -> Select[*tuple[Any, ...]]:
    """Return the statement of works without results, with the students who lack them."""
    due = expected()
    name = (
        Student.last_name + " " + Student.first_name + " " + func.coalesce(Student.patronymic, "")
    )
    shown = (
        Lesson.id,
        due.c.work_id,
        Lesson.gradebook_id,
        Lesson.held_on,
        Lesson.pair,
        Lesson.topic,
        due.c.due_on,
        due.c.title,
    )
    return (
        select(*shown, func.aggregate_strings(name, NAMES).label("names"))
        .select_from(due)
        .join(Lesson, Lesson.id == due.c.lesson_id)
        .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
        .join(
            Enrolment,
            and_(
                Enrolment.group_id == Gradebook.group_id,
                covers(Enrolment.starts_on, Enrolment.ends_on, Lesson.held_on),
            ),
        )
        .join(Student, Student.id == Enrolment.student_id)
        .where(
            *lacking(due.c.work_id, due.c.due_on),
            held_by_me(),
            ~is_signed(Lesson.held_on),
        )
        .group_by(*shown)
        .order_by(due.c.due_on, Lesson.id)
        .limit(MOST_ROWS)
    )


results: Final = PlainSelect(WHY, _results())
