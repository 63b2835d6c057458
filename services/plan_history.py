"""The revisions of a journal's lesson plan, and what differs between two of them (4.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from flask_babel import gettext as _
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import PlanState
from domain.plan_changes import Row, RowChange, changes
from domain.text import fold
from models import LessonPlan, LessonPlanTopic
from services.errors import NotFoundError
from services.plan_lines import CONTENT, PlanLine, rows_of

_hours: Final = (
    select(func.coalesce(func.sum(LessonPlanTopic.hours), 0))
    .where(LessonPlanTopic.plan_id == LessonPlan.id)
    .scalar_subquery()
)
_revisions: Final = PlainSelect(
    "the revisions of a journal's plan, one of which was found visible, and who decided them",
    select(
        LessonPlan.id,
        LessonPlan.revision,
        LessonPlan.state,
        LessonPlan.source,
        LessonPlan.created_at,
        LessonPlan.submitted_at,
        LessonPlan.decided_at,
        User.last_name,
        User.first_name,
        _hours,
    )
    .outerjoin(User, User.id == LessonPlan.decided_by_id)
    .where(LessonPlan.gradebook_id == bindparam("book"))
    .order_by(LessonPlan.revision.desc()),
)
_copies: Final = PlainSelect(
    "which row is a copy of which, within the plan of one journal found visible",
    select(LessonPlanTopic.id, LessonPlanTopic.origin_id)
    .join(LessonPlan, LessonPlan.id == LessonPlanTopic.plan_id)
    .where(LessonPlan.gradebook_id == bindparam("book"), LessonPlanTopic.origin_id.is_not(None)),
)


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a plan; instants are naive UTC."""

    plan_id: int
    number: int
    state: PlanState
    source: str | None
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    decided_by: str
    hours: int  # academic hours with the teacher


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions of one journal's plan, the older first, and what differs."""

    old: Revision
    new: Revision
    changes: tuple[RowChange, ...]


def revisions_of(session: Session, gradebook_id: int) -> list[Revision]:
    """Return the revisions of a journal's plan, the newest first; one was found visible."""
    return [_revision(row) for row in _revisions(session, proven=True, book=gradebook_id)]


def _revision(row: Any) -> Revision:
    *head, last_name, first_name, hours = row
    name = " ".join(part for part in (last_name, first_name) if part)
    values: tuple[Any, ...] = (*head, name, int(hours))
    return Revision(*values)


def compare_revisions(session: Session, plan_id: int, other_id: int) -> Compared:
    """Return what differs between two revisions of the same journal's plan.

    Raises NotFoundError where one of them is not visible, or they are of two journals.
    """
    query = select(LessonPlan.id, LessonPlan.gradebook_id).where(
        LessonPlan.id.in_((plan_id, other_id))
    )
    books = {row.id: row.gradebook_id for row in session.execute(query)}
    if plan_id not in books or books.get(other_id) != books[plan_id]:
        raise NotFoundError(_("There is no such lesson plan, or it is not yours to see."))
    revisions = {one.plan_id: one for one in revisions_of(session, books[plan_id])}
    old, new = sorted((revisions[plan_id], revisions[other_id]), key=lambda one: one.number)
    was, now = rows_of(session, old.plan_id), rows_of(session, new.plan_id)
    links = _links(session, books[plan_id], was, now)
    return Compared(old, new, tuple(changes(_as_rows(was), _as_rows(now), links)))


def _as_rows(lines: list[PlanLine]) -> list[Row]:
    return [(line.id or 0, {name: getattr(line, name) for name in CONTENT}) for line in lines]


def _links(
    session: Session, gradebook_id: int, was: list[PlanLine], now: list[PlanLine]
) -> dict[int, int]:
    """Return which row of the old revision each row of the new one was copied from.

    Through the revisions between them; where the trail of copies ends, a row of the same title.
    """
    parent = dict(tuple(row) for row in _copies(session, proven=True, book=gradebook_id))
    old_ids = {line.id for line in was}
    found: dict[int, int] = {}
    for line in now:
        key = line.id
        while key is not None and key not in old_ids:
            key = parent.get(key)
        if key is not None and line.id is not None:
            found[line.id] = key
    taken = set(found.values())
    free: dict[tuple[str, str], list[int]] = {}
    for line in was:
        if line.id is not None and line.id not in taken:
            free.setdefault((fold(line.title), line.level), []).append(line.id)
    for line in now:
        same = free.get((fold(line.title), line.level))
        if line.id is not None and line.id not in found and same:
            found[line.id] = same.pop(0)
    return found
