"""Which curricula are in use: those are superseded by a new version and never edited."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import Curriculum, CurriculumItem, Gradebook, StudyGroup, TeachingAssignment

_GROUPS = PlainSelect(
    "Which groups point to a curriculum decides whether it can be edited, whoever edits.",
    select(StudyGroup.id, StudyGroup.name, StudyGroup.intake_year)
    .where(StudyGroup.curriculum_id == bindparam("curriculum_id"))
    .order_by(StudyGroup.name),
)


def _refer(model: Any) -> PlainSelect:
    return PlainSelect(
        "Whether something is taught by a curriculum decides whether it can be edited.",
        select(model.id)
        .join(CurriculumItem, CurriculumItem.id == model.item_id)
        .where(CurriculumItem.curriculum_id == bindparam("curriculum_id"))
        .limit(1),
    )


_TAUGHT = (_refer(TeachingAssignment), _refer(Gradebook))


@dataclass(frozen=True, slots=True)
class PointingGroup:
    """A group whose curriculum this is."""

    id: int
    name: str
    intake_year: int


def groups_of(session: Session, curriculum_id: int) -> list[PointingGroup]:
    """Return every group that points to the curriculum."""
    found = _GROUPS(session, proven=True, curriculum_id=curriculum_id)
    return [PointingGroup(*row) for row in found]


def is_in_use(session: Session, curriculum_id: int) -> bool:
    """Return whether a group points to it, a load or a journal follows it, or it was superseded."""
    if groups_of(session, curriculum_id) or later_version(session, curriculum_id) is not None:
        return True
    return any(
        found(session, proven=True, curriculum_id=curriculum_id).first() is not None
        for found in _TAUGHT
    )


def later_version(session: Session, curriculum_id: int) -> int | None:
    """Return the number of a version that supersedes the curriculum, None where there is none."""
    query = select(Curriculum.version).where(Curriculum.supersedes_id == curriculum_id)
    return session.scalar(query.order_by(Curriculum.version.desc()).limit(1))


def names(groups: Iterable[PointingGroup], most: int = 5) -> str:
    """Return the names of groups as people read them, «…» after the first `most`."""
    told = [group.name for group in groups]
    return ", ".join(told[:most]) + (" …" if len(told) > most else "")
