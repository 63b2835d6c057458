"""Curricula between the database and plain values: read as a whole, written as a whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from domain.curriculum_plan import (
    HOUR_KINDS,
    CurriculumPlan,
    CyclePlan,
    ItemPlan,
    SemesterPlan,
)
from domain.typed import MOST_ID
from models import Curriculum, CurriculumCycle, CurriculumHours, CurriculumItem
from services.errors import NotFoundError

_HOURS = (*HOUR_KINDS, "practical_training", "attestation")


def curriculum_of(session: Session, curriculum_id: int) -> Curriculum:
    """Return the curriculum; raise NotFoundError where there is none that the person sees."""
    found = None
    if 0 < curriculum_id <= MOST_ID:  # a larger key is an error to the database
        query = select(Curriculum).where(Curriculum.id == curriculum_id)
        found = session.scalar(query.options(selectinload(Curriculum.programme)))
    if found is None:
        raise NotFoundError(_("There is no such record, or it is not yours to see."))
    return found


def plan_of(session: Session, curriculum: Curriculum) -> CurriculumPlan:
    """Return what the curriculum says, in the order in which people read it."""
    cycles = session.scalars(
        select(CurriculumCycle)
        .where(CurriculumCycle.curriculum_id == curriculum.id)
        .order_by(CurriculumCycle.position, CurriculumCycle.id)
    ).all()
    codes = {cycle.id: cycle.code for cycle in cycles}
    items = session.scalars(
        select(CurriculumItem)
        .where(CurriculumItem.curriculum_id == curriculum.id)
        .options(selectinload(CurriculumItem.hours))
        .order_by(CurriculumItem.position, CurriculumItem.id)
    ).all()
    indexes = {item.id: item.index_code for item in items}
    programme = curriculum.programme
    return CurriculumPlan(
        code=programme.code,
        name=programme.name,
        qualification=programme.qualification or "",
        intake_year=curriculum.intake_year,
        months=curriculum.months,
        cycles=tuple(CyclePlan(c.code, c.name, codes.get(c.parent_id or 0)) for c in cycles),
        items=tuple(
            ItemPlan(
                item.index_code,
                item.name,
                item.kind,
                codes.get(item.cycle_id or 0),
                indexes.get(item.parent_id or 0),
                tuple(_semester(hours) for hours in item.hours),
            )
            for item in items
        ),
    )


def _semester(hours: CurriculumHours) -> SemesterPlan:
    return SemesterPlan(hours.semester_number, **{name: getattr(hours, name) for name in _HOURS})


def next_version(session: Session, programme_id: int, intake_year: int) -> int:
    """Return the number of the version that would be written next."""
    latest = session.scalar(
        select(func.max(Curriculum.version)).where(
            Curriculum.programme_id == programme_id, Curriculum.intake_year == intake_year
        )
    )
    return (latest or 0) + 1


def write_plan(
    session: Session,
    plan: CurriculumPlan,
    programme_id: int,
    *,
    supersedes_id: int | None = None,
    in_force_from: date | None = None,
    note: str | None = None,
) -> Curriculum:
    """Add `plan` as the next version of the programme's curriculum of its year; return it, flushed.

    Cycles, items and hours are written through the session, so they are checked against the
    matrix and audited row by row.
    """
    curriculum = Curriculum(
        programme_id=programme_id,
        intake_year=plan.intake_year,
        version=next_version(session, programme_id, plan.intake_year),
        months=plan.months,
        supersedes_id=supersedes_id,
        in_force_from=in_force_from,
        note=note,
    )
    session.add(curriculum)
    session.flush()
    # The parts refer to each other as objects: the flush inserts each after what it lies in.
    cycles = _cycles(plan, curriculum.id)
    items = _items(plan, curriculum.id, cycles)
    hours = [
        CurriculumHours(item=items[item.index], semester_number=one.semester, **_values(one))
        for item in plan.items
        for one in item.semesters
    ]
    session.add_all([*cycles.values(), *items.values(), *hours])
    session.flush()
    return curriculum


def _values(one: SemesterPlan) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _HOURS}


def _cycles(plan: CurriculumPlan, curriculum_id: int) -> dict[str, CurriculumCycle]:
    cycles = {
        cycle.code: CurriculumCycle(
            curriculum_id=curriculum_id, code=cycle.code, name=cycle.name, position=position
        )
        for position, cycle in enumerate(plan.cycles, 1)
    }
    for cycle in plan.cycles:
        if cycle.parent in cycles:
            cycles[cycle.code].parent = cycles[cycle.parent]
    return cycles


def _items(
    plan: CurriculumPlan, curriculum_id: int, cycles: Mapping[str, CurriculumCycle]
) -> dict[str, CurriculumItem]:
    items = {
        item.index: CurriculumItem(
            curriculum_id=curriculum_id,
            cycle=cycles.get(item.cycle or ""),
            index_code=item.index,
            name=item.name,
            kind=item.kind,
            position=position,
        )
        for position, item in enumerate(plan.items, 1)
    }
    for item in plan.items:
        if item.parent in items:
            items[item.index].parent = items[item.parent]
    return items
