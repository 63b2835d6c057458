"""What a person may do with a journal, as columns of the statement that finds it.

Rights add up role by role: a column is true for a journal that the person sees through a role
that holds all the rights asked for, never through one role with the rights of another.
"""

from typing import Final

from sqlalchemy import ColumnElement, true

from access.matrix import Action, Resource, roles_with
from access.principal import Principal
from access.roles import Role
from access.scopes import visible
from models import Gradebook

Need = tuple[Resource, Action]

READS_CELLS: Final[tuple[Need, ...]] = tuple(
    (resource, Action.read)
    for resource in (
        Resource.student,
        Resource.enrolment,
        Resource.lesson,
        Resource.mark,
        Resource.absence,
    )
)
WRITES_CELLS: Final[tuple[Need, ...]] = (
    (Resource.mark, Action.update),
    (Resource.absence, Action.update),
)
ADDS_LESSONS: Final[tuple[Need, ...]] = ((Resource.lesson, Action.create),)
CHANGES_LESSONS: Final[tuple[Need, ...]] = ((Resource.lesson, Action.update),)
DELETES_LESSONS: Final[tuple[Need, ...]] = tuple(
    (resource, Action.delete) for resource in (Resource.lesson, Resource.mark, Resource.absence)
)
ADDS_WORKS: Final[tuple[Need, ...]] = ((Resource.work, Action.create),)
CHANGES_WORKS: Final[tuple[Need, ...]] = ((Resource.work, Action.update),)
DELETES_WORKS: Final[tuple[Need, ...]] = tuple(
    (resource, Action.delete) for resource in (Resource.work, Resource.mark)
)
READS_PLANS: Final[tuple[Need, ...]] = tuple(
    (resource, Action.read)
    for resource in (Resource.lesson, Resource.lesson_plan, Resource.lesson_plan_topic)
)
READS_DELIVERY: Final[tuple[Need, ...]] = ((Resource.programme_delivery, Action.read),)
READS_AUDIT: Final[tuple[Need, ...]] = ((Resource.audit_entry, Action.read),)
# They see a journal of their group, but of its cells only their own: never the whole of it.
OWN_CELLS_ONLY: Final = frozenset({Role.student, Role.parent})


def through(who: Principal, needs: tuple[Need, ...]) -> ColumnElement[bool]:
    """Return whether `who` sees a Gradebook, whole, through a role that holds all `needs`."""
    if who.is_system:
        return true()
    roles = who.roles - OWN_CELLS_ONLY
    for resource, action in needs:
        roles &= roles_with(resource, action)
    return visible(Gradebook, roles, Action.read)
