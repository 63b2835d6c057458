"""Building blocks of row scopes: membership that is fast on both databases, and who asks."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Integer, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.elements import BindParameter, ClauseElement
from sqlalchemy.sql.expression import CompoundSelect, ScalarSelect, Select
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import Boolean

from access.principal import Principal, current_principal


def _asks(field: str) -> BindParameter[int]:
    """Return a bind whose value is read from the principal when a statement is executed.

    One compiled statement so serves every person of a role set. A missing key becomes 0, which
    no row has; NULL would make every comparison unknown.
    """
    read: Callable[[Principal], int | None] = lambda who: getattr(who, field)  # noqa: E731
    return bindparam(
        f"me_{field}", callable_=lambda: read(current_principal()) or 0, type_=Integer()
    )


ME_USER = _asks("user_id")
ME_EMPLOYEE = _asks("employee_id")
ME_STUDENT = _asks("student_id")
ME_GUARDIAN = _asks("guardian_id")


class InIds(ColumnElement[bool]):
    """`column` is one of the ids of a subquery.

    Renders `x IN (…)` on SQLite, where EXISTS is a thousand times slower, and
    `x = ANY (ARRAY(…))` on PostgreSQL, where IN (… UNION ALL …) is.
    """

    inherit_cache = True
    type = Boolean()
    _traverse_internals = [
        ("column", InternalTraversal.dp_clauseelement),
        ("ids", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: ClauseElement, ids: ScalarSelect[Any]) -> None:
        self.column = column
        self.ids = ids

    def self_group(self, against: Any = None) -> "InIds":
        """Return self: without it SQLite would compare the whole with 1 and lose the index."""
        return self


@compiles(InIds)
def _in_ids(element: InIds, compiler: Any, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} IN {compiler.process(element.ids, **kw)}"


@compiles(InIds, "postgresql")
def _any_array(element: InIds, compiler: Any, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    return f"{column} = ANY (ARRAY{compiler.process(element.ids, **kw)})"


def in_ids(column: Any, ids: Select[Any] | CompoundSelect[Any]) -> InIds:
    """Return the predicate that `column` is among the single-column select `ids`."""
    return InIds(column, ids.scalar_subquery())
