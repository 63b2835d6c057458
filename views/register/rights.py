"""What the person who asks may do to one row: the matrix first, the row scope where it matters."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, roles_with
from access.principal import current_principal
from access.scopes import RESOURCE_OF, visible
from views.register.register import Register


def may(register: Register, action: Action) -> bool:
    """Return whether the person may do `action` to some row of the register by its form."""
    if action is not Action.read and not register.writable:
        return False
    return current_principal().may(action, register.resource)


def may_row(session: Session, register: Register, row: Any, action: Action) -> bool:
    """Return whether the person may do `action` to `row`, which they see.

    Rights add up role by role: a row seen as a teacher is not changed as a curator. A statement is
    needed only where the roles that read and those that write differ.
    """
    who = current_principal()
    if not may(register, action):
        return False
    if who.is_system or register.model not in RESOURCE_OF:
        return True
    readers = roles_with(register.resource, Action.read) & who.roles
    if readers <= roles_with(register.resource, action):
        return True
    reach = visible(register.model, who.roles, action)
    model = register.model
    return session.scalar(select(model.id).where(model.id == row.id, reach)) is not None
