"""The statements behind a printed journal that its page does not need."""

from typing import Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Date, bindparam, select
from sqlalchemy.orm import aliased

from access.proven import PlainSelect
from models import (
    AttestationResult,
    AttestationSheet,
    Curriculum,
    Department,
    DisciplineResult,
    Employee,
    EmployeeLabel,
    Lesson,
    Programme,
    Semester,
    StudyGroup,
)

_WHY: Final = "the journal was found visible, whole, through a role that reads cells"
_head: Final = aliased(EmployeeLabel, name="head_of_department")
_curator: Final = aliased(EmployeeLabel, name="curator_of_group")

facts: Final = PlainSelect(
    "department, programme and curator stand on the cover of a journal that was found visible",
    select(
        Department.name,
        _head.last_name,
        _head.first_name,
        _head.patronymic,
        Programme.code,
        Programme.name,
        Programme.qualification,
        _curator.last_name,
        _curator.first_name,
        _curator.patronymic,
        StudyGroup.graduates_on,
    )
    .select_from(StudyGroup)
    .join(Department, Department.id == StudyGroup.department_id)
    .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
    .join(Programme, Programme.id == Curriculum.programme_id)
    .outerjoin(_head, _head.id == Department.head_id)
    .outerjoin(_curator, _curator.id == StudyGroup.curator_id)
    .where(StudyGroup.id == bindparam("group")),
)
recorders: Final = PlainSelect(
    "who recorded a lesson stands beside it in print, for all who see the journal whole",
    select(
        Lesson.id,
        User.last_name,
        User.first_name,
        Employee.last_name.label("employee_last"),
        Employee.first_name.label("employee_first"),
        Employee.patronymic,
    )
    .join(User, User.id == Lesson.confirmed_by_id)
    .outerjoin(Employee, Employee.user_id == User.id)
    .where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on.between(bindparam("first", type_=Date()), bindparam("last", type_=Date())),
    ),
)
attested: Final = PlainSelect(
    _WHY,
    select(
        AttestationSheet.semester_id,
        AttestationSheet.form,
        AttestationResult.student_id,
        AttestationResult.code,
    )
    .select_from(AttestationSheet)
    .join(AttestationResult, AttestationResult.sheet_id == AttestationSheet.id)
    .join(Semester, Semester.id == AttestationSheet.semester_id)
    .where(
        AttestationSheet.group_id == bindparam("group"),
        AttestationSheet.item_id == bindparam("item"),
        AttestationSheet.academic_year_id == bindparam("year"),
        AttestationSheet.signed_at.is_not(None),
        AttestationResult.is_admitted,
        AttestationResult.code.is_not(None),
    )
    .order_by(Semester.starts_on, AttestationSheet.attempt, AttestationSheet.id),
)
results: Final = PlainSelect(
    _WHY,
    select(DisciplineResult.student_id, DisciplineResult.code).where(
        DisciplineResult.item_id == bindparam("item"),
        DisciplineResult.student_id.in_(bindparam("students", expanding=True)),
    ),
)
