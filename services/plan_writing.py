"""Writing the whole table of rows of a locked lesson plan; the callers check the rights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.session import system_write
from domain.enums import PlanState
from models import LessonPlan, LessonPlanTopic
from services.plan_audit import audit_rows
from services.plan_lines import CONTENT, PlanLine, rows_of
from services.plan_lock import LockedPlan
from services.plan_search import index_topics


@dataclass(frozen=True, slots=True)
class SavedRows:
    """A saved table: its new edition, and the ids of its rows in their order."""

    edition: int
    ids: tuple[int, ...]


_TABLE: Final = LessonPlanTopic.__table__
_in_force: Final = PlainSelect(
    "the rows of the plan in force are what a revision of the same journal was copied from",
    select(LessonPlanTopic.id)
    .join(LessonPlan, LessonPlan.id == LessonPlanTopic.plan_id)
    .where(LessonPlan.gradebook_id == bindparam("book"), LessonPlan.state == PlanState.approved),
)
_ids: Final = PlainSelect(
    "the keys of rows that were just written to a plan that was locked",
    select(LessonPlanTopic.id)
    .where(LessonPlanTopic.plan_id == bindparam("plan"))
    .order_by(LessonPlanTopic.position, LessonPlanTopic.id),
)


def write_rows(session: Session, plan: LockedPlan, lines: Sequence[PlanLine]) -> SavedRows:
    """Write the whole table of a locked plan, without commit; the caller has checked the rights."""
    before = {line.id: line for line in rows_of(session, plan.id) if line.id is not None}
    origins = set(_in_force(session, proven=True, book=plan.gradebook_id).scalars())
    lines = _settled(lines, before, origins)
    kept = {line.id: line for line in lines if line.id is not None}
    changed = {key: line for key, line in kept.items() if line != before[key]}
    gone = [key for key in before if key not in kept]
    moved = [line.id for line in lines] != list(before)
    if not (changed or moved):
        return SavedRows(plan.edition, tuple(before))
    if gone:
        system_write(session, delete(_TABLE).where(_TABLE.c.id.in_(gone)))
    ids = _write(session, plan.id, lines, set(changed), moved)
    audit_rows(session, plan, before, changed, gone, lines, ids)
    titles = [
        (key, line.title)
        for key, line in zip(ids, lines, strict=True)
        if line.id is None or line.title != before[line.id].title
    ]
    if titles:
        index_topics(session, titles)
    edition = plan.edition + 1
    _set_edition(session, plan.id, edition)
    return SavedRows(edition, ids)


def _settled(
    lines: Sequence[PlanLine], before: Mapping[int, PlanLine], origins: set[int]
) -> list[PlanLine]:
    """Return `lines` with only those ids that are rows of this plan, and origins in force, once.

    A row that was deleted and brought back by «undo» has an id that is gone: it is a new row.
    """
    found, seen, used = [], set(), set()
    for line in lines:
        values = {name: getattr(line, name) for name in CONTENT}
        key = line.id if line.id in before and line.id not in seen else None
        origin = before[key].origin_id if key is not None else line.origin_id
        if origin not in origins or origin in used:
            origin = before[key].origin_id if key is not None else None
        seen.add(key)
        used.add(origin)
        found.append(PlanLine(**values, id=key, origin_id=origin))
    return found


def _write(
    session: Session,
    plan_id: int,
    lines: Sequence[PlanLine],
    changed: set[int],
    moved: bool,
) -> tuple[int, ...]:
    """Insert new rows, update changed ones, set the positions; return the ids in order."""
    updates, moves, added = [], [], []
    for place, line in enumerate(lines, 1):
        values = {name: getattr(line, name) for name in CONTENT} | {"position": place}
        if line.id is None:
            added.append(values | {"plan_id": plan_id, "origin_id": line.origin_id, "remark": ""})
        elif line.id in changed:
            updates.append(values | {"key": line.id})
        elif moved:
            moves.append({"position": place, "key": line.id})
    if updates:
        system_write(session, _UPDATE, updates)
    if moves:
        system_write(session, _MOVE, moves)
    if added:
        system_write(session, _INSERT, added)
    # Read back by their places: SQLite gives the keys of many rows one statement at a time only.
    return tuple(_ids(session, proven=True, plan=plan_id).scalars())


_UPDATE: Final = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("key"))
    .values({name: bindparam(name) for name in (*CONTENT, "position")})
)
_MOVE: Final = (
    update(_TABLE).where(_TABLE.c.id == bindparam("key")).values(position=bindparam("position"))
)
_INSERT: Final = insert(_TABLE)


def _set_edition(session: Session, plan_id: int, edition: int) -> None:
    table = LessonPlan.__table__
    system_write(session, update(table).where(table.c.id == plan_id).values(edition=edition))
