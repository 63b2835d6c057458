"""Lesson plans and their rows: read here, written in the editor alone."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from access.matrix import Resource
from models import Department, EmployeeLabel, Gradebook, LessonPlan, LessonPlanTopic, StudyGroup
from views.register.register import Filter, Register, Related


def _editor(plan: LessonPlan) -> list[tuple[Any, str]]:
    return [(_l("Open the plan"), f"/plans/{plan.id}")]


def _plan_of_row(topic: LessonPlanTopic) -> list[tuple[Any, str]]:
    return [(_l("Open the plan"), f"/plans/{topic.plan_id}")]


def _books(*where: Any) -> Any:
    return LessonPlan.gradebook_id.in_(select(Gradebook.id).where(*where))


def _of_department(department_id: int) -> Any:
    groups = select(StudyGroup.id).where(StudyGroup.department_id == department_id)
    return _books(Gradebook.group_id.in_(groups))


PLANS = Register(
    LessonPlan,
    Resource.lesson_plan,
    None,
    list=("gradebook", "revision", "state", "submitted_at", "decided_at", "source"),
    detail=(
        "gradebook",
        "revision",
        "state",
        "edition",
        "source",
        "remark",
        "created_at",
        "submitted_at",
        "decided_at",
    ),
    search=("gradebook.item.search_text", "gradebook.group.search_name"),
    filters=(
        "state",
        Filter("group", _l("Group"), StudyGroup, lambda key: _books(Gradebook.group_id == key)),
        Filter(
            "teacher", _l("Teacher"), EmployeeLabel, lambda key: _books(Gradebook.teacher_id == key)
        ),
        Filter("department", _l("Department"), Department, _of_department),
        "gradebook",
    ),
    main_filters=3,
    order="id",
    descending=True,
    related=(
        Related(
            Resource.lesson_plan_topic,
            "plan",
            limit=40,
            only=("position", "title", "hours", "kind"),
        ),
    ),
    links=_editor,
)

TOPICS = Register(
    LessonPlanTopic,
    Resource.lesson_plan_topic,
    None,
    list=("plan", "position", "level", "semester_number", "title", "hours", "kind"),
    detail=(
        "plan",
        "position",
        "level",
        "semester_number",
        "title",
        "hours",
        "kind",
        "tasks",
        "task_kind",
        "homework",
        "self_study",
        "self_study_hours",
        "competences",
        "equipment",
        "remark",
    ),
    search=("plan.gradebook.item.search_text",),
    filters=("plan", "level", "kind"),
    order="id",
    descending=True,
    links=_plan_of_row,
)

REGISTERS = (PLANS, TOPICS)
