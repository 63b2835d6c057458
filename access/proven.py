"""Selects of plain columns that may pass by the scope, for what hangs on a row found visible.

A service that has found a journal visible through a role, in a scoped statement, reads the rows
that the same role sees with it (its lessons, its cells) without working out all lessons of a
department again in every statement: that costs milliseconds and grows with the years. Only plain
columns can be read so: no row gets into the session's identity map. Each says why; they are
listed in `docs/permissions.md`.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import CompoundSelect, Result, Select
from sqlalchemy.orm import Session

from access.errors import Bypass
from access.session import connection_of

AnyColumns = tuple[Any, ...]
AnySelect = Select[*AnyColumns] | CompoundSelect[*AnyColumns]

PROVEN: Final[list["PlainSelect"]] = []


class PlainSelect:
    """A select of columns, made once, that runs within the scope or, where proven, past it."""

    def __init__(self, why: str, statement: AnySelect) -> None:
        """Keep `statement`; raise Bypass where it would load entities."""
        parts: tuple[Any, ...] = getattr(statement, "selects", (statement,))
        for part in parts:
            if any(column["expr"] is column["entity"] for column in part.column_descriptions):
                raise Bypass(f"only columns can be read past the scope: {part}")
        self.why = why
        self.statement = statement
        PROVEN.append(self)

    def __call__(self, session: Session, *, proven: bool, **values: Any) -> Result[*AnyColumns]:
        """Execute with the binds `values`; `proven` where the caller checked what `why` says."""
        if proven:
            return connection_of(session).execute(self.statement, values)
        return session.execute(self.statement, values)

    def bare(self, session: Session, *, proven: bool, **values: Any) -> Sequence[AnyColumns]:
        """Return all rows as the driver gives them: numbers and texts, and many of them.

        Where no column's value changes on its way from the driver this is half the work.
        """
        found = self(session, proven=proven, **values)
        cursor = getattr(found, "cursor", None)
        return found.all() if cursor is None or not proven else _all(found, cursor)


def _all(found: Result[*AnyColumns], cursor: Any) -> Sequence[AnyColumns]:
    rows: Sequence[AnyColumns] = cursor.fetchall()
    found.close()
    return rows
