"""The kind of parameter that names a disposal act."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import DisposalAct
from reports.kinds import CHOICES, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in


class ActKind:
    """A disposal act."""

    name = "disposal_act"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        """Return the key of an act; see Kind."""
        key = key_in(raw, gettext("Choose an act."))
        if key <= 0:
            raise ParameterError(gettext("Choose an act."))
        if session.scalar(select(DisposalAct.id).where(DisposalAct.id == key)) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        """Return the key."""
        return value

    def show(self, session: Session, value: int) -> str:
        """Return «№ 3»."""
        number = session.scalar(select(DisposalAct.number).where(DisposalAct.id == value))
        return f"№ {number}" if number else "—"

    def usual(self, session: Session) -> int | None:
        """The latest act."""
        return session.scalar(select(func.max(DisposalAct.id)))

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        """Return the latest acts whose number holds `sought`."""
        query = select(DisposalAct.id, DisposalAct.number, DisposalAct.drawn_on)
        if sought:
            query = query.where(DisposalAct.number.contains(sought, autoescape=True))
        rows = session.execute(query.order_by(DisposalAct.id.desc()).limit(CHOICES))
        return [Choice(str(key), f"№ {number} · {day:%d.%m.%Y}") for key, number, day in rows]

    def has_more(self, session: Session) -> bool:
        """Return whether there are more acts than are listed."""
        return (session.scalar(select(func.count(DisposalAct.id))) or 0) > CHOICES
