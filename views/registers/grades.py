"""Final marks and their closings: read here, written on the closing page alone."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from access.matrix import Resource
from models import (
    DisciplineResult,
    Gradebook,
    GradeClosing,
    SemesterGrade,
    StudyGroup,
    YearGrade,
)
from views.register.register import Filter, Register


def _of_group(model: Any) -> Any:
    return lambda group_id: model.gradebook_id.in_(
        select(Gradebook.id).where(Gradebook.group_id == group_id)
    )


def _closing(row: SemesterGrade | GradeClosing) -> list[tuple[Any, str]]:
    term = "year" if row.semester is None else row.semester.number
    address = f"/journal/{row.gradebook_id}/closing?semester={term}"
    return [(_l("Open in the journal"), address)]


def _year(row: YearGrade) -> list[tuple[Any, str]]:
    return [(_l("Open in the journal"), f"/journal/{row.gradebook_id}/closing?semester=year")]


SEMESTER_GRADES = Register(
    SemesterGrade,
    Resource.semester_grade,
    None,
    list=("student", "gradebook", "semester", "code", "suggested", "weighted", "reason"),
    detail=(
        "student",
        "gradebook",
        "semester",
        "code",
        "suggested",
        "average",
        "weighted",
        "marks",
        "needed",
        "missed_hours",
        "debts",
        "reason",
        "given_at",
    ),
    search=("student.search_name",),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _of_group(SemesterGrade)),
        "semester",
        "student",
        "gradebook",
        "code",
    ),
    order="id",
    descending=True,
    links=_closing,
    big=True,
)

YEAR_GRADES = Register(
    YearGrade,
    Resource.year_grade,
    None,
    list=("student", "gradebook", "code", "suggested", "reason", "given_at"),
    search=("student.search_name",),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _of_group(YearGrade)),
        "gradebook",
        "student",
        "code",
    ),
    order="id",
    descending=True,
    links=_year,
    big=True,
)

DISCIPLINE_RESULTS = Register(
    DisciplineResult,
    Resource.discipline_result,
    None,
    list=("student", "item", "code", "grounds", "given_at"),
    detail=("student", "item", "gradebook", "code", "suggested", "grounds", "reason", "given_at"),
    search=("student.search_name", "item.search_text"),
    filters=("item", "student", "gradebook", "code"),
    order="id",
    descending=True,
    big=True,
)

GRADE_CLOSINGS = Register(
    GradeClosing,
    Resource.grade_closing,
    None,
    list=("gradebook", "semester", "signed_at", "signed_name", "reopened_at", "reopen_reason"),
    search=("gradebook.item.search_text",),
    filters=(
        Filter("group", _l("Group"), StudyGroup, _of_group(GradeClosing)),
        "semester",
        "gradebook",
    ),
    order="id",
    descending=True,
    links=_closing,
    big=True,
)

REGISTERS = (SEMESTER_GRADES, YEAR_GRADES, DISCIPLINE_RESULTS, GRADE_CLOSINGS)
