"""The list of curricula: each version with its hours and the groups that point to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from domain.enums import ProgrammeKind
from domain.text import fold
from models import Curriculum, CurriculumHours, CurriculumItem, Programme, StudyGroup
from models.curriculum import HOUR_KINDS

MOST: int = 300


@dataclass(frozen=True, slots=True)
class Listed:
    """A curriculum in the list."""

    id: int
    programme_id: int
    code: str
    programme: str
    kind: ProgrammeKind
    intake_year: int
    version: int
    in_force_from: date | None
    note: str | None
    hours: int
    groups: tuple[str, ...]  # those that the person sees


def list_curricula(session: Session, sought: str = "") -> list[Listed]:
    """Return the curricula whose programme or group fits `sought`, the latest intake first."""
    query = (
        select(Curriculum, Programme)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .order_by(
            Programme.code, Programme.name, Curriculum.intake_year.desc(), Curriculum.version.desc()
        )
        .limit(MOST)
    )
    if sought.strip():
        named = select(StudyGroup.curriculum_id).where(
            StudyGroup.search_name.contains(fold(sought), autoescape=True)
        )
        # Names of programmes are few; they are searched as they are written, in any letters.
        keys = [
            row.id
            for row in session.execute(select(Programme.id, Programme.code, Programme.name))
            if fold(sought) in fold(f"{row.code} {row.name}")
        ]
        query = query.where(or_(Curriculum.programme_id.in_(keys), Curriculum.id.in_(named)))
    found = session.execute(query).all()
    hours, groups = _hours(session), _groups(session)
    return [
        Listed(
            id=curriculum.id,
            programme_id=programme.id,
            code=programme.code,
            programme=programme.name,
            kind=programme.kind,
            intake_year=curriculum.intake_year,
            version=curriculum.version,
            in_force_from=curriculum.in_force_from,
            note=curriculum.note,
            hours=hours.get(curriculum.id, 0),
            groups=tuple(groups.get(curriculum.id, ())),
        )
        for curriculum, programme in found
    ]


def _hours(session: Session) -> dict[int, int]:
    total = sum((getattr(CurriculumHours, kind) for kind in HOUR_KINDS[1:]), CurriculumHours.theory)
    query = (
        select(CurriculumItem.curriculum_id, func.sum(total))
        .join(CurriculumHours, CurriculumHours.item_id == CurriculumItem.id)
        .group_by(CurriculumItem.curriculum_id)
    )
    return {key: int(hours) for key, hours in session.execute(query)}


def _groups(session: Session) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(StudyGroup.curriculum_id, StudyGroup.name).order_by(StudyGroup.name)
    for key, name in session.execute(query):
        found.setdefault(key, []).append(name)
    return found
