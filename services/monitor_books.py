"""The journals that the monitor counts, as the person sees them."""

from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import current_principal
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Department,
    EmployeeLabel,
    Gradebook,
    StudyGroup,
    Subgroup,
)
from services.journal_rights import Need, through
from services.monitor_shapes import Book, Filters

READS_FILL: Final[tuple[Need, ...]] = ((Resource.completeness, Action.read),)
# Those of a Book, in its order.
_COLUMNS: Final[tuple[Any, ...]] = (
    Gradebook.id,
    Gradebook.academic_year_id,
    Gradebook.group_id,
    Gradebook.subgroup_id,
    Gradebook.item_id,
    Gradebook.part,
    StudyGroup.name,
    Subgroup.name,
    CurriculumItem.index_code,
    CurriculumItem.name,
    Department.id,
    Department.name,
    Gradebook.teacher_id,
    EmployeeLabel.last_name,
    EmployeeLabel.first_name,
    EmployeeLabel.patronymic,
    Curriculum.programme_id,
    StudyGroup.intake_year,
    StudyGroup.first_course,
    AcademicYear.starts_on,
)


def read_books(
    session: Session, first: date, last: date, filters: Filters, needs: tuple[Need, ...]
) -> list[Book]:
    """Return the journals of the years that the period touches, seen through one role with `needs`.

    One statement.
    """
    wanted = {
        StudyGroup.department_id: filters.department_id,
        Gradebook.group_id: filters.group_id,
        Gradebook.teacher_id: filters.teacher_id,
    }
    query = (
        select(*_COLUMNS)
        .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(
            AcademicYear.starts_on <= last,
            AcademicYear.ends_on >= first,
            through(current_principal(), needs),
            *(column == key for column, key in wanted.items() if key is not None),
        )
        .order_by(Gradebook.id)
    )
    if filters.gradebook_ids is not None:
        query = query.where(Gradebook.id.in_(sorted(filters.gradebook_ids)))
    return [Book._make(row) for row in session.execute(query)]
