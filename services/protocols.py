"""Making, filling in and signing protocols of the state final attestation (5.5.13, 3.1)."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import Principal
from access.session import writing
from domain.clock import clock
from domain.demo_exam import converted
from domain.enums import ExaminerRole, ProtocolKind
from domain.final_protocol import KINDS, MARKS
from domain.typed import is_storable
from models import DemoExam, FinalProtocol, ProtocolMember, Thesis
from services.demo_exams import MOST_POINTS, scale_on
from services.errors import ConflictError, FieldsError
from services.graduating import headed_group
from services.line_entry import Entered, LineInput, decimal_reader, mark_reader, read_lines
from services.protocol_rows import Member, Protocol, find_protocol, locked_protocol
from services.protocol_words import lack_words
from services.sheet_writing import SheetWriter

MOST_NUMBER: Final = 20
MOST_NAME: Final = 200
MOST_MEMBERS: Final = 12


def model_of(kind: ProtocolKind) -> Any:
    """Return the model of a protocol's lines."""
    return Thesis if kind is ProtocolKind.thesis else DemoExam


def make_protocol(
    session: Session,
    who: Principal,
    group_id: int,
    kind: ProtocolKind,
    held_on: date | None,
    number: str = "",
) -> int:
    """Make a protocol with all theses or exams of the group that wait for one; return its key.

    Without a number it gets the next one of the group and kind. Raises FieldsError,
    NotFoundError, NotAllowedError.
    """
    with writing():
        group = headed_group(session, who, group_id, Resource.final_protocol, held_on)
        if kind not in KINDS:
            raise FieldsError({"kind": _("Choose what the protocol is about.")})
        if held_on is None:
            raise FieldsError({"held_on": _("Choose the day of the meeting.")})
        query = select(FinalProtocol.number).where(
            FinalProtocol.group_id == group.id, FinalProtocol.kind == kind
        )
        taken = set(session.scalars(query))
        number = number.strip()
        if not number:
            used = [int(one) for one in taken if one.isascii() and one.isdigit()]
            number = str(max(used, default=0) + 1)
        check_number(number, taken)
        row = {"group_id": group.id, "kind": kind, "number": number, "held_on": held_on}
        writer = SheetWriter(session)
        key = writer.add(FinalProtocol, [row | {"created_at": clock.now()}])[0]
        for line in find_protocol(session, who, key).offered:
            _move(writer, kind, line.id, line.student_id, None, key)
        writer.finish()
    return key


def check_number(number: str, taken: Collection[str]) -> None:
    """Raise FieldsError for a number too long or `taken` by another protocol of the group."""
    if len(number) > MOST_NUMBER or not is_storable(number):
        said = _("At most %(most)d characters.", most=MOST_NUMBER)
        raise FieldsError({"number": said})
    if number in taken:
        said = _("The group has a protocol No. %(number)s of this kind already.", number=number)
        raise FieldsError({"number": said})


def _move(
    writer: SheetWriter,
    kind: ProtocolKind,
    key: int,
    student: int,
    old: int | None,
    new: int | None,
) -> None:
    was = {"protocol_id": old, "student_id": student}
    writer.change(model_of(kind), key, was, {"protocol_id": new})


def set_members(
    session: Session, who: Principal, protocol_id: int, members: Sequence[Member]
) -> Protocol:
    """Let `members`, in their order, be the commission of a protocol, and commit.

    People from outside are names alone. Raises FieldsError («members.1.name»), NotFoundError,
    NotAllowedError, ConflictError once it is signed.
    """
    errors = {}
    if len(members) > MOST_MEMBERS:
        errors["members"] = _("At most %(most)d at once.", most=MOST_MEMBERS)
    names = [" ".join(one.name.split()) for one in members]
    if len(set(names)) != len(names):
        errors["members"] = _("A person stands in the commission twice.")
    if [one.role for one in members].count(ExaminerRole.chairman) > 1:
        errors["members"] = _("A commission has one chairman.")
    for number, one in enumerate(members):
        for field, text in (("name", one.name), ("position", one.position)):
            if len(text) > MOST_NAME or not is_storable(text):
                errors[f"members.{number}.{field}"] = _(
                    "At most %(most)d characters.", most=MOST_NAME
                )
        if not one.name.strip():
            errors[f"members.{number}.name"] = _("Write the name.")
    if errors:
        raise FieldsError(errors)
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        writer = SheetWriter(session)
        for key, old in zip(protocol.member_ids, protocol.members, strict=True):
            writer.remove(ProtocolMember, key, {"role": old.role, "name": old.name})
        rows = [
            {
                "protocol_id": protocol_id,
                "role": one.role,
                "name": name,
                "position": " ".join(one.position.split()) or None,
                "ordinal": number,
            }
            for number, (one, name) in enumerate(zip(members, names, strict=True))
        ]
        writer.add(ProtocolMember, rows)
        writer.finish()
        return find_protocol(session, who, protocol_id)


def set_lines(
    session: Session, who: Principal, protocol_id: int, keys: Collection[int]
) -> Protocol:
    """Let the theses or exams `keys` stand in a protocol and no others, and commit.

    Raises FieldsError for one that is not the group's, not admitted, of another day or in
    another protocol; NotFoundError, NotAllowedError, ConflictError once it is signed.
    """
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        kind = protocol.head.kind
        known = {line.id: line for line in (*protocol.lines, *protocol.offered)}
        strangers = set(keys) - known.keys()
        if strangers:
            said = _("Not of this group and day, not admitted, or in another protocol: %(ids)s.",
                     ids=", ".join(map(str, sorted(strangers)[:10])))  # fmt: skip
            raise FieldsError({"lines": said})
        writer = SheetWriter(session)
        wanted, present = set(keys), {line.id for line in protocol.lines}
        for key in sorted(wanted ^ present):
            student = known[key].student_id
            new = protocol_id if key in wanted else None
            _move(writer, kind, key, student, None if new else protocol_id, new)
        writer.finish()
        return find_protocol(session, who, protocol_id)


def save_marks(
    session: Session, who: Principal, protocol_id: int, inputs: Sequence[LineInput]
) -> Entered:
    """Write what was typed on a protocol, by key of the line, and commit.

    For theses the field is `code`, and the day of the defence is the protocol's; for exams it is
    `points`, and the mark follows from the scale of the day. Raises FieldsError, NotFoundError,
    NotAllowedError, ConflictError once it is signed.
    """
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        head, lines = protocol.head, {line.id: line for line in protocol.lines}
        if head.held_on > clock.today():
            raise FieldsError({"lines": _("The day of the meeting has not come yet.")})
        is_thesis = head.kind is ProtocolKind.thesis
        stored: dict[int, dict[str, Any]] = {
            key: {"code": line.code} if is_thesis else {"points": line.points}
            for key, line in lines.items()
        }
        readers = (
            {"code": mark_reader(MARKS)} if is_thesis else {"points": decimal_reader(MOST_POINTS)}
        )
        changes, conflicts = read_lines(stored, inputs, readers, lambda key: lines[key].student)
        writer = SheetWriter(session)
        for change in changes:
            line, new = lines[change.key], dict(change.values)
            if is_thesis:
                new["defended_on"] = head.held_on if new["code"] is not None else None
            else:
                new["code"] = _mark(session, head.held_on, line.maximum, new["points"])
            old = {"code": line.code, "points": line.points, "student_id": line.student_id}
            writer.change(model_of(head.kind), line.id, old, new)
        writer.finish()
    return Entered(tuple(one.key for one in changes), tuple(conflicts))


def _mark(
    session: Session, day: date, maximum: Decimal | None, points: Decimal | None
) -> str | None:
    if points is None or maximum is None:
        return None
    if points > maximum:
        raise FieldsError({"points": _("at most %(most)s points.", most=f"{maximum:f}")})
    return converted(points, maximum, scale_on(session, day)).code


def sign_protocol(session: Session, who: Principal, protocol_id: int) -> Protocol:
    """Sign a protocol: keep the names as text and freeze it with its lines, and commit.

    Raises FieldsError with all that it lacks, NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        if protocol.lacks:
            raise FieldsError({"protocol": " ".join(lack_words(protocol))})
        head, writer = protocol.head, SheetWriter(session)
        for line in protocol.lines:
            old = {"student_id": line.student_id}
            writer.change(model_of(head.kind), line.id, old, {"student_name": line.student[:200]})
        signature = {
            "group_name": head.group[:40],
            "programme_name": head.programme[:300],
            "signed_name": who.name[:200],
            "signed_by_id": who.user_id,
            "signed_at": clock.now(),  # last: from here on the database refuses any change
        }
        writer.change(FinalProtocol, head.id, {}, signature)
        writer.finish()
        return find_protocol(session, who, protocol_id)


def delete_protocol(session: Session, who: Principal, protocol_id: int) -> int:
    """Delete an unsigned protocol without marks, and commit; return its group.

    Its theses and exams stay. Raises NotFoundError, NotAllowedError, ConflictError.
    """
    with writing():
        protocol = locked_protocol(session, who, protocol_id)
        head = protocol.head
        if any(line.code is not None for line in protocol.lines):
            raise ConflictError(_("A protocol with marks is not deleted: take them out first."))
        writer = SheetWriter(session)
        for line in protocol.lines:
            _move(writer, head.kind, line.id, line.student_id, head.id, None)
        for key, old in zip(protocol.member_ids, protocol.members, strict=True):
            writer.remove(ProtocolMember, key, {"role": old.role, "name": old.name})
        writer.remove(FinalProtocol, head.id, {"number": head.number, "held_on": head.held_on})
        writer.finish()
    return head.group_id
