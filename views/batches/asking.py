"""What pages and REST share: what a batch is asked for with, its plan, its start."""

from collections.abc import Mapping
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from access.principal import current_principal
from access.session import GuardedSession, db
from access.units import reading
from domain.control_enums import BatchKind
from domain.typed import key_of
from jobs.batch_start import begin
from jobs.batches import enqueue_batch
from reports.batch_plan import Plan, plan, wanted_of
from services.errors import FieldsError

NAMES: Mapping[BatchKind, str] = {
    BatchKind.semester: "semester_id",
    BatchKind.year: "academic_year_id",
}


def planned(given: Mapping[str, Any]) -> Plan:
    """Return the plan of what `given` names: kind, semester_id or academic_year_id, department_id.

    Raises FieldsError with a sentence for each field.
    """
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in set(BatchKind):
        raise FieldsError({"kind": _("Choose the end of a semester or of a year.")})
    name = NAMES[BatchKind(kind)]
    errors = {
        str(key)[:40]: _("A batch has no such field.")
        for key in given
        if key not in ("kind", name, "department_id")
    }
    period = _key(given.get(name), name, _("Choose a period."), errors)
    department = given.get("department_id")
    chosen = 0
    if department not in (None, "", 0, "0"):
        chosen = _key(department, "department_id", _("Choose a department."), errors)
    if errors:
        raise FieldsError(errors)
    who = current_principal()
    with reading():
        session = GuardedSession(db)
        try:
            return plan(session, who, wanted_of(session, who, BatchKind(kind), period, chosen))
        finally:
            session.close()


def _key(value: object, name: str, sentence: str, errors: dict[str, str]) -> int:
    try:
        return key_of(int(value) if isinstance(value, str) and value.isascii() else value)
    except ValueError:
        errors[name] = sentence
        return 0


def started(found: Plan) -> tuple[int, bool]:
    """Begin the batch of a plan; return its id and whether the queue took it.

    Raises FieldsError where nothing is due, ConflictError where it is being made already.
    """
    if not found.parts:
        raise FieldsError({"": _("Nothing is due: no group has journals in this period.")})
    batch_id = begin(db.session, found, str(get_locale() or "ru"))
    db.session.commit()
    return batch_id, enqueue_batch(batch_id)
