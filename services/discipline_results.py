"""The results of disciplines over all their semesters: what the diploma takes (5.5.11).

They are made when the year in which the item ends is signed. Where the item ends in an attestation
that a student has not passed yet, the result stays open: a retake that is signed later makes it,
in no journal, for that of the year is frozen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from access import audit
from access.principal import Principal
from access.session import system_write
from domain.clock import clock
from domain.enums import AttestationForm, AuditAction
from domain.final_marks import result
from domain.regulation import Regulation
from models import DisciplineResult
from services import result_statements as statements
from services.regulation import rulebook

ATTESTED: Final = frozenset(
    {
        AttestationForm.exam,
        AttestationForm.graded_credit,
        AttestationForm.credit,
        AttestationForm.module_exam,
    }
)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A result that follows from the marks; `grounds` names them."""

    student_id: int
    code: str
    grounds: str


def proposed(
    session: Session,
    item_id: int,
    form: AttestationForm,
    students: Iterable[int],
    rules: Regulation,
) -> list[Proposed]:
    """Return the results of an item that ends in `form`, of the students who have one."""
    binds: dict[str, Any] = {"item": item_id, "students": sorted(set(students))}
    if not binds["students"]:
        return []
    marks: dict[int, list[str]] = defaultdict(list)
    for student_id, code in statements.marks(session, proven=True, **binds):
        marks[student_id].append(code)
    attested = {
        row.student_id: row.code for row in statements.sheets(session, proven=True, **binds)
    }
    has = form in ATTESTED
    found = []
    for key in binds["students"]:
        mark = attested.get(key) if has else None
        code = result(marks[key], mark, has, rules)
        if code is not None:
            found.append(Proposed(key, code, _grounds(marks[key], mark)))
    return found


def _grounds(marks: Sequence[str], attested: str | None) -> str:
    said = _("semesters: %(codes)s", codes=", ".join(marks) or "—")
    if attested is not None:
        said += "; " + _("attestation: %(code)s", code=attested)
    return said


def complete_results(
    session: Session, who: Principal, item_id: int, students: Iterable[int], held_on: date
) -> None:
    """Make the results that only waited for an attestation, within the unit that signs its sheet.

    Of students whose year with the end of the item is signed and who have no result yet, by the
    rule of the day on which the attestation was `held_on`.
    """
    binds = {"item": item_id, "students": sorted(set(students)) or [0]}
    waiting = statements.waiting(session, proven=True, **binds).scalars().all()
    if not waiting:
        return
    form = statements.last_form(session, proven=True, item=item_id).scalar()
    rules = rulebook(session).on(held_on)
    found = proposed(session, item_id, form or AttestationForm.none, waiting, rules)
    write_results(session, who, item_id, None, found)


def write_results(
    session: Session,
    who: Principal,
    item_id: int,
    gradebook_id: int | None,
    results: Sequence[Proposed],
) -> None:
    """Write `results`, each over what stood before it, and audit what became another.

    The caller has checked that who acts signs the journal or the sheet they follow from.
    """
    students = [one.student_id for one in results]
    if not students:
        return
    rows = statements.present(session, proven=True, item=item_id, students=students)
    present = {row.student_id: row for row in rows}
    table = DisciplineResult.__table__
    given = {"given_at": clock.now(), "given_by_id": who.user_id, "gradebook_id": gradebook_id}
    entries = []
    for one in results:
        values = given | {"code": one.code, "suggested": one.code, "grounds": one.grounds}
        old = present.get(one.student_id)
        if old is None:
            keys = {"student_id": one.student_id, "item_id": item_id}
            system_write(session, insert(table).values(**keys, **values))
        elif old.code != one.code:
            system_write(session, update(table).where(table.c.id == old.id).values(**values))
        else:
            continue
        entries.append(_entry(one, old, gradebook_id))
    audit.record(session, entries)


def _entry(one: Proposed, old: Any, gradebook_id: int | None) -> dict[str, Any]:
    return {
        "entity": DisciplineResult.__tablename__,
        "entity_id": old and old.id,
        "action": AuditAction.update if old else AuditAction.create,
        "field": "code",
        "old": old and old.code,
        "new": one.code,
        "reason": None,
        "is_late": False,
        "claimed_at": None,
        "gradebook_id": gradebook_id,
        "lesson_id": None,
        "student_id": one.student_id,
    }
