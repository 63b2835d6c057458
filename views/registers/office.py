"""The audit trail, report runs and accounts: read only."""

from typing import Any

from flask_appbuilder.security.sqla.models import User
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import joinedload, selectinload

from access.matrix import Resource
from access.roles import Role
from models import AuditEntry, Gradebook, ReportRun, Student
from models.labels import FIELD_LABELS, label_of
from views.register.columns import Derived
from views.register.register import Filter, Register

_KNOWN_ROLES = frozenset(Role)
_RESOURCES = frozenset(Resource)
_PERSONAL = (joinedload(AuditEntry.personal),)


def role_names(keys: Any) -> str:
    """Return role keys as people call the roles, separated by commas."""
    return ", ".join(str(label_of(Role(key))) if key in _KNOWN_ROLES else key for key in keys)


def _entity(entry: AuditEntry) -> str:
    known = entry.entity in _RESOURCES
    return str(label_of(Resource(entry.entity))) if known else entry.entity


def _field(entry: AuditEntry) -> str | None:
    name = (entry.field or "").removesuffix("_id")
    label = FIELD_LABELS.get((entry.entity, name)) or FIELD_LABELS.get(name)
    return str(label) if label else entry.field


def _value(side: str) -> Any:
    """Return how `old` or `new` is shown: a personal one only to who may read those."""

    def read(entry: AuditEntry) -> str | None:
        kept = getattr(entry, side)
        return kept if kept is not None or entry.personal is None else getattr(entry.personal, side)

    return read


AUDIT_ENTRIES = Register(
    AuditEntry,
    Resource.audit_entry,
    None,
    list=(
        "at",
        "actor",
        Derived("entity", FIELD_LABELS["entity"], _entity),
        "action",
        Derived("field", FIELD_LABELS["field"], _field),
        Derived("old", FIELD_LABELS["old"], _value("old"), _PERSONAL),
        Derived("new", FIELD_LABELS["new"], _value("new"), _PERSONAL),
        "is_late",
    ),
    detail=(
        "at",
        "actor",
        Derived("roles", FIELD_LABELS["roles"], lambda e: role_names(e.roles.split(","))),
        Derived("entity", FIELD_LABELS["entity"], _entity),
        "entity_id",
        "action",
        Derived("field", FIELD_LABELS["field"], _field),
        Derived("old", FIELD_LABELS["old"], _value("old"), _PERSONAL),
        Derived("new", FIELD_LABELS["new"], _value("new"), _PERSONAL),
        "reason",
        "is_late",
        "claimed_at",
        "origin",
        "request_id",
    ),
    filters=(
        "at",
        Filter("gradebook", _l("Gradebook"), Gradebook, lambda pk: AuditEntry.gradebook_id == pk),
        Filter("student", _l("Student"), Student, lambda pk: AuditEntry.student_id == pk),
        "action",
        "is_late",
    ),
    order="at",
    descending=True,
    big=True,
)

REPORT_RUNS = Register(
    ReportRun,
    Resource.report_run,
    None,
    list=("code", "format", "state", "progress", "created_at", "finished_at", "kept_until"),
    detail=(
        "code",
        "format",
        "params",
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
