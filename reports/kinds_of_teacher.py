"""The parameter of a teacher's report: somebody who keeps a journal that the person sees."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from domain.text import sort_key
from models import EmployeeLabel, Gradebook
from reports.kinds import CHOICES, Choice, UnknownRowError
from reports.kinds_of_year import key_in


class JournalTeacherKind:
    """A teacher who keeps a journal that the person who asks sees."""

    name = "journal_teacher"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the employee's key; see Kind."""
        key = key_in(raw, gettext("Choose a teacher."))
        kept = select(Gradebook.id).where(Gradebook.teacher_id == key).limit(1)
        if session.scalar(kept) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return the full name."""
        teacher = session.get(EmployeeLabel, value)
        return teacher.full_name() if teacher else "—"

    def usual(self, session: Session) -> int | None:
        """The person who asks, where that is a teacher; or the only one."""
        own = current_principal().employee_id
        kept = select(Gradebook.id).where(Gradebook.teacher_id == (own or 0)).limit(1)
        if own is not None and session.scalar(kept) is not None:
            return own
        some = session.scalars(_teachers(EmployeeLabel.id).limit(2)).all()
        return some[0] if len(some) == 1 else None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return teachers by name; see Kind."""
        query = _teachers(EmployeeLabel)
        if sought:
            query = query.where(EmployeeLabel.sort_name.contains(sort_key(sought), autoescape=True))
        rows = session.scalars(query.order_by(EmployeeLabel.sort_name, EmployeeLabel.id))
        return [Choice(str(one.id), one.full_name()) for one in rows.fetchmany(CHOICES)]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more than are listed."""
        some = _teachers(EmployeeLabel.id).limit(CHOICES + 1).subquery()
        return (session.scalar(select(func.count()).select_from(some)) or 0) > CHOICES


def _teachers(what: Any) -> Any:
    return select(what).where(EmployeeLabel.id.in_(select(Gradebook.teacher_id)))
