"""The teaching load of a semester as an imported timetable is matched to it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.name_match import loose
from domain.text import fold
from models import CurriculumItem, TeachingAssignment


@dataclass(frozen=True, slots=True)
class Subject:
    """A discipline by name: groups have it from curricula of their own under other indexes."""

    key: str  # the folded name
    name: str
    indexes: frozenset[str]

    @property
    def title(self) -> str:
        """Return «ОП.01 Операционные системы», without the index where it has several."""
        return f"{next(iter(self.indexes))} {self.name}" if len(self.indexes) == 1 else self.name

    def is_called(self, text: str) -> bool:
        """Return whether `text` is the name, the index, or the index and the name."""
        wanted = loose(text)
        names = {loose(self.name), *map(loose, self.indexes)}
        names |= {loose(f"{index}{self.name}") for index in self.indexes}
        return bool(wanted) and wanted in names


@dataclass(frozen=True, slots=True)
class Load:
    """A teaching assignment of the semester."""

    id: int
    group_id: int
    subgroup_id: int | None
    subject: Subject
    teacher_id: int | None
    starts_on: date | None


def loads_of(session: Session, semester_id: int) -> list[Load]:
    """Return the load of a semester, earlier assignments of a changed teacher before later ones."""
    rows = session.execute(
        select(
            TeachingAssignment.id,
            TeachingAssignment.group_id,
            TeachingAssignment.subgroup_id,
            TeachingAssignment.teacher_id,
            TeachingAssignment.starts_on,
            CurriculumItem.index_code,
            CurriculumItem.name,
        )
        .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
        .where(TeachingAssignment.semester_id == semester_id)
        .order_by(TeachingAssignment.id)
    ).all()
    indexes: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for row in rows:
        indexes[fold(row.name)].add(row.index_code)
        names.setdefault(fold(row.name), row.name)
    subjects = {key: Subject(key, names[key], frozenset(own)) for key, own in indexes.items()}
    loads = [
        Load(
            row.id,
            row.group_id,
            row.subgroup_id,
            subjects[fold(row.name)],
            row.teacher_id,
            row.starts_on,
        )
        for row in rows
    ]
    return sorted(loads, key=lambda load: (load.starts_on is not None, load.starts_on or date.min))


def load_for(
    loads: Iterable[Load],
    group_id: int,
    subgroup_id: int | None,
    subject: str,
    teachers: Collection[int],
) -> tuple[Load | None, list[Load]]:
    """Return the load that a lesson of the file is, and all of that group and discipline.

    It is the one whose teacher the file names; without a teacher in the file, the vacancy.
    """
    same = [
        load
        for load in loads
        if (load.group_id, load.subgroup_id, load.subject.key) == (group_id, subgroup_id, subject)
    ]
    wanted = [
        load
        for load in same
        if (load.teacher_id in teachers if teachers else load.teacher_id is None)
    ]
    return (wanted[0] if wanted else None), same


__all__ = ["Load", "Subject", "load_for", "loads_of"]
