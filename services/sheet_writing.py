"""Writing rows of attestation sheets with their entries of the audit.

Who examines may be an employee of another department, whom the head does not read: the services
check the rights on the sheet themselves and write past the checks of the ORM.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from access.audit import record
from access.session import system_write
from domain.enums import AuditAction

_BLANK: Final = dict.fromkeys(("field", "old", "new", "student_id"))


class SheetWriter:
    """Writes rows at once, and their audit entries with one statement in the end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._entries: list[dict[str, Any]] = []

    def add(self, model: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Insert rows of the same columns; return their keys in the same order."""
        if not rows:
            return []
        table = model.__table__
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        keys = list(system_write(self._session, statement, list(rows)).scalars())
        for key, row in zip(keys, rows, strict=True):
            self._note(table, key, row, AuditAction.create, new=_whole(row))
        return keys

    def change(self, model: Any, key: int, old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
        """Set the columns `new` of a row that differ from `old`; return whether any does."""
        changed = {name: value for name, value in new.items() if old.get(name) != value}
        if not changed:
            return False
        table = model.__table__
        system_write(self._session, update(table).where(table.c.id == key).values(**changed))
        for name, value in changed.items():
            texts = {"field": name, "old": _text(old.get(name)), "new": _text(value)}
            self._note(table, key, old, AuditAction.update, **texts)
        return True

    def remove(self, model: Any, key: int, old: Mapping[str, Any]) -> None:
        """Delete a row; `old` is what the trail keeps of it."""
        table = model.__table__
        system_write(self._session, delete(table).where(table.c.id == key))
        self._note(table, key, old, AuditAction.delete, old=_whole(old))

    def finish(self) -> None:
        """Write the audit and commit."""
        record(self._session, self._entries)
        self._entries = []
        self._session.commit()

    def _note(
        self, table: Any, key: int, row: Mapping[str, Any], action: AuditAction, **texts: Any
    ) -> None:
        about = {"entity": table.name, "entity_id": key, "student_id": row.get("student_id")}
        self._entries.append(_BLANK | {"action": action} | about | texts)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _whole(row: Mapping[str, Any]) -> str:
    kept = {name: str(value) for name, value in row.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False)
