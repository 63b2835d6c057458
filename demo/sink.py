"""Bulk writing: rows are numbered here, collected by table, and inserted parents first."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any, Final

from sqlalchemy import Connection, Table, func, insert, select, text

from models.base import Model

BATCH: Final = 20_000  # rows held in memory before they are written
Row = dict[str, Any]
Value = date | datetime | str | int | None


class Sink:
    """Collects rows and writes them in batches, in an order that foreign keys allow."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.written = 0
        self._order = {table.name: n for n, table in enumerate(Model.metadata.sorted_tables)}
        self._rows: dict[Table, list[Row]] = {}
        self._ids: dict[Table, Any] = {}
        self._held = 0

    def add(self, model: type[Model], row: Mapping[str, Any]) -> int:
        """Take a row of `model`, all its columns but the key; return the key it gets."""
        table: Table = model.__table__
        ids = self._ids.get(table)
        if ids is None:
            ids = self._ids[table] = count(1)
        key = next(ids)
        self._rows.setdefault(table, []).append({"id": key, **row})
        self._held += 1
        if self._held >= BATCH:
            self.flush()
        return int(key)

    def flush(self) -> None:
        """Write what is held."""
        for table in sorted(self._rows, key=lambda t: self._order[t.name]):
            if rows := self._rows[table]:
                self.connection.execute(insert(table), rows)
                self.written += len(rows)
        self._rows.clear()
        self._held = 0

    def finish(self) -> None:
        """Write the rest; let the database number on from here."""
        self.flush()
        if self.connection.dialect.name != "postgresql":
            return
        for table in self._ids:
            newest = self.connection.execute(select(func.max(table.c.id))).scalar_one()
            self.connection.execute(
                text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :newest)"),
                {"name": table.name, "newest": newest},
            )
