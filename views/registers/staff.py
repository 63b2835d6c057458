"""Departments, positions, employees (kept by HR) and the teaching load (by the deputy director)."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from models import (
    AcademicYear,
    Department,
    Employee,
    EmployeeAbsence,
    Position,
    Semester,
    TeachingAssignment,
)
from models.curriculum import TAUGHT_KINDS
from services.assignments import BookKey, book_of, keep_gradebooks
from services.errors import FieldsError
from services.load_lessons import recorded_in
from services.load_rows import recorded_sentence
from views.register.register import Fields, Filter, Register, Related
from views.register.saving import WHOLE


def _hired_today(_session: Session) -> dict[str, Any]:
    return {"hired_on": clock.today()}


def _in_year(year_id: int) -> Any:
    semesters = select(Semester.id).where(Semester.academic_year_id == year_id)
    return TeachingAssignment.semester_id.in_(semesters)


def _before(session: Session, row: TeachingAssignment) -> tuple[BookKey | None, int]:
    """Return the journal of a row and how many lessons are recorded in the row's time."""
    return book_of(session, row), recorded_in(session, row)


def _keep(
    session: Session, row: TeachingAssignment | None, before: tuple[BookKey | None, int] | None
) -> None:
    book, recorded = before or (None, 0)
    if row is None and recorded:
        session.rollback()
        raise FieldsError({WHOLE: recorded_sentence(recorded)})
    keep_gradebooks(session, book, None if row is None else book_of(session, row))


def _away_on(day: date) -> Any:
    return and_(EmployeeAbsence.starts_on <= day, EmployeeAbsence.ends_on >= day)


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
        Related(Resource.employee_absence, "employee", only=("kind", "starts_on", "ends_on")),
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
    before_save=_before,
    after_save=_keep,
    big=True,
)

EMPLOYEE_ABSENCES = Register(
    EmployeeAbsence,
    Resource.employee_absence,
    _l("New absence"),
    list=("employee", "kind", "starts_on", "ends_on", "note"),
    form=(
        Fields(_l("Who is away"), ("employee", "kind")),
        Fields(_l("From which to which day"), ("starts_on", "ends_on")),
        Fields(_l("Remarks"), ("note",)),
    ),
    search=("employee.search_name",),
    filters=(
        Filter("away_on", _l("Away on the day"), None, _away_on),
        "employee",
        "kind",
        "starts_on",
        "ends_on",
    ),
    main_filters=2,
    order="starts_on",
    descending=True,
)

REGISTERS = (DEPARTMENTS, POSITIONS, EMPLOYEES, TEACHING_ASSIGNMENTS, EMPLOYEE_ABSENCES)
