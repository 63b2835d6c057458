"""The row scope of writing: old and new rows, and the targets of changed keys, in the flush."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import PassiveFlag, Session, attributes
from sqlalchemy.orm.interfaces import MANYTOONE

from access.errors import Bypass
from access.matrix import Action, Resource
from access.principal import Principal, current_principal
from access.reading import refuse
from access.scopes import RESOURCE_OF, visible
from access.session import APPEND_ONLY, GuardedSession
from models import Absence, EmployeeLabel, Mark
from models.base import Scoped

# Written by services/journal_cells.py alone, which audits the cell as a whole.
BY_SERVICE_ONLY: Final = (Mark, Absence)
NEVER_BY_HAND: Final = (*APPEND_ONLY, EmployeeLabel)


def _connection(session: Session) -> Any:
    return Session.connection(session)


def resource_of(model: Any) -> Resource:
    """Return the resource that rights on rows of `model` are given on."""
    return RESOURCE_OF.get(model) or Resource(model.__tablename__)


def _check_rows(
    session: Session, who: Principal, model: Any, action: Action, ids: Iterable[int]
) -> None:
    """Refuse unless every row of `model` with one of `ids` is in the scope of `action`."""
    wanted = set(ids)
    table = model.__table__
    found = select(table.c.id).where(
        table.c.id.in_(wanted), visible(model, who.roles, action, alias=model)
    )
    seen = set(_connection(session).execute(found).scalars())
    if seen != wanted:
        raise refuse(session, f"{action} {model.__name__} {sorted(wanted - seen)}")


def _by_model(objects: Iterable[Any]) -> dict[type, list[Any]]:
    grouped = defaultdict(list)
    for obj in objects:
        grouped[type(obj)].append(obj)
    return grouped


def _check(session: Session, who: Principal, objects: Iterable[Any], action: Action) -> None:
    for model, rows in _by_model(objects).items():
        if issubclass(model, NEVER_BY_HAND):
            raise Bypass(f"{model.__name__} is not written through the ORM")
        if who.is_system:
            continue
        if issubclass(model, BY_SERVICE_ONLY):
            raise Bypass(f"{model.__name__} is written by services/journal_cells.py")
        if model.__module__.startswith("flask_appbuilder"):
            raise refuse(session, f"{action} {model.__name__}")
        if not who.may(action, resource_of(model)):
            raise refuse(session, f"{action} {model.__name__}")
        if issubclass(model, Scoped):
            _check_rows(session, who, model, action, (row.id for row in rows))


def _changed(session: Session) -> list[Any]:
    return [obj for obj in session.dirty if session.is_modified(obj)]


def _keep_hidden_keys(session: Session, who: Principal) -> None:
    """Keep a foreign key whose target is invisible: it loads as None and would be cleared."""
    for obj in session.dirty:
        for relation in inspect(obj).mapper.relationships:
            if relation.direction is not MANYTOONE or relation.viewonly:
                continue
            history = attributes.get_history(obj, relation.key, PassiveFlag.PASSIVE_NO_FETCH)
            if list(history.added or ()) == [None] and _target_hidden(session, who, obj, relation):
                attributes.set_committed_value(obj, relation.key, None)


def _target_hidden(session: Session, who: Principal, obj: Any, relation: Any) -> bool:
    (column,) = relation.local_columns
    key = inspect(obj).mapper.get_property_by_column(column).key
    old = attributes.get_history(obj, key).non_added()
    target = relation.mapper.class_
    if not old or old[0] is None or not issubclass(target, Scoped):
        return False
    query = select(target.__table__.c.id).where(
        target.__table__.c.id == old[0], visible(target, who.roles, Action.read, alias=target)
    )
    return _connection(session).execute(query).first() is None


def _changed_targets(objects: Iterable[Any]) -> dict[Any, set[int]]:
    """Return the scoped rows that changed foreign keys of `objects` now point to, by model."""
    scoped = {model.__tablename__: model for model in RESOURCE_OF}
    targets: dict[Any, set[int]] = defaultdict(set)
    for obj in objects:
        state = inspect(obj)
        for column in state.mapper.local_table.columns:
            for key in column.foreign_keys:
                model = scoped.get(key.column.table.name)
                if model is None:
                    continue
                name = state.mapper.get_property_by_column(column).key
                added = attributes.get_history(obj, name).added
                targets[model].update(value for value in added or () if value is not None)
    return targets


@event.listens_for(GuardedSession, "before_flush")
def _check_old_rows(session: Session, _context: Any, _instances: Any) -> None:
    if "unscoped" in session.info:
        raise Bypass("an unscoped session only reads")
    who = current_principal()
    if not who.is_system:
        _keep_hidden_keys(session, who)
    _check(session, who, _changed(session), Action.update)
    _check(session, who, session.deleted, Action.delete)


@event.listens_for(GuardedSession, "after_flush")
def _check_new_rows(session: Session, _context: Any) -> None:
    who = current_principal()
    changed = _changed(session)
    _check(session, who, session.new, Action.create)
    if who.is_system:
        return
    _check(session, who, changed, Action.update)
    for model, ids in _changed_targets([*session.new, *changed]).items():
        if ids:
            _check_rows(session, who, model, Action.read, ids)


__all__ = ["BY_SERVICE_ONLY", "resource_of"]
