"""The flush listener that writes the audit trail (clauses 3.6, 7.6, 9.1.1)."""

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session, attributes

from access.principal import current_principal
from access.session import GuardedSession, system_write
from domain.clock import clock
from domain.enums import AuditAction
from models import (
    AuditEntry,
    AuditPersonalValue,
    Guardian,
    GuardianContact,
    Notice,
    ReportRun,
    Student,
    StudentContact,
    StudentIdentity,
)
from models.base import Model

# The system's own rows about an action are no action of their own.
UNAUDITED: Final = (AuditEntry, AuditPersonalValue, Notice, ReportRun)
DERIVED: Final = frozenset({"id", "sort_name", "search_name", "search_text"})
NAMES: Final = frozenset({"last_name", "first_name", "patronymic"})
PERSONAL: Final[dict[type, frozenset[str]]] = {
    Student: NAMES | {"record_book"},
    StudentIdentity: frozenset({"birth_date", "sex"}),
    StudentContact: frozenset({"value", "note"}),
    Guardian: NAMES,
    GuardianContact: frozenset({"value", "note"}),
}


_ADD: Final = insert(AuditEntry.__table__)


def stamp() -> dict[str, Any]:
    """Return who, when and from where, as columns of an audit entry."""
    who = current_principal()
    return {
        "at": clock.now(),
        "user_id": who.user_id,
        "actor": who.name,
        "roles": ",".join(sorted(who.roles)),
        "origin": who.origin,
        "request_id": who.request_id,
    }


def record(session: Session, entries: list[dict[str, Any]]) -> None:
    """Add audit entries in one statement. Each of `entries` holds columns of AuditEntry."""
    if entries:
        who_when = stamp()
        system_write(session, _ADD, [who_when | entry for entry in entries])


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _about(obj: Any) -> dict[str, Any]:
    """Return what the entry is about: the row and, where it has them, journal and student."""
    table = obj.__tablename__
    about = {f"{name}_id": getattr(obj, f"{name}_id", None) for name in _SUBJECTS}
    if table in _SUBJECTS:
        about[f"{table}_id"] = obj.id
    return {"entity": table, "entity_id": obj.id, **about}


_SUBJECTS: Final = ("gradebook", "lesson", "student")


def _columns(obj: Any) -> Iterable[str]:
    return (p.key for p in inspect(obj).mapper.column_attrs if p.key not in DERIVED)


def _changes(obj: Any) -> Iterable[tuple[str, str | None, str | None]]:
    for name in _columns(obj):
        history = attributes.get_history(obj, name)
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            yield name, _text(old), _text(history.added[0] if history.added else None)


def _whole(obj: Any) -> str:
    """Return the row as JSON, personal fields left out."""
    personal = PERSONAL.get(type(obj), frozenset())
    values = {name: _text(getattr(obj, name)) for name in _columns(obj) if name not in personal}
    return json.dumps({k: v for k, v in values.items() if v is not None}, ensure_ascii=False)


def _entries(session: Session) -> list[tuple[Any, dict[str, Any]]]:
    found: list[tuple[Any, dict[str, Any]]] = []
    for obj in session.new:
        found.append((obj, {"action": AuditAction.create, "field": None, "new": _whole(obj)}))
    for obj in session.deleted:
        found.append((obj, {"action": AuditAction.delete, "field": None, "old": _whole(obj)}))
    for obj in session.dirty:
        for name, old, new in _changes(obj):
            found.append(
                (obj, {"action": AuditAction.update, "field": name, "old": old, "new": new})
            )
    return [(obj, entry) for obj, entry in found if not isinstance(obj, UNAUDITED)]


def _is_personal(obj: Any, entry: dict[str, Any]) -> bool:
    return entry["field"] in PERSONAL.get(type(obj), frozenset())


@event.listens_for(GuardedSession, "after_flush")
def _audit(session: Session, _context: Any) -> None:
    found = [
        (obj, entry)
        for obj, entry in _entries(session)
        if isinstance(obj, Model) and not type(obj).__module__.startswith("flask_appbuilder")
    ]
    blank = dict.fromkeys(("field", "old", "new"))
    open_entries = [
        blank | _about(obj) | entry for obj, entry in found if not _is_personal(obj, entry)
    ]
    record(session, open_entries)
    for obj, entry in found:
        if _is_personal(obj, entry):
            _record_personal(session, obj, entry)


def _record_personal(session: Session, obj: Any, entry: dict[str, Any]) -> None:
    """Add an entry without its values, and the values in a row that an erasure can remove."""
    open_entry = stamp() | _about(obj) | {"action": entry["action"], "field": entry["field"]}
    added = system_write(session, insert(AuditEntry).values(**open_entry).returning(AuditEntry.id))
    values = {"entry_id": added.scalar_one(), "old": entry["old"], "new": entry["new"]}
    system_write(session, insert(AuditPersonalValue).values(**values))
