"""Pointing groups to another version of their curriculum, from a day on.

Their teaching goes along: the load and the journals of the academic years that last until that
day or later go to the items of the same index, so that a record stays one. What the new version
lacks, and years that are over, stay with the earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.principal import Principal
from access.proven import PlainSelect
from access.session import system_write
from domain.enums import AuditAction
from models import (
    AcademicYear,
    Curriculum,
    CurriculumItem,
    Gradebook,
    Semester,
    StudyGroup,
    TeachingAssignment,
)
from services.curriculum_use import PointingGroup, groups_of
from services.curriculum_versions import keepable, versions_of
from services.errors import FieldsError

_WHY = "Who points groups to another version of a curriculum takes their whole teaching along."
_LASTS = AcademicYear.ends_on >= bindparam("day")
_TAUGHT = PlainSelect(
    _WHY,
    select(CurriculumItem.id, CurriculumItem.index_code, func.count())
    .select_from(TeachingAssignment)
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
    .join(CurriculumItem, CurriculumItem.id == TeachingAssignment.item_id)
    .where(TeachingAssignment.group_id.in_(bindparam("groups", expanding=True)), _LASTS)
    .group_by(CurriculumItem.id, CurriculumItem.index_code),
)
_LOADS = PlainSelect(
    _WHY,
    select(TeachingAssignment.id, TeachingAssignment.item_id)
    .join(Semester, Semester.id == TeachingAssignment.semester_id)
    .join(AcademicYear, AcademicYear.id == Semester.academic_year_id)
    .where(TeachingAssignment.group_id == bindparam("group_id"), _LASTS),
)
_BOOKS = PlainSelect(
    _WHY,
    select(Gradebook.id, Gradebook.item_id)
    .join(AcademicYear, AcademicYear.id == Gradebook.academic_year_id)
    .where(Gradebook.group_id == bindparam("group_id"), _LASTS),
)


@dataclass(frozen=True, slots=True)
class Move:
    """What pointing groups to a version does: how many loads follow, and which items cannot."""

    groups: tuple[PointingGroup, ...]
    following: int
    staying: tuple[str, ...]  # indexes of items that are taught and that the new version lacks


def candidates(session: Session, curriculum: Curriculum) -> list[PointingGroup]:
    """Return the groups that can be pointed to the version: those of its other versions."""
    found: dict[int, PointingGroup] = {}
    for other in versions_of(session, curriculum):
        if other.id != curriculum.id:
            found |= {group.id: group for group in groups_of(session, other.id)}
    return sorted(found.values(), key=lambda group: group.name)


def planned_move(
    session: Session, who: Principal, curriculum_id: int, group_ids: Sequence[int], day: date
) -> Move:
    """Return what `point_groups` would do; nothing is written. Raise as that does."""
    curriculum = keepable(session, who, curriculum_id)
    groups = _chosen(session, curriculum, group_ids)
    new = _items_by_index(session, curriculum.id)
    following, staying = 0, set()
    keys = [group.id for group in groups]
    for item_id, index, count in _TAUGHT(session, proven=True, groups=keys, day=day):
        if index not in new:
            staying.add(index)
        elif new[index] != item_id:
            following += count
    return Move(tuple(groups), following, tuple(sorted(staying)))


def point_groups(
    session: Session, who: Principal, curriculum_id: int, group_ids: Sequence[int], day: date
) -> Move:
    """Point groups to a version from `day` on, their teaching with them; return what moved.

    Raise FieldsError for a group that follows no version of the same curriculum, NotAllowedError
    for who keeps no curricula, NotFoundError where there is no such curriculum.
    """
    move = planned_move(session, who, curriculum_id, group_ids, day)
    targets = _targets(session, keepable(session, who, curriculum_id))
    for group in move.groups:
        before = session.scalar(select(StudyGroup.curriculum_id).where(StudyGroup.id == group.id))
        for found, model in ((_LOADS, TeachingAssignment), (_BOOKS, Gradebook)):
            rows = found(session, proven=True, group_id=group.id, day=day).all()
            _point(session, model, "item_id", [(k, old, targets.get(old)) for k, old in rows])
        _point(session, StudyGroup, "curriculum_id", [(group.id, before, curriculum_id)])
    session.expire_all()
    return move


def _chosen(
    session: Session, curriculum: Curriculum, group_ids: Sequence[int]
) -> list[PointingGroup]:
    offered = {group.id: group for group in candidates(session, curriculum)}
    if not group_ids:
        raise FieldsError({"groups": _("Choose at least one group.")})
    if not set(group_ids) <= offered.keys():
        sentence = _("Only groups of another version of the same curriculum can be pointed to it.")
        raise FieldsError({"groups": sentence})
    return [offered[key] for key in dict.fromkeys(group_ids)]


def _items_by_index(session: Session, curriculum_id: int) -> dict[str, int]:
    query = select(CurriculumItem.index_code, CurriculumItem.id)
    own = session.execute(query.where(CurriculumItem.curriculum_id == curriculum_id))
    return {row.index_code: row.id for row in own}


def _targets(session: Session, curriculum: Curriculum) -> dict[int, int]:
    """Return which item of the version stands for an item of any of its other versions."""
    new = _items_by_index(session, curriculum.id)
    others = [one.id for one in versions_of(session, curriculum) if one.id != curriculum.id]
    query = select(CurriculumItem.id, CurriculumItem.index_code).where(
        CurriculumItem.curriculum_id.in_(others)
    )
    rows = session.execute(query)
    return {row.id: new[row.index_code] for row in rows if row.index_code in new}


def _point(
    session: Session, model: Any, column: str, rows: Sequence[tuple[int, int | None, int | None]]
) -> None:
    """Set `column` of rows, given as (key, old value, new value); None as new leaves a row be."""
    table = model.__table__
    entries = []
    for key, old, new in rows:
        if new is None or new == old:
            continue
        system_write(session, update(table).where(table.c.id == key).values({column: new}))
        entry = {
            "action": AuditAction.update,
            "entity": table.name,
            "entity_id": key,
            "field": column,
            "old": str(old),
            "new": str(new),
            "gradebook_id": key if model is Gradebook else None,
        }
        entries.append(entry)
    record(session, entries)
