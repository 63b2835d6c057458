"""Writing theses: the head and the supervisor, each their own fields (clause 5.5.13)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.thesis import MARKS, may_be_admitted
from domain.verdict import Severity
from models import Thesis
from services.errors import ConflictError, FieldsError, NotAllowedError, NotFoundError
from services.graduating import RefusedError
from services.line_entry import (
    Change,
    Entered,
    LineInput,
    Reader,
    decimal_reader,
    mark_reader,
    read_flag,
    read_lines,
    read_past_day,
    text_reader,
)
from services.notices import message_key
from services.sheet_writing import SheetWriter
from services.thesis_making import MOST_ORDER, MOST_TOPIC, Supervisor, no_appointment, supervisors
from services.thesis_rows import ThesisRow, thesis_ids, thesis_rows
from services.thesis_words import sentence

MOST_NAME: Final = 200
SUPERVISOR_FIELDS: Final = ("topic", "borrowed", "supervisor_code")
HEAD_FIELDS: Final = (
    *("topic", "topic_order", "appointment_id", "reviewer", "review_code", "borrowed"),
    *("is_admitted", "defended_on", "code"),
)
FIELDS: Final = (*HEAD_FIELDS, "supervisor_code")
_MISSING: Final = message_key("There is no such thesis, or it is not yours to see.")
_percent: Final = decimal_reader(Decimal(100))
_mark: Final = mark_reader(MARKS)
_READERS: Final[dict[str, Reader]] = {
    "topic": lambda text: text_reader(MOST_TOPIC)(text) or "",
    "topic_order": text_reader(MOST_ORDER),
    "reviewer": text_reader(MOST_NAME),
    "review_code": _mark,
    "supervisor_code": _mark,
    "borrowed": _percent,
    "is_admitted": read_flag,
    "defended_on": read_past_day,
    "code": _mark,
}


def values_of(row: ThesisRow) -> dict[str, Any]:
    """Return the stored values of a thesis by the name of their field."""
    return {name: getattr(row, name) for name in FIELDS}


def fields_of(row: ThesisRow) -> tuple[str, ...]:
    """Return the fields of a thesis that the person may write now."""
    if row.is_frozen:
        return ()
    fields = dict.fromkeys(HEAD_FIELDS if row.heads else ())
    if row.supervises and row.supervised:
        own = SUPERVISOR_FIELDS[1:] if row.topic_order else SUPERVISOR_FIELDS
        fields |= dict.fromkeys(own)
    return tuple(fields)


def save_theses(session: Session, who: Principal, inputs: Sequence[LineInput]) -> Entered:
    """Write fields of theses, by key, each as the head or the supervisor may, and commit.

    A field that is not the person's refuses the whole. Raises FieldsError, NotFoundError,
    RefusedError for who supervises without an appointment in force, ConflictError where the
    protocol is signed.
    """
    with writing():
        rows = _locked(session, who, [one.key for one in inputs])
        for one in inputs:
            if one.key not in rows:
                raise NotFoundError(_(_MISSING))
            _require(rows[one.key], one)
        names = {key: row.student for key, row in rows.items()}
        stored = {key: values_of(row) for key, row in rows.items()}
        writer = SheetWriter(session)
        saved: list[int] = []
        stale: list[int] = []
        chosen = _chosen(session, rows)
        readers = _READERS | {"appointment_id": _appointment_reader(chosen)}
        changes, conflicts = read_lines(stored, inputs, readers, lambda key: names[key])
        stale += conflicts
        errors: dict[str, str] = {}
        for change in changes:
            row = rows[change.key]
            new, fault = _completed(row, change, chosen)
            if fault:
                errors[f"{change.key}"] = f"{row.student}: {fault}"
                continue
            old = {name: getattr(row, name) for name in new}
            writer.change(Thesis, row.id, old | {"student_id": row.student_id}, new)
            saved.append(row.id)
        if errors:
            raise FieldsError(errors)
        writer.finish()
    return Entered(tuple(saved), tuple(stale))


def _locked(session: Session, who: Principal, keys: Sequence[int]) -> dict[int, ThesisRow]:
    query = select(Thesis.id).where(Thesis.id.in_(keys)).order_by(Thesis.id)
    seen = session.scalars(query.with_for_update(of=Thesis)).all()
    return {row.id: row for row in thesis_rows(session, who, seen)}


def _require(row: ThesisRow, one: LineInput) -> None:
    """Raise unless each field that is typed is the person's to write."""
    if row.is_frozen:
        raise ConflictError(
            _("%(student)s: the protocol is signed, the thesis does not change (5.5.13).",
              student=row.student)
        )  # fmt: skip
    wrong = set(one.typed) - set(fields_of(row))
    if not wrong:
        return
    if row.supervises and not row.heads:
        if not row.supervised:
            raise RefusedError(
                _("%(student)s: your appointment as a supervisor is not in force (5.5.13).",
                  student=row.student)
            )  # fmt: skip
        if wrong == {"topic"}:
            raise RefusedError(
                _("%(student)s: the topic is fixed by an order, the head changes it.",
                  student=row.student)
            )  # fmt: skip
    if not row.heads and not row.supervises:
        raise NotAllowedError(_("A thesis is written by its supervisor and the head."))
    raise RefusedError(
        _("%(student)s: these fields are not yours to write: %(fields)s.",
          student=row.student, fields=", ".join(sorted(wrong))[:100])
    )  # fmt: skip


Chosen = Mapping[tuple[int, int], Supervisor]  # by group and appointment


def _chosen(session: Session, rows: Mapping[int, ThesisRow]) -> Chosen:
    groups = {row.group_id for row in rows.values() if row.heads}
    return {
        (group, one.appointment_id): one for group in groups for one in supervisors(session, group)
    }


def _appointment_reader(chosen: Chosen) -> Reader:
    known = {key for _group, key in chosen}

    def read(text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text[:10]) not in known:
            raise ValueError(no_appointment())
        return int(text)

    return read


def _completed(row: ThesisRow, change: Change, chosen: Chosen) -> tuple[dict[str, Any], str]:
    """Return the columns to write with what follows from them, and what forbids them."""
    new = dict(change.values)
    if "appointment_id" in new:
        key = new["appointment_id"]
        if key is not None and (row.group_id, key) not in chosen:
            return new, no_appointment()
        new["supervisor_id"] = None if key is None else chosen[row.group_id, key].employee_id
    if "is_admitted" in new:
        if new["is_admitted"] and not may_be_admitted(list(row.verdicts)):
            faults = [sentence(one) for one in row.verdicts if one.severity is Severity.fault]
            return new, _("not admitted: %(why)s", why=" ".join(faults))
        new["admitted_on"] = clock.today() if new["is_admitted"] is not None else None
    return new, _defence_fault(row, new)


def _defence_fault(row: ThesisRow, new: dict[str, Any]) -> str:
    """Return why the defence cannot stand so; put today's day beside a mark without one."""
    code = new.get("code", row.code)
    defended = new.get("defended_on", row.defended_on)
    if (code is not None or defended is not None) and not new.get("is_admitted", row.is_admitted):
        return _("a thesis that is not admitted has no defence and no mark.")
    if code is not None and defended is None:
        new["defended_on"] = clock.today()
    return ""


def delete_thesis(session: Session, who: Principal, thesis_id: int) -> int:
    """Delete a thesis that has no mark and stands in no protocol, and commit; return its group.

    Raises NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        rows = _locked(session, who, thesis_ids(session, thesis_id=thesis_id))
        if not rows:
            raise NotFoundError(_(_MISSING))
        row = rows[thesis_id]
        if not row.heads:
            raise NotAllowedError(_("That is done by the head of the department."))
        if row.code is not None or row.protocol_id is not None:
            raise ConflictError(_("A thesis with a mark or in a protocol is not deleted."))
        writer = SheetWriter(session)
        old = values_of(row) | {"student_id": row.student_id}
        writer.remove(Thesis, row.id, old)
        writer.finish()
    return row.group_id
