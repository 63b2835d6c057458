"""A walk of the whole statement: finds what a loader criterion cannot reach.

Too dear for every query of a running server; the test suite passes every statement of every test
through it (`access.reading.strict_checks`). Refused are raw tables of scoped models, which no
criterion narrows, entities whose FROM comes from a WHERE alone, and SQL text.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Table, inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.sql import ClauseElement, Select
from sqlalchemy.sql.elements import ColumnClause, TextClause
from sqlalchemy.sql.expression import Alias, Join
from sqlalchemy.sql.visitors import HasTraverseInternals

from access.errors import Bypass
from access.scopes import RESOURCE_OF

SCOPED_TABLES: Final = frozenset(model.__table__ for model in RESOURCE_OF)
SCOPES_OWN: Final = "s_"  # how the aliases begin that scopes make for themselves
Entities = frozenset[Any]  # mappers and aliases of mapped classes


def check(statement: Any) -> None:
    """Raise Bypass where `statement` holds something that the row scope would pass by."""
    _walk(statement, frozenset())


def _walk(element: Any, outer: Entities) -> None:
    """Check `element` and what it holds; the selects around it have the entities `outer`."""
    if isinstance(element, Select):
        _walk_select(element, outer)
        return
    _check_text(element)
    if not isinstance(element, Join) and _entity(element) is not None:
        _walk_source(element, outer)
        return
    if _is_raw(element, outer):
        raise Bypass(f"raw table of a scoped model: {element}")
    if not (isinstance(element, Alias) and isinstance(element.element, Table)):
        for child in element.get_children():
            _walk(child, outer)


def _walk_source(entity: Any, outer: Entities) -> None:
    """Check the select that an entity is an alias of; a mapped table has none."""
    if isinstance(entity, Alias) or not hasattr(entity, "element"):
        return
    _walk(entity.element, outer)


def _walk_select(select: Select[Any], outer: Entities) -> None:
    declared = frozenset(_declared(select))
    conditions = [*select._where_criteria, *select._having_criteria]
    for entity in _named(conditions):
        known = entity in declared or entity in outer
        if not known and entity.mapper.class_ in RESOURCE_OF:
            raise Bypass(f"{entity} stands in a WHERE only: {select}")
    for child in HasTraverseInternals.get_children(
        select, omit_attrs=("_correlate", "_correlate_except")
    ):
        _walk(child, outer | declared)


def _declared(select: Select[Any]) -> Iterator[Any]:
    """Yield the entities that `select` says it reads from: its columns, FROMs and joins."""
    yield from _named(select._raw_columns)
    yield from _named(select._from_obj)
    for target, _on, left, _flags in select._setup_joins:
        for side in (target, left):
            entity = getattr(getattr(side, "comparator", None), "entity", None)
            if entity is not None:
                yield entity
            elif side is not None:
                yield from _named([side])


def _named(elements: Iterable[Any]) -> Iterator[Any]:
    """Yield the entities that `elements` name, not looking into selects inside them."""
    for element in elements:
        if isinstance(element, Join):
            yield from _named((element.left, element.right))
            continue
        entity = _entity(element)
        if entity is not None:
            yield entity
        elif not isinstance(element, Select):
            yield from _named(element.get_children())


def _entity(element: Any) -> Any:
    """Return the mapper or alias that an element was made from, None for plain Core."""
    annotations = element._annotations if isinstance(element, ClauseElement) else {}
    parent = annotations.get("parententity")
    if parent is None:
        mapped = inspect(element, raiseerr=False)
        parent = mapped if hasattr(mapped, "mapper") else None
    return parent if hasattr(parent, "mapper") else None


def _is_raw(element: Any, entities: Entities) -> bool:
    """Return whether `element` is a scoped table, or a column of one that no entity reads."""
    if isinstance(element, Alias) and element.element in SCOPED_TABLES:
        return not str(element.name).startswith(SCOPES_OWN)
    if isinstance(element, Table):
        return element in SCOPED_TABLES
    table = element.table if isinstance(element, ColumnClause) else None
    if not isinstance(table, Table) or table not in SCOPED_TABLES:
        return False
    # SQLAlchemy's own loads by key name plain columns beside the entity that is narrowed.
    return not any(isinstance(e, Mapper) and e.local_table is table for e in entities)


def _check_text(element: Any) -> None:
    text = element.text if isinstance(element, TextClause) else None
    if isinstance(element, ColumnClause) and element.is_literal and "(" in element.name:
        text = element.name
    if text is not None:
        raise Bypass(f"SQL text passes by the row scope: {text}")


__all__ = ["check"]
