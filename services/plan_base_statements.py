"""The statements of the base of plans (clause 3.3); `services/plan_base.py` asks them.

Topics are found as ids alone, by the stems of their words, and named afterwards: a statement with
fewer tables is planned faster, and only what a page shows is named.
"""

from typing import Any, Final

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from access.proven import PlainSelect
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    EmployeeLabel,
    Gradebook,
    LessonPlan,
    LessonPlanTopic,
    PlanStem,
    Programme,
    StudyGroup,
    Subgroup,
)
from services.journal_columns import COLUMNS

WHY: Final = "approved plans are the college's base (3.3)"
MOST_WORDS: Final = 6  # of a search; more are left out
COMMON: Final = 2000  # topics under one stem that are counted to find the rarest


AnyRows = Select[*tuple[Any, ...]]
PLACE: Final = (*COLUMNS, LessonPlan.id, LessonPlan.state, AcademicYear.name, Programme.code)
PLACES: Final = len(PLACE)
_first = aliased(PlanStem)


def _narrowed(query: AnyRows) -> AnyRows:
    """Return `query` with plans joined to their disciplines, narrowed by the filter's binds."""
    return (
        query.join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Curriculum, Curriculum.id == CurriculumItem.curriculum_id)
        .where(
            LessonPlan.state == bindparam("state", type_=LessonPlan.state.type),
            or_(bindparam("programme") == 0, Curriculum.programme_id == bindparam("programme")),
            or_(bindparam("group") == 0, Gradebook.group_id == bindparam("group")),
            or_(bindparam("teacher") == 0, Gradebook.teacher_id == bindparam("teacher")),
            or_(bindparam("year") == 0, Gradebook.academic_year_id == bindparam("year")),
            or_(
                bindparam("discipline") == "",
                CurriculumItem.search_text.contains(bindparam("discipline"), autoescape=False),
            ),
        )
        .limit(bindparam("most"))
        .offset(bindparam("skip"))
    )


def _named(query: AnyRows) -> AnyRows:
    """Return `query`, which has Gradebook and CurriculumItem, joined to what else is named."""
    return (
        query.join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
    )


def _holding(count: int) -> PlainSelect:
    """Return the search for topics that hold `count` stems, as the ids of the topics alone."""
    others = [aliased(PlanStem) for _word in range(1, count)]
    query = _narrowed(
        select(_first.topic_id)
        .join(LessonPlanTopic, LessonPlanTopic.id == _first.topic_id)
        .join(LessonPlan, LessonPlan.id == LessonPlanTopic.plan_id)
    )
    held = [
        exists().where(other.stem == bindparam(f"word{at}"), other.topic_id == _first.topic_id)
        for at, other in enumerate(others, 1)
    ]
    query = query.where(_first.stem == bindparam("word0"), *held)
    return PlainSelect(WHY, query.order_by(_first.topic_id.desc()))


# One statement for each number of words: what is not asked for is not planned.
HOLDING: Final = {count: _holding(count) for count in range(1, MOST_WORDS + 1)}
TOPICS: Final = PlainSelect(
    "topics that were found, with the names of their plans",
    _named(
        select(
            *PLACE,
            LessonPlanTopic.id,
            LessonPlanTopic.title,
            LessonPlanTopic.level,
            LessonPlanTopic.semester_number,
            LessonPlanTopic.hours,
            LessonPlanTopic.kind,
        )
        .select_from(LessonPlanTopic)
        .join(LessonPlan, LessonPlan.id == LessonPlanTopic.plan_id)
        .join(Gradebook, Gradebook.id == LessonPlan.gradebook_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(Curriculum, Curriculum.id == CurriculumItem.curriculum_id)
    )
    .where(LessonPlanTopic.id.in_(bindparam("topics", expanding=True)))
    .order_by(LessonPlanTopic.id.desc()),
)
PLANS: Final = PlainSelect(
    WHY,
    _named(_narrowed(select(*PLACE, LessonPlan.decided_at).select_from(LessonPlan))).order_by(
        AcademicYear.starts_on.desc(),
        Programme.code,
        CurriculumItem.search_text,
        StudyGroup.name,
        LessonPlan.id,
    ),
)
SUMS: Final = PlainSelect(
    "hours and rows of plans that were found",
    select(
        LessonPlanTopic.plan_id,
        func.coalesce(func.sum(LessonPlanTopic.hours), 0),
        func.count(LessonPlanTopic.id),
    )
    .where(LessonPlanTopic.plan_id.in_(bindparam("plans", expanding=True)))
    .group_by(LessonPlanTopic.plan_id),
)
COUNTED: Final = PlainSelect(
    "how many topics hold a stem names no plan",
    select(func.count()).select_from(
        select(PlanStem.id).where(PlanStem.stem == bindparam("stem")).limit(COMMON).subquery()
    ),
)
