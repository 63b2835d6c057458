"""Correcting the number and the day of a protocol that is not signed yet (5.5.13)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.enums import ProtocolKind
from models import FinalProtocol, Thesis
from services.errors import FieldsError
from services.line_entry import read_day
from services.protocol_rows import Protocol, find_protocol, locked_protocol
from services.protocols import check_number
from services.sheet_writing import SheetWriter

FIELDS: Final = ("number", "held_on")


def change_heading(
    session: Session, who: Principal, protocol_id: int, data: Mapping[str, object]
) -> Protocol:
    """Change the number and the day of a protocol, those that `data` names, and commit.

    The day of a defence moves with the protocol; exams that it holds were on the day they were.
    Raises FieldsError, NotFoundError, NotAllowedError, ConflictError once it is signed.
    """
    texts = _texts(data)
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        head = protocol.head
        new: dict[str, Any] = {"number": head.number, "held_on": head.held_on} | texts
        query = select(FinalProtocol.number).where(
            FinalProtocol.group_id == head.group_id,
            FinalProtocol.kind == head.kind,
            FinalProtocol.id != head.id,
        )
        check_number(new["number"], set(session.scalars(query)))
        writer = SheetWriter(session)
        if new["held_on"] != head.held_on:
            _move(writer, protocol, new["held_on"])
        old = {"number": head.number, "held_on": head.held_on}
        writer.change(FinalProtocol, head.id, old, new)
        writer.finish()
        return find_protocol(session, who, protocol_id)


def _texts(data: Mapping[str, object]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    errors = {name[:40]: _("A protocol has no such field.") for name in data if name not in FIELDS}
    if "number" in data:
        found["number"] = str(data["number"] or "").strip()
        if not found["number"]:
            errors["number"] = _("Write the number.")
    if "held_on" in data:
        try:
            found["held_on"] = read_day(str(data["held_on"] or "").strip())
        except ValueError as fault:
            errors["held_on"] = str(fault)
        else:
            if found["held_on"] is None:
                errors["held_on"] = _("Choose the day of the meeting.")
    if errors:
        raise FieldsError(errors)
    return found


def _move(writer: SheetWriter, protocol: Protocol, day: date) -> None:
    """Let the lines of a protocol follow it to another day; raise FieldsError where they cannot."""
    head = protocol.head
    if head.kind is ProtocolKind.demo_exam:
        if protocol.lines:
            said = _("The exams in the protocol were on %(day)s: take them out of the list first.",
                     day=f"{head.held_on:%d.%m.%Y}")  # fmt: skip
            raise FieldsError({"held_on": said})
        return
    marked = [line for line in protocol.lines if line.code is not None]
    if marked and day > clock.today():
        raise FieldsError({"held_on": _("The protocol holds marks: the meeting was held already.")})
    for line in marked:
        old = {"defended_on": head.held_on, "student_id": line.student_id}
        writer.change(Thesis, line.id, old, {"defended_on": day})
