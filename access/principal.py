"""Who is asking. Resolved once per request, command or job, and kept in a context variable."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from access.matrix import Action, Resource, allowed
from access.roles import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """A person, nobody in particular, or a part of the system, with the keys of its rows."""

    kind: str  # «user», «anonymous», «cli», or the name of a job
    user_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    employee_id: int | None = None
    student_id: int | None = None
    guardian_id: int | None = None
    origin: str | None = None  # remote address, «cli», or the job's name
    request_id: str | None = None
    is_system: bool = False  # sees and writes every row: the command line, a job of the system

    def may(self, action: Action, resource: Resource) -> bool:
        """Return whether the principal may do `action` to some row of `resource`."""
        return self.is_system or allowed(self.roles, resource, action)


class NoPrincipalError(RuntimeError):
    """Data were asked for before anybody said who asks."""


ANONYMOUS = Principal(kind="anonymous")
_current: ContextVar[Principal | None] = ContextVar("principal", default=None)


def system_principal(kind: str) -> Principal:
    """Return the principal of a part of the system, such as «cli» or a job's name."""
    return Principal(kind=kind, name=kind, origin=kind, is_system=True)


def current_principal() -> Principal:
    """Return who is asking; raise NoPrincipalError where nobody said."""
    who = _current.get()
    if who is None:
        raise NoPrincipalError("no principal: use acting_as() around what touches data")
    return who


def set_principal(who: Principal | None) -> None:
    """Set who is asking for the rest of this context. Requests only; else use acting_as()."""
    _current.set(who)


@contextmanager
def acting_as(who: Principal) -> Iterator[Principal]:
    """Act as `who` within the block. A session must not outlive the block: one session, one who."""
    token = _current.set(who)
    try:
        yield who
    finally:
        _current.reset(token)
