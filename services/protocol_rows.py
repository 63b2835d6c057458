"""Protocols of the state final attestation that a person sees, with members and students."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, select, true
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.scopes import visible
from domain.clock import clock
from domain.enums import ExaminerRole, ProtocolKind
from domain.final_protocol import lacking
from domain.regulation import Norm
from domain.text import full_name, short_name
from domain.verdict import Verdict
from models import (
    Curriculum,
    DemoExam,
    Employee,
    FinalProtocol,
    Programme,
    ProtocolMember,
    Student,
    StudyGroup,
    Thesis,
)
from services.errors import ConflictError, NotAllowedError, NotFoundError
from services.regulation import rulebook

_WHY: Final = "what hangs on a protocol that was found visible"
_members: Final = PlainSelect(
    _WHY,
    select(
        ProtocolMember.id,
        ProtocolMember.role,
        ProtocolMember.name,
        ProtocolMember.position,
        ProtocolMember.ordinal,
    )
    .where(ProtocolMember.protocol_id == bindparam("protocol"))
    .order_by(ProtocolMember.ordinal, ProtocolMember.id),
)
_NAMES: Final = (Student.last_name, Student.first_name, Student.patronymic)
_theses: Final = PlainSelect(
    _WHY,
    select(
        Thesis.id,
        Thesis.student_id,
        Thesis.student_name,
        *_NAMES,
        Thesis.topic,
        Thesis.code,
        Thesis.protocol_id,
        Employee.last_name.label("s_last"),
        Employee.first_name.label("s_first"),
        Employee.patronymic.label("s_patronymic"),
    )
    .join(Student, Student.id == Thesis.student_id)
    .outerjoin(Employee, Employee.id == Thesis.supervisor_id)
    .where(
        (Thesis.protocol_id == bindparam("protocol"))
        | (
            Thesis.protocol_id.is_(None)
            & Thesis.is_admitted
            & (Thesis.group_id == bindparam("group"))
        )
    )
    .order_by(Student.sort_name, Student.id),
)
_exams: Final = PlainSelect(
    _WHY,
    select(
        DemoExam.id,
        DemoExam.student_id,
        DemoExam.student_name,
        *_NAMES,
        DemoExam.kit_code,
        DemoExam.maximum,
        DemoExam.points,
        DemoExam.code,
        DemoExam.protocol_id,
    )
    .join(Student, Student.id == DemoExam.student_id)
    .where(
        (DemoExam.protocol_id == bindparam("protocol"))
        | (
            DemoExam.protocol_id.is_(None)
            & (DemoExam.group_id == bindparam("group"))
            & (DemoExam.held_on == bindparam("day"))
        )
    )
    .order_by(Student.sort_name, Student.id),
)


@dataclass(frozen=True, slots=True)
class ProtocolHead:
    """What stands above the lines of a protocol; once signed, with the names as they were."""

    id: int
    group_id: int
    group: str
    programme: str
    kind: ProtocolKind
    number: str
    held_on: date
    signed_at: datetime | None
    signed_name: str | None
    heads: bool

    @property
    def is_signed(self) -> bool:
        """Return whether nobody can change it any more."""
        return self.signed_at is not None


@dataclass(frozen=True, slots=True)
class Member:
    """Who sat in the commission."""

    role: ExaminerRole
    name: str
    position: str


@dataclass(frozen=True, slots=True)
class ProtocolLine:
    """A student's line: the thesis or the exam that it stands for."""

    id: int  # of the thesis or the exam
    student_id: int
    student: str
    what: str  # topic, or the kit
    supervisor: str
    maximum: Decimal | None
    points: Decimal | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole protocol; `offered` are theses or exams of the day that stand in none."""

    head: ProtocolHead
    members: tuple[Member, ...]
    member_ids: tuple[int, ...]
    lines: tuple[ProtocolLine, ...]
    offered: tuple[ProtocolLine, ...]
    lacks: tuple[Verdict, ...]


def protocol_heads(
    session: Session,
    who: Principal,
    *,
    group_id: int | None = None,
    protocol_id: int | None = None,
    lock: bool = False,
) -> list[ProtocolHead]:
    """Return the protocols that the person sees, the latest first. One statement."""
    heads = true() if who.is_system else visible(FinalProtocol, who.roles, Action.create)
    query = (
        select(
            FinalProtocol.id,
            FinalProtocol.group_id,
            FinalProtocol.kind,
            FinalProtocol.number,
            FinalProtocol.held_on,
            FinalProtocol.signed_at,
            FinalProtocol.signed_name,
            FinalProtocol.group_name,
            FinalProtocol.programme_name,
            StudyGroup.name,
            Programme.code,
            Programme.name.label("programme"),
            heads.label("heads"),
        )
        .join(StudyGroup, StudyGroup.id == FinalProtocol.group_id)
        .join(Curriculum, Curriculum.id == StudyGroup.curriculum_id)
        .join(Programme, Programme.id == Curriculum.programme_id)
        .order_by(FinalProtocol.held_on.desc(), FinalProtocol.id.desc())
    )
    if group_id is not None:
        query = query.where(FinalProtocol.group_id == group_id)
    if protocol_id is not None:
        query = query.where(FinalProtocol.id == protocol_id)
    if lock:
        query = query.with_for_update(of=FinalProtocol)
    return [_head(row) for row in session.execute(query)]


def _head(row: Any) -> ProtocolHead:
    return ProtocolHead(
        row.id,
        row.group_id,
        row.group_name or row.name,
        row.programme_name or f"{row.code} {row.programme}",
        row.kind,
        row.number,
        row.held_on,
        row.signed_at,
        row.signed_name,
        bool(row.heads),
    )


def find_protocol(
    session: Session, who: Principal, protocol_id: int, *, lock: bool = False
) -> Protocol:
    """Return a protocol that the person sees; raise NotFoundError. Three statements."""
    heads = protocol_heads(session, who, protocol_id=protocol_id, lock=lock)
    if not heads:
        raise NotFoundError(_("There is no such protocol, or it is not yours to see."))
    head = heads[0]
    members = _members(session, proven=True, protocol=head.id).all()
    about: dict[str, Any] = {"protocol": head.id, "group": head.group_id}
    if head.kind is ProtocolKind.thesis:
        rows = [(row.protocol_id, _thesis(row)) for row in _theses(session, proven=True, **about)]
    else:
        exams = _exams(session, proven=True, **about, day=head.held_on)
        rows = [(row.protocol_id, _exam(row)) for row in exams]
    lines = tuple(line for key, line in rows if key == head.id)
    codes = {line.student_id: line.code for line in lines}
    roles = [row.role for row in members]
    least = rulebook(session).on(head.held_on).whole(Norm.commission_members)
    found = lacking(roles, head.held_on, clock.today(), codes, least)
    return Protocol(
        head,
        tuple(Member(row.role, row.name, row.position or "") for row in members),
        tuple(row.id for row in members),
        lines,
        () if head.is_signed else tuple(line for key, line in rows if key is None),
        () if head.is_signed else tuple(found),
    )


def locked_protocol(session: Session, who: Principal, protocol_id: int) -> Protocol:
    """Return a protocol to be changed, locked.

    Raises NotFoundError, NotAllowedError for who does not head the group, ConflictError once
    it is signed.
    """
    protocol = find_protocol(session, who, protocol_id, lock=True)
    if not protocol.head.heads:
        raise NotAllowedError(_("Protocols are kept by the head of the department."))
    if protocol.head.is_signed:
        raise ConflictError(
            _("Protocol No. %(number)s is signed: nothing in it changes any more (5.5.13).",
              number=protocol.head.number)
        )  # fmt: skip
    return protocol


def _name(row: Any) -> str:
    return row.student_name or full_name(row.last_name, row.first_name, row.patronymic)


def _thesis(row: Any) -> ProtocolLine:
    supervisor = short_name(row.s_last, row.s_first, row.s_patronymic) if row.s_last else ""
    return ProtocolLine(
        row.id, row.student_id, _name(row), row.topic, supervisor, None, None, row.code
    )


def _exam(row: Any) -> ProtocolLine:
    return ProtocolLine(
        row.id, row.student_id, _name(row), row.kit_code, "", row.maximum, row.points, row.code
    )
