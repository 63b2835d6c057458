"""What journals are called beside rows of theirs: index, item, subgroup, teacher."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.text import short_name
from models import CurriculumItem, Gradebook, Subgroup
from models.staff import EmployeeLabel


@dataclass(frozen=True, slots=True)
class JournalTitle:
    """A journal's names, and the place of its item in the curriculum."""

    gradebook_id: int
    item_id: int
    position: int
    index_code: str
    item: str
    subgroup: str | None
    teacher: str

    @property
    def words(self) -> str:
        """Return «ОП.01 Черчение / 1»."""
        subgroup = f" / {self.subgroup}" if self.subgroup else ""
        return f"{self.index_code} {self.item}{subgroup}"


def journal_titles(session: Session, books: Iterable[int]) -> Mapping[int, JournalTitle]:
    """Return the titles of the journals `books` that the person sees, in the curriculum's order."""
    query = (
        select(
            Gradebook.id,
            CurriculumItem.id.label("item_id"),
            CurriculumItem.position,
            CurriculumItem.index_code,
            CurriculumItem.name,
            Subgroup.name.label("subgroup"),
            EmployeeLabel.last_name,
            EmployeeLabel.first_name,
            EmployeeLabel.patronymic,
        )
        .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
        .join(EmployeeLabel, EmployeeLabel.id == Gradebook.teacher_id)
        .outerjoin(Subgroup, Subgroup.id == Gradebook.subgroup_id)
        .where(Gradebook.id.in_(sorted(set(books))))
        .order_by(CurriculumItem.position, CurriculumItem.index_code, Gradebook.id)
    )
    return {
        row.id: JournalTitle(
            row.id,
            row.item_id,
            row.position,
            row.index_code,
            row.name,
            row.subgroup,
            short_name(row.last_name, row.first_name, row.patronymic),
        )
        for row in session.execute(query)
    }
