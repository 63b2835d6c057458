"""The row scope of reading: one loader criterion on every statement of the session."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import event, false, inspect, true
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from access.errors import Bypass, Forbidden
from access.matrix import Action
from access.principal import Principal, current_principal
from access.roles import Role
from access.scopes import visible
from access.session import SYSTEM_WRITE, GuardedSession
from models.base import Public, Scoped

_options: Final[dict[frozenset[Role], tuple[LoaderCriteriaOption, ...]]] = {}
# Tests set this to a function that walks each statement for raw tables; see access/walk.py.
strict_checks: Final[list[Callable[[Any], None]]] = []


def _visible_rows(cls: Any) -> Any:
    """Return the read criterion of the present principal; runs when a statement is compiled."""
    if cls in (Scoped, Public):
        return true()  # SQLAlchemy tries the lambda on the mixin itself when an option is made
    mapper = inspect(cls).mapper
    if issubclass(mapper.class_, Public):
        return true() if current_principal().roles else false()
    return visible(mapper.class_, current_principal().roles, Action.read, alias=cls)


for mixin in (Scoped, Public):
    mixin.visible_rows = classmethod(_visible_rows)  # type: ignore[method-assign, assignment]


def _named(function: Callable[..., Any], name: str) -> Any:
    """Return `function` under a code object of its own: SQLAlchemy's statement cache keys on it."""
    code = function.__code__.replace(co_name=name)
    return FunctionType(code, function.__globals__)


def _scope_options(roles: frozenset[Role]) -> tuple[LoaderCriteriaOption, ...]:
    """Return the loader options of a role set; one statement cache entry serves all its people."""
    if roles not in _options:
        suffix = "_".join(sorted(roles)) or "nobody"
        rows = _named(lambda cls: cls.visible_rows(), f"rows_for_{suffix}")
        options = [_criteria(Scoped, rows)]
        if not roles:
            options += [_criteria(Public, rows), with_loader_criteria(User, false())]
        _options[roles] = tuple(options)
    return _options[roles]


def _criteria(entity: type, rows: Any) -> LoaderCriteriaOption:
    return with_loader_criteria(
        entity,
        rows,
        include_aliases=True,
        propagate_to_loaders=True,  # with False a joinedload leaks every row
        track_closure_variables=False,
    )


def refuse(session: Session, why: str) -> Forbidden:
    """Note the refusal on the session, so that the answer is 403 even where FAB swallows it."""
    session.info["refused"] = why
    return Forbidden(why)


@event.listens_for(GuardedSession, "do_orm_execute")
def _scope_statement(state: ORMExecuteState) -> None:
    if state.execution_options.get(SYSTEM_WRITE):
        return
    if state.is_from_statement or not state.is_orm_statement:
        raise Bypass(f"not an ORM statement: {state.statement}")
    if not state.is_select:
        raise Bypass(f"bulk DML passes by the audit: {state.statement}")
    for check in strict_checks:
        check(state.statement)
    if "unscoped" in state.session.info:
        return
    _apply(state, current_principal())


def _apply(state: ORMExecuteState, who: Principal) -> None:
    if who.is_system:
        return
    present = getattr(state.statement, "_with_options", ())
    missing = [option for option in _scope_options(who.roles) if option not in present]
    if missing:
        state.statement = state.statement.options(*missing)


__all__ = ["refuse", "strict_checks"]
