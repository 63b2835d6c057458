"""Rows of the teaching load as the tests of its changes compare them."""

from typing import Any

from sqlalchemy import select

from models import TeachingAssignment

BASE = "/api/v1/teaching_assignment"


def state_of(act_as: Any, **where: Any) -> list[tuple[Any, ...]]:
    """Return rows of the load as (subgroup, part, first day, teacher, theory, lab)."""
    with act_as("system") as session:
        query = select(TeachingAssignment).filter_by(**where)
        found = session.scalars(query.order_by(TeachingAssignment.id))
        return [
            (one.subgroup_id, one.part, one.starts_on, one.teacher_id, one.theory, one.lab)
            for one in found
        ]
