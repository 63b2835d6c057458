"""The columns that say which journal it is, in every list: title, group, subgroup, teacher."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from domain.text import short_name
from models import AcademicYear, CurriculumItem, EmployeeLabel, Gradebook, StudyGroup, Subgroup

COLUMNS: Final = (
    Gradebook.id,
    CurriculumItem.index_code,
    CurriculumItem.name,
    Gradebook.group_id,
    StudyGroup.name,
    Subgroup.name,
    Gradebook.teacher_id,
    EmployeeLabel.last_name,
    EmployeeLabel.first_name,
    EmployeeLabel.patronymic,
)
COUNT: Final = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class JournalName:
    """Which journal it is."""

    gradebook_id: int
    index_code: str
    title: str
    group_id: int
    group: str
    subgroup: str | None
    teacher_id: int
    teacher: str


def with_journal(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return `query`, which reads from Gradebook, joined to what COLUMNS name."""
    return (
        query.join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
    )


def journal_name(row: Any) -> JournalName:
    """Return the journal that the first columns of `row`, which are COLUMNS, name."""
    key, code, item, group_id, group, subgroup, teacher_id, *names = row[:COUNT]
    return JournalName(
        key, code, f"{code} {item}", group_id, group, subgroup, teacher_id, short_name(*names)
    )


def year_begun(session: Session, day: date) -> AcademicYear | None:
    """Return the academic year of `day`: the last one that has begun by then."""
    query = (
        select(AcademicYear)
        .where(AcademicYear.starts_on <= day)
        .order_by(AcademicYear.starts_on.desc())
        .limit(1)
    )
    return session.scalars(query).first()
