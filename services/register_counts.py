"""How many rows of each register a person sees (home page)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.matrix import Resource
from models import (
    AcademicYear,
    AuditEntry,
    Curriculum,
    CurriculumItem,
    Department,
    Employee,
    Gradebook,
    Position,
    PracticePeriod,
    Programme,
    Room,
    Semester,
    Student,
    StudyGroup,
    TeachingAssignment,
)

COUNTED_AT_MOST: Final = 9999
_MODELS: Final[dict[Resource, Any]] = {
    Resource(model.__tablename__): model
    for model in (
        AcademicYear,
        AuditEntry,
        Curriculum,
        CurriculumItem,
        Department,
        Employee,
        Gradebook,
        Position,
        PracticePeriod,
        Programme,
        Room,
        Semester,
        Student,
        StudyGroup,
        TeachingAssignment,
    )
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a register the person sees; `more` where counting stopped early."""

    resource: Resource
    number: int
    more: bool


def register_counts(session: Session, resources: Iterable[Resource]) -> list[Count]:
    """Return how many rows of each of `resources` are visible: at most COUNTED_AT_MOST each.

    A full count of a long trail would cost more than the page.
    """
    found = []
    for resource in resources:
        rows = select(_MODELS[resource].id).limit(COUNTED_AT_MOST + 1).subquery()
        number = session.scalar(select(func.count()).select_from(rows)) or 0
        found.append(Count(resource, min(number, COUNTED_AT_MOST), number > COUNTED_AT_MOST))
    return found
