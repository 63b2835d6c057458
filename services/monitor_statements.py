"""What a semester of many journals holds, in sums: lessons, marks, students (6.2, 3.11)."""

from typing import Any, Final

from sqlalchemy import (
    Date,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import aliased

from access.proven import PlainSelect
from domain.averages import COUNTED
from domain.cells import EXEMPT
from domain.enums import PlanRow, PlanState
from models import (
    Curriculum,
    Enrolment,
    Gradebook,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    Mark,
    Semester,
    SemesterGrade,
    Student,
    StudyGroup,
    SubgroupMember,
    Work,
)
from services.duty_statements import covers

WHY: Final = "counts of journals that were found visible through a role that reads completeness"
LESSONS, WORKS = 1, 2
BOOKS: Final = bindparam("books", expanding=True, type_=Integer())
TERMS: Final = bindparam("terms", expanding=True, type_=Integer())
TODAY: Final = bindparam("today", type_=Date())
_own: Final = aliased(Semester, name="own_term")
_has_own: Final = (
    select(_own.id)
    .where(
        _own.academic_year_id == Gradebook.academic_year_id,
        _own.programme_id == Curriculum.programme_id,
    )
    .correlate(Gradebook, Curriculum)
    .exists()
)


def of_terms(query: Any, wanted: Any = None) -> Any:
    """Return `query`, which reads from Gradebook, with its semesters among the bind `terms`.

    Or with those that are `wanted`, a condition on Semester.

    A programme with terms of its own in a year has no others (2.4).
    """
    return (
        query.join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(
            Semester,
            and_(
                Semester.academic_year_id == Gradebook.academic_year_id,
                Semester.id.in_(TERMS) if wanted is None else wanted,
                or_(
                    Semester.programme_id == Curriculum.programme_id,
                    and_(Semester.programme_id.is_(None), ~_has_own),
                ),
            ),
        )
        .where(Gradebook.id.in_(BOOKS))
    )


in_term: Final = and_(
    Lesson.gradebook_id == Gradebook.id,
    Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
)


def _number(condition: Any, value: Any = 1) -> Any:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


_held: Final = Lesson.confirmed_at.is_not(None)
# Classes of works count as held from the day after: until then nobody can have a mark.
lessons: Final = PlainSelect(
    WHY,
    union_all(
        of_terms(
            select(
                literal(LESSONS).label("what"),
                Gradebook.id.label("book"),
                type_coerce(Lesson.kind, String()).label("kind"),
                type_coerce(Lesson.task_kind, String()).label("task_kind"),
                Lesson.hours.label("hours"),
                _number(Lesson.held_on < TODAY).label("before"),
                _number(Lesson.held_on <= TODAY).label("past"),
                _number(Lesson.held_on > TODAY).label("coming"),
                _number(_held, Lesson.hours).label("held"),
                _number(and_(~_held, Lesson.held_on >= TODAY), Lesson.hours).label("ahead"),
            ).select_from(Gradebook)
        )
        .join(Lesson, in_term)
        .group_by(Gradebook.id, Lesson.kind, Lesson.task_kind, Lesson.hours),
        of_terms(
            select(
                literal(WORKS),
                Gradebook.id,
                type_coerce(Work.kind, String()),
                cast(null(), String()),
                *(literal(0),) * 6,
            ).select_from(Gradebook)
        )
        .join(Lesson, in_term)
        .join(Work, Work.lesson_id == Lesson.id)
        .where(Work.due_on < TODAY)
        .group_by(Gradebook.id, Work.kind),
    ),
)
marks: Final = PlainSelect(
    WHY,
    of_terms(
        select(
            Gradebook.id,
            Mark.student_id,
            type_coerce(Lesson.kind, String()).label("kind"),
            type_coerce(Lesson.task_kind, String()).label("task_kind"),
            type_coerce(Work.kind, String()).label("work_kind"),
            _number(Mark.code.in_(sorted(COUNTED))),
            _number(Mark.code == EXEMPT),
        ).select_from(Gradebook)
    )
    .join(Lesson, in_term)
    .join(Mark, Mark.lesson_id == Lesson.id)
    .outerjoin(Work, Work.id == Mark.work_id)
    .group_by(Gradebook.id, Mark.student_id, Lesson.kind, Lesson.task_kind, Work.kind),
)
_IN_GROUPS: Final = and_(
    Enrolment.group_id.in_(bindparam("groups", expanding=True, type_=Integer())),
    Enrolment.starts_on <= bindparam("last", type_=Date()),
    or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= bindparam("first", type_=Date())),
)
students: Final = PlainSelect(
    WHY,
    union_all(
        select(
            Enrolment.group_id.label("group_id"),
            cast(null(), Integer()).label("subgroup_id"),
            Enrolment.student_id.label("student_id"),
            Enrolment.starts_on.label("starts_on"),
            Enrolment.ends_on.label("ends_on"),
            cast(null(), Date()).label("member_from"),
            cast(null(), Date()).label("member_until"),
        ).where(_IN_GROUPS),
        select(
            Enrolment.group_id,
            SubgroupMember.subgroup_id,
            Enrolment.student_id,
            Enrolment.starts_on,
            Enrolment.ends_on,
            SubgroupMember.starts_on,
            SubgroupMember.ends_on,
        )
        .join(SubgroupMember, SubgroupMember.student_id == Enrolment.student_id)
        .where(_IN_GROUPS),
    ),
)
plans: Final = PlainSelect(
    WHY,
    select(LessonPlan.gradebook_id, LessonPlanTopic.semester_number)
    .join(LessonPlanTopic, LessonPlanTopic.plan_id == LessonPlan.id)
    .where(
        LessonPlan.gradebook_id.in_(BOOKS),
        LessonPlan.state == PlanState.approved,
        LessonPlanTopic.level == PlanRow.lesson,
    )
    .distinct(),
)

_other: Final = aliased(Gradebook, name="other_journal")
_close: Final = (
    select(func.max(Lesson.held_on))
    .where(in_term, Lesson.held_on <= TODAY)
    .correlate(Gradebook, Semester)
    .scalar_subquery()
)
_closed: Final = of_terms(
    select(
        Gradebook.id.label("book"),
        Gradebook.academic_year_id.label("year"),
        Gradebook.group_id.label("group_id"),
        Gradebook.subgroup_id.label("subgroup_id"),
        Gradebook.item_id.label("item_id"),
        Semester.id.label("semester_id"),
        _close.label("close"),
    ).select_from(Gradebook)
).subquery("closed_term")
# A mark of the item in a neighbouring journal of the group is the student's mark too.
_given: Final = (
    select(SemesterGrade.id)
    .join(_other, _other.id == SemesterGrade.gradebook_id)
    .where(
        SemesterGrade.student_id == Enrolment.student_id,
        SemesterGrade.semester_id == _closed.c.semester_id,
        _other.group_id == _closed.c.group_id,
        _other.item_id == _closed.c.item_id,
    )
    .correlate(Enrolment, _closed)
    .exists()
)
_in_subgroup: Final = (
    select(SubgroupMember.id)
    .where(
        SubgroupMember.subgroup_id == _closed.c.subgroup_id,
        SubgroupMember.student_id == Enrolment.student_id,
        covers(SubgroupMember.starts_on, SubgroupMember.ends_on, _closed.c.close),
    )
    .correlate(Enrolment, _closed)
    .exists()
)


def unmarked(*columns: Any) -> Any:
    """Return a select of students without the mark of a semester in the bind `terms` (4.6).

    Columns: the journal, the semester's key, then `columns`, of Student and Enrolment.
    """
    return (
        select(_closed.c.book, _closed.c.semester_id, *columns)
        .select_from(_closed)
        .join(
            Enrolment,
            and_(
                Enrolment.group_id == _closed.c.group_id,
                covers(Enrolment.starts_on, Enrolment.ends_on, _closed.c.close),
            ),
        )
        .join(Student, Student.id == Enrolment.student_id)
        .where(
            _closed.c.close.is_not(None),
            or_(_closed.c.subgroup_id.is_(None), _in_subgroup),
            ~_given,
        )
    )


finals: Final = PlainSelect(WHY, unmarked(Student.id).distinct())
