"""Academic years and semesters (kept by the module admin)."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from models import AcademicYear, Semester
from views.register.register import Fields, Register, Related


def _latest_year(session: Session) -> dict[str, Any]:
    latest = select(AcademicYear.id).order_by(AcademicYear.starts_on.desc()).limit(1)
    return {"academic_year": session.scalar(latest)}


ACADEMIC_YEARS = Register(
    AcademicYear,
    Resource.academic_year,
    _l("New academic year"),
    list=("name", "starts_on", "ends_on", "week_days"),
    form=(Fields(_l("Academic year"), ("name", "starts_on", "ends_on", "week_days")),),
    search=("name",),
    order="starts_on",
    descending=True,
    related=(
        Related(
            Resource.semester, "academic_year", only=("number", "programme", "starts_on", "ends_on")
        ),
    ),
)

SEMESTERS = Register(
    Semester,
    Resource.semester,
    _l("New semester"),
    list=("number", "academic_year", "programme", "starts_on", "ends_on"),
    form=(
        Fields(_l("Semester"), ("academic_year", "number", "programme")),
        Fields(_l("Time"), ("starts_on", "ends_on")),
    ),
    search=("academic_year.name",),
    filters=("academic_year", "programme", "number"),
    order="starts_on",
    descending=True,
    defaults=_latest_year,
)

REGISTERS = (ACADEMIC_YEARS, SEMESTERS)
