"""The audit trail, report runs and accounts: read only."""

import json
from datetime import datetime
from typing import Any, Final

from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _l
from sqlalchemy import Boolean, DateTime, Enum
from sqlalchemy.orm import joinedload, selectinload

from access.matrix import Resource
from access.roles import Role
from models import AuditEntry, ReportRun
from models.base import Model
from models.labels import FIELD_LABELS, label_of
from reports.base import catalogue
from views.register.columns import Derived
from views.register.register import Register
from views.register.values import shown_value

_KNOWN_ROLES = frozenset(Role)
_RESOURCES = frozenset(Resource)
_PLACES: Final = [
    (table.name, column) for table in Model.metadata.tables.values() for column in table.columns
]
_VOCABULARIES: Final = {
    (name, one.name): one.type.enum_class.__members__
    for name, one in _PLACES
    if isinstance(one.type, Enum) and one.type.enum_class is not None
}
_FLAGS: Final = {(name, one.name) for name, one in _PLACES if isinstance(one.type, Boolean)}
_INSTANTS: Final = {(name, one.name) for name, one in _PLACES if isinstance(one.type, DateTime)}
_PERSONAL = (joinedload(AuditEntry.personal),)


def role_names(keys: Any) -> str:
    """Return role keys as people call the roles, separated by commas."""
    return ", ".join(str(label_of(Role(key))) if key in _KNOWN_ROLES else key for key in keys)


def _label(entity: str, column: str) -> str:
    """Return the label of a column by the name that the trail keeps, or the name itself."""
    name = column.removesuffix("_id")
    label = FIELD_LABELS.get((entity, name)) or FIELD_LABELS.get(name)
    return str(label) if label else column


def _subject(entry: AuditEntry) -> str:
    """Return what was changed: a cell, or «Students: Last name»."""
    if entry.entity not in _RESOURCES:
        return _label("", entry.entity)
    kind = str(label_of(Resource(entry.entity)))
    return f"{kind}: {_label(entry.entity, entry.field)}" if entry.field else kind


def _value(side: str) -> Any:
    """Return how `old` or `new` is shown: a personal one only to who may read those."""

    def read(entry: AuditEntry) -> str | None:
        kept = getattr(entry, side)
        if kept is None and entry.personal is not None:
            return str(getattr(entry.personal, side) or "") or None
        if entry.field is None:
            return _whole(entry.entity, kept) if kept else kept
        return _word(entry.entity, entry.field, kept)

    return read


# Columns that hold the code of a report.
_REPORTS = {("archived_report", "code"), ("batch_part", "code"), ("printed_document", "report")}


def _word(entity: str, column: str, kept: Any) -> Any:
    """Return a kept value as people read it: a word of a vocabulary, yes or no, a local time."""
    place = entity, column
    if place in _FLAGS and kept in ("True", "False"):
        return shown_value(kept == "True")
    if place in _INSTANTS and kept:
        try:
            return shown_value(datetime.fromisoformat(kept))
        except ValueError:
            return kept
    if column == "format" and kept:
        return str(kept).upper()
    if place in _REPORTS and kept in catalogue():
        return str(catalogue()[kept].title)
    member = _VOCABULARIES.get(place, {}).get(kept)
    return kept if member is None else str(label_of(member))


def _whole(entity: str, kept: str) -> str:
    """Return a whole row, which the trail keeps as JSON, as people read it."""
    try:
        row = json.loads(kept)
    except ValueError:
        return kept
    if not isinstance(row, dict):
        return kept
    return "; ".join(
        f"{_label(entity, name)}: {_word(entity, name, value)}" for name, value in row.items()
    )


def _report(run: ReportRun) -> str:
    """Return the title of the report, or its code where it is no longer made."""
    report = catalogue().get(run.code)
    return str(report.title) if report else run.code


REPORT = Derived("report", _l("Report"), _report)
FORMAT = Derived("format", FIELD_LABELS["format"], lambda run: run.format.upper())


SUBJECT = Derived("entity", _l("What"), _subject)
OLD = Derived("old", _l("Was"), _value("old"), _PERSONAL)
NEW = Derived("new", _l("Became"), _value("new"), _PERSONAL)

AUDIT_ENTRIES = Register(
    AuditEntry,
    Resource.audit_entry,
    None,
    list=("at", "actor", SUBJECT, "lesson", "student", "action", OLD, NEW, "is_late"),
    detail=(
        "at",
        "actor",
        Derived("roles", FIELD_LABELS["roles"], lambda e: role_names(e.roles.split(","))),
        SUBJECT,
        "entity_id",
        "gradebook",
        "lesson",
        "student",
        "action",
        OLD,
        NEW,
        "reason",
        "is_late",
        "claimed_at",
        "origin",
        "request_id",
    ),
    filters=("at", "gradebook", "student", "lesson", "action", "is_late"),
    order="at",
    descending=True,
    big=True,
)

REPORT_RUNS = Register(
    ReportRun,
    Resource.report_run,
    None,
    list=(REPORT, FORMAT, "state", "progress", "created_at", "finished_at", "kept_until"),
    detail=(
        REPORT,
        FORMAT,
        "state",
        "progress",
        "error",
        "file_name",
        "pages",
        "sha256",
        "created_at",
        "started_at",
        "finished_at",
        "kept_until",
    ),
    filters=("state", "created_at"),
    elsewhere=frozenset({"get"}),
    order="id",
    descending=True,
    big=True,
)

ACCOUNTS = Register(
    User,
    Resource.account,
    None,
    list=(
        "username",
        "last_name",
        "first_name",
        Derived(
            "roles",
            FIELD_LABELS["roles"],
            lambda user: role_names(sorted(role.name for role in user.roles)),
            (selectinload(User.roles),),
        ),
        "active",
        "last_login",
    ),
    search=("username", "last_name"),
    filters=("active", "last_login"),
    order="username",
    big=True,
)

REGISTERS = (AUDIT_ENTRIES, REPORT_RUNS, ACCOUNTS)
