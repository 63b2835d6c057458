"""Departments, positions, employees (kept by HR) and the teaching load (by the deputy director)."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from models import (
    AcademicYear,
    Department,
    Employee,
    Position,
    Semester,
    TeachingAssignment,
)
from models.curriculum import TAUGHT_KINDS
from services.assignments import book_of, keep_gradebooks
from views.register.register import Fields, Filter, Register, Related


def _hired_today(_session: Session) -> dict[str, Any]:
    return {"hired_on": clock.today()}


def _in_year(year_id: int) -> Any:
    semesters = select(Semester.id).where(Semester.academic_year_id == year_id)
    return TeachingAssignment.semester_id.in_(semesters)


def _keep(session: Session, row: TeachingAssignment | None, before: Any) -> None:
    keep_gradebooks(session, before, None if row is None else book_of(session, row))


DEPARTMENTS = Register(
    Department,
    Resource.department,
    _l("New department"),
    list=("name", "head"),
    form=(Fields(_l("Department"), ("name", "head")),),
    search=("name",),
    order="name",
    related=(
        Related(Resource.study_group, "department", limit=20, only=("name", "course", "curator")),
        Related(Resource.employee, "department", limit=20, only=("full_name", "position")),
    ),
)

POSITIONS = Register(
    Position,
    Resource.position,
    _l("New position"),
    list=("name",),
    form=(Fields(_l("Position"), ("name",)),),
    search=("name",),
    order="name",
    related=(Related(Resource.employee, "position", limit=20, only=("full_name", "department")),),
)

EMPLOYEES = Register(
    Employee,
    Resource.employee,
    _l("New employee"),
    list=("full_name", "position", "department", "hired_on", "left_on"),
    form=(
        Fields(_l("Full name"), ("last_name", "first_name", "patronymic")),
        Fields(_l("Place of work"), ("position", "department")),
        Fields(_l("Employment"), ("hired_on", "left_on", "norm_hours")),
    ),
    search=("search_name",),
    filters=("department", "position", "hired_on", "left_on"),
    order="full_name",
    related=(
        Related(Resource.teaching_assignment, "teacher", only=("semester", "group", "item")),
        Related(Resource.gradebook, "teacher", only=("academic_year", "group", "item")),
        Related(Resource.study_group, "curator", only=("name", "course", "department")),
    ),
    defaults=_hired_today,
)

TEACHING_ASSIGNMENTS = Register(
    TeachingAssignment,
    Resource.teaching_assignment,
    _l("New teaching assignment"),
    list=("semester", "group", "subgroup", "item", "part", "teacher", "starts_on", "hours"),
    form=(
        Fields(_l("What is taught"), ("semester", "group", "subgroup", "item", "part")),
        Fields(_l("By whom"), ("teacher", "starts_on")),
        Fields(_l("Hours"), TAUGHT_KINDS),
    ),
    search=("group.search_name", "item.search_text", "teacher.search_name"),
    filters=(
        "group",
        "teacher",
        "semester",
        Filter("academic_year", _l("Academic year"), AcademicYear, _in_year),
        "item",
        "subgroup",
    ),
    order="id",
    descending=True,
    depends={"subgroup": {"group": "group"}, "item": {"group": "group"}},
    before_save=book_of,
    after_save=_keep,
    big=True,
)

REGISTERS = (DEPARTMENTS, POSITIONS, EMPLOYEES, TEACHING_ASSIGNMENTS)
