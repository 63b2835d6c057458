"""Versions of a curriculum: a copy that supersedes one in use, and taking back an unused one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from access.audit import record
from access.matrix import Action, Resource
from access.principal import Principal
from access.session import system_write
from domain.enums import AuditAction
from models import Curriculum, CurriculumCycle, CurriculumHours, CurriculumItem
from services.checks.curriculum_use import refusal
from services.curriculum_plans import curriculum_of, plan_of, write_plan
from services.errors import FieldsError, NotAllowedError


def versions_of(session: Session, curriculum: Curriculum) -> list[Curriculum]:
    """Return all versions for the same programme and year of intake, the latest first."""
    query = (
        select(Curriculum)
        .where(
            Curriculum.programme_id == curriculum.programme_id,
            Curriculum.intake_year == curriculum.intake_year,
        )
        .order_by(Curriculum.version.desc())
    )
    return list(session.scalars(query))


def keepable(
    session: Session, who: Principal, curriculum_id: int, action: Action = Action.update
) -> Curriculum:
    """Return the curriculum that `who` may do `action` to; raise NotFound- or NotAllowedError."""
    if not who.may(action, Resource.curriculum):
        raise NotAllowedError(_("Your role does not allow this."))
    return curriculum_of(session, curriculum_id)


def supersede(
    session: Session, who: Principal, curriculum_id: int, in_force_from: date, note: str = ""
) -> Curriculum:
    """Copy a curriculum as its next version, in force from a day; return it, flushed.

    Raise FieldsError where the day is before the earlier version's own, NotFoundError where there
    is no such curriculum, NotAllowedError for who keeps no curricula.
    """
    earlier = keepable(session, who, curriculum_id, Action.create)
    if earlier.in_force_from is not None and in_force_from <= earlier.in_force_from:
        sentence = _(
            "The earlier version is in force from %(day)s: choose a later day.",
            day=f"{earlier.in_force_from:%d.%m.%Y}",
        )
        raise FieldsError({"in_force_from": sentence})
    if in_force_from.year < earlier.intake_year:
        sentence = _("The groups begin in %(year)s.", year=earlier.intake_year)
        raise FieldsError({"in_force_from": sentence})
    return write_plan(
        session,
        plan_of(session, earlier),
        earlier.programme_id,
        supersedes_id=earlier.id,
        in_force_from=in_force_from,
        note=note.strip()[:500] or None,
    )


def discard(session: Session, who: Principal, curriculum_id: int) -> None:
    """Delete a version that nobody uses, with its cycles, items and hours.

    Raise FieldsError where it is in use or another version supersedes it, NotAllowedError for who
    keeps no curricula.
    """
    curriculum = keepable(session, who, curriculum_id, Action.delete)
    if sentence := refusal(session, curriculum.id):
        raise FieldsError({"_": sentence})
    plan = plan_of(session, curriculum)
    hours, items = CurriculumHours.__table__, CurriculumItem.__table__
    own = select(items.c.id).where(items.c.curriculum_id == curriculum.id)
    for statement in (
        delete(hours).where(hours.c.item_id.in_(own)),
        *_by_parts(CurriculumItem, curriculum.id),
        *_by_parts(CurriculumCycle, curriculum.id),
    ):
        system_write(session, statement)
    entry = {
        "action": AuditAction.delete,
        "entity": "curriculum",
        "entity_id": curriculum.id,
        "field": "items",
        "old": f"{len(plan.items)} · {plan.total}",
    }
    record(session, [entry])
    session.expire_all()
    session.delete(curriculum)
    session.flush()


def _by_parts(model: Any, curriculum_id: int) -> Iterable[Any]:
    """Yield the statements that delete rows which refer to each other within a curriculum."""
    table = model.__table__
    own = table.c.curriculum_id == curriculum_id
    yield update(table).where(own).values(parent_id=None)
    yield delete(table).where(own)
