"""Protocols of the state final attestation as REST tells and takes them."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from domain.enums import ExaminerRole, ProtocolKind
from services.errors import FieldsError
from services.protocol_rows import Member, Protocol, ProtocolLine
from services.protocol_words import lack_words
from views.graduation.protocols import ROLES
from views.graduation.thesis_api import text_in


def members_of_body(body: Mapping[str, Any]) -> list[Member]:
    """Return the commission of a JSON body; raise FieldsError («members.1.role»)."""
    given = body.get("members")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise FieldsError({"members": _("Send a list of JSON objects.")})
    found = []
    for number, one in enumerate(given):
        at, role = f"members.{number}.", one.get("role", ExaminerRole.member)
        if not isinstance(role, str) or role not in ROLES:
            names = ", ".join(ROLES)
            raise FieldsError({f"{at}role": _("Send one of: %(names)s.", names=names)})
        found.append(
            Member(ExaminerRole(role), text_in(one, "name", at), text_in(one, "position", at))
        )
    return found


def protocol_data(found: Protocol) -> dict[str, Any]:
    """Return a protocol for programs; instants are UTC."""
    head = found.head
    return {
        "id": head.id,
        "group": {"id": head.group_id, "text": head.group},
        "programme": head.programme,
        "kind": head.kind,
        "number": head.number,
        "held_on": head.held_on.isoformat(),
        "signed_at": head.signed_at and f"{head.signed_at.isoformat(timespec='seconds')}Z",
        "signed_name": head.signed_name,
        "members": [
            {"role": one.role, "name": one.name, "position": one.position or None}
            for one in found.members
        ],
        "lines": [_line(head.kind, one) for one in found.lines],
        "offered": [_line(head.kind, one) for one in found.offered],
        "lacks": lack_words(found),
        "may_write": head.heads and not head.is_signed,
    }


def _line(kind: ProtocolKind, one: ProtocolLine) -> dict[str, Any]:
    about: dict[str, Any] = {"id": one.id, "student": one.student_id, "name": one.student}
    if kind is ProtocolKind.thesis:
        return about | {"topic": one.what, "supervisor": one.supervisor, "code": one.code}
    return about | {
        "kit_code": one.what,
        "maximum": None if one.maximum is None else float(one.maximum),
        "points": None if one.points is None else float(one.points),
        "code": one.code,
    }
