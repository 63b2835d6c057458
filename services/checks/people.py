"""Rules of students, guardians and what can reach them."""

import re
from collections.abc import Iterator
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.enums import ContactKind
from models import Guardian, GuardianContact, Student, StudentContact, StudentIdentity
from services.checks.common import Check, Problem

_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()\-]{3,24}")
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_NAME: Final = re.compile(r"[^\W\d_][\w' .\-–]*")


def names(_session: Session, person: Any) -> Iterator[Problem]:
    """A name begins with a letter and holds letters, hyphens, apostrophes, spaces."""
    for field in ("last_name", "first_name", "patronymic"):
        value = getattr(person, field)
        if value and (not _NAME.fullmatch(value) or any(c.isdigit() for c in value)):
            yield Problem(field, _("A name is written with letters and hyphens."))


def birth(_session: Session, identity: StudentIdentity) -> Iterator[Problem]:
    """A student is born, and not a hundred years ago."""
    today = clock.today()
    born = identity.birth_date
    if born and not today.year - 100 < born.year <= today.year - 10:
        yield Problem("birth_date", _("A student is from 10 to 100 years old."))


def identity_once(session: Session, identity: StudentIdentity) -> Iterator[Problem]:
    """A student has one set of identity data."""
    others = select(StudentIdentity.id).where(StudentIdentity.student_id == identity.student_id)
    if identity.student_id and session.scalars(others).first() not in (None, identity.id):
        yield Problem("student", _("This student's identity is recorded already."))


def reachable(_session: Session, contact: Any) -> Iterator[Problem]:
    """A phone number looks like one, an e-mail address too."""
    value = contact.value or ""
    if contact.kind is ContactKind.phone and not _PHONE.fullmatch(value):
        yield Problem("value", _("A phone number is needed, such as +7 912 345-67-89."))
    if contact.kind is ContactKind.email and not _EMAIL.fullmatch(value):
        yield Problem("value", _("An e-mail address is needed, such as name@example.org."))


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Student: (names,),
    StudentIdentity: (birth, identity_once),
    Guardian: (names,),
    StudentContact: (reachable,),
    GuardianContact: (reachable,),
}
