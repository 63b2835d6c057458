"""The statements that sum up the hours of a year, of all journals at once (clause 3.11)."""

from typing import Final

from sqlalchemy import Date, Integer, and_, bindparam, case, func, or_, select

from access.proven import PlainSelect
from domain.delivery import LESSON_KINDS
from domain.enums import ChangeKind, PlanRow, PlanState
from models import (
    CurriculumHours,
    Gradebook,
    Lesson,
    LessonPlan,
    LessonPlanTopic,
    Semester,
    TeachingAssignment,
    TimetableChange,
)

_WHY: Final = "sums of hours, of which only those of journals found visible are shown"
_YEAR: Final = bindparam("year", type_=Integer())
_TODAY: Final = bindparam("today", type_=Date())
SEMESTERS: Final = PlainSelect(
    "semesters are open to everyone",
    select(
        Semester.id, Semester.number, Semester.starts_on, Semester.ends_on, Semester.programme_id
    )
    .where(Semester.academic_year_id == _YEAR)
    .order_by(Semester.starts_on, Semester.number),
)
CURRICULUM: Final = PlainSelect(
    "curricula are open to all who follow the delivery of programmes",
    select(
        CurriculumHours.item_id,
        CurriculumHours.semester_number,
        *(getattr(CurriculumHours, kind) for kind in LESSON_KINDS),
    ).where(
        CurriculumHours.item_id.in_(
            select(Gradebook.item_id).where(Gradebook.academic_year_id == _YEAR)
        )
    ),
)
LOAD: Final = PlainSelect(
    _WHY,
    select(
        TeachingAssignment.group_id,
        TeachingAssignment.subgroup_id,
        TeachingAssignment.item_id,
        TeachingAssignment.part,
        Semester.id,
        *(func.sum(getattr(TeachingAssignment, kind)) for kind in LESSON_KINDS),
    )
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .where(Semester.academic_year_id == _YEAR)
    .group_by(
        TeachingAssignment.group_id,
        TeachingAssignment.subgroup_id,
        TeachingAssignment.item_id,
        TeachingAssignment.part,
        Semester.id,
    ),
)
PLANS: Final = PlainSelect(
    _WHY,
    select(
        LessonPlan.gradebook_id,
        LessonPlan.state,
        LessonPlan.revision,
        LessonPlanTopic.semester_number,
        func.sum(LessonPlanTopic.hours),
    )
    .join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
    .join(LessonPlanTopic, LessonPlanTopic.plan_id == LessonPlan.id)
    .where(
        Gradebook.academic_year_id == _YEAR,
        LessonPlan.state != PlanState.superseded,
        LessonPlanTopic.level == PlanRow.lesson,
    )
    .group_by(
        LessonPlan.gradebook_id,
        LessonPlan.state,
        LessonPlan.revision,
        LessonPlanTopic.semester_number,
    ),
)
_is_held: Final = Lesson.confirmed_at.is_not(None)
LESSONS: Final = PlainSelect(
    _WHY,
    select(
        Lesson.gradebook_id,
        Semester.id,
        func.sum(Lesson.hours),
        func.sum(case((_is_held, Lesson.hours), else_=0)),
        func.sum(case((and_(~_is_held, Lesson.held_on >= _TODAY), Lesson.hours), else_=0)),
    )
    .join(Gradebook, Gradebook.id == Lesson.gradebook_id)
    .join(
        Semester,
        and_(
            Semester.academic_year_id == Gradebook.academic_year_id,
            Lesson.held_on.between(Semester.starts_on, Semester.ends_on),
        ),
    )
    .where(
        Gradebook.academic_year_id == _YEAR,
        Semester.id.in_(bindparam("semesters", expanding=True, type_=Integer())),
    )
    .group_by(Lesson.gradebook_id, Semester.id),
)
CANCELLED: Final = PlainSelect(
    _WHY,
    select(
        TeachingAssignment.group_id,
        TeachingAssignment.subgroup_id,
        TeachingAssignment.item_id,
        TeachingAssignment.part,
        Semester.id,
        TimetableChange.was,
    )
    .join(TeachingAssignment, TeachingAssignment.id == TimetableChange.assignment_id)
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .where(
        Semester.academic_year_id == _YEAR,
        or_(TimetableChange.kind == ChangeKind.cancel, TimetableChange.kind == ChangeKind.instead),
        TimetableChange.held_on < _TODAY,
    ),
)
