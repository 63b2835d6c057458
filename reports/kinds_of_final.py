"""Kinds of parameter: a protocol of the state final attestation, a student."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.text import fold
from models import FinalProtocol, Student
from models.labels import label_of
from reports.kinds import CHOICES, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in
from services.protocol_rows import ProtocolHead, protocol_heads


class ProtocolParameter:
    """A protocol that the person who asks sees."""

    name = "final_protocol"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a protocol; see Kind."""
        key = key_in(raw, gettext("Choose a protocol."))
        if key <= 0:
            raise ParameterError(gettext("Choose a protocol."))
        if session.scalar(select(FinalProtocol.id).where(FinalProtocol.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «№ 1 ИС-41»."""
        found = protocol_heads(session, current_principal(), protocol_id=value)
        return f"№ {found[0].number} {found[0].group}" if found else "—"

    def usual(self, _session: Session) -> None:
        """No protocol is more likely than another."""
        return

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return the latest protocols whose number, group or kind holds `sought`."""
        wanted = fold(sought)
        heads = protocol_heads(session, current_principal())
        found = [Choice(str(one.id), _label(one)) for one in heads if wanted in fold(_label(one))]
        return found[:CHOICES]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more protocols than are listed."""
        return (session.scalar(select(func.count(FinalProtocol.id))) or 0) > CHOICES


def _label(head: ProtocolHead) -> str:
    kind = label_of(head.kind)
    return f"№ {head.number} · {kind} · {head.group} · {head.held_on:%d.%m.%Y}"


class StudentParameter:
    """A student whom the person who asks sees."""

    name = "student"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of a student; see Kind."""
        key = key_in(raw, gettext("Choose a student."))
        if key <= 0:
            raise ParameterError(gettext("Choose a student."))
        if session.scalar(select(Student.id).where(Student.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return the student's name."""
        found = session.scalar(select(Student).where(Student.id == value))
        return found.full_name() if found is not None else "—"

    def usual(self, _session: Session) -> None:
        """No student is more likely than another."""
        return

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return students whose name holds `sought`."""
        query = select(Student).order_by(Student.sort_name, Student.id).limit(CHOICES)
        if sought:
            query = query.where(Student.search_name.contains(fold(sought), autoescape=True))
        return [
            Choice(str(one.id), f"{one.full_name()} · {one.record_book}")
            for one in session.scalars(query)
        ]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more students than are listed."""
        return (session.scalar(select(func.count(Student.id))) or 0) > CHOICES
