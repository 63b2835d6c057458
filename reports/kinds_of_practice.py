"""Parameters of reports on practice: a student's practice; a practice of a group."""

from collections.abc import Sequence

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.text import fold
from models import PracticePlacement
from reports.kinds import CHOICES, MAX_ID, Choice, ParameterError, UnknownRowError
from reports.kinds_of_year import key_in
from services.practice_rows import PlacementRow, placement_rows

MOST_SEARCHED = 2000


class PlacementKind:
    """A student's practice that the person sees."""

    name = "practice_placement"
    json_type = "integer"

    def read(self, session: Session, raw: object) -> int:
        key = key_in(raw, gettext("Choose a practice of a student."))
        seen = select(PracticePlacement.id).where(PracticePlacement.id == key)
        if session.scalar(seen) is None:
            raise UnknownRowError(str(key))
        return key

    def dump(self, value: int) -> int:
        return value

    def show(self, session: Session, value: int) -> str:
        rows = placement_rows(session, [value])
        return _title(rows[0]) if rows else "—"

    def usual(self, _session: Session) -> None:
        return None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        wanted = fold(sought)
        rows = [row for row in _recent(session) if wanted in fold(_title(row))]
        return [Choice(str(row.id), _title(row)) for row in rows[:CHOICES]]

    def has_more(self, session: Session) -> bool:
        query = select(PracticePlacement.id).limit(CHOICES + 1)
        return len(session.scalars(query).all()) > CHOICES


class GroupPracticeKind:
    """A practice of a group, given as «group-item»."""

    name = "practice_of_group"
    json_type = "string"

    def read(self, session: Session, raw: object) -> str:
        text = str(raw).strip() if isinstance(raw, str) else ""
        group, _dash, item = text.partition("-")
        for part in (group, item):
            if not (part.isascii() and part.isdigit()):
                raise ParameterError(gettext("Choose a practice of a group."))
            if len(part) > 10 or int(part) > MAX_ID:
                raise UnknownRowError(text)
        if not ids_of(session, text):
            raise UnknownRowError(text)
        return f"{int(group)}-{int(item)}"

    def dump(self, value: str) -> str:
        return value

    def show(self, session: Session, value: str) -> str:
        rows = placement_rows(session, ids_of(session, value)[:1])
        return _of_group(rows[0]) if rows else "—"

    def usual(self, _session: Session) -> None:
        return None

    def choices(self, session: Session, sought: str = "") -> Sequence[Choice]:
        wanted = fold(sought)
        found: dict[str, str] = {}
        for row in _recent(session):
            if wanted in fold(_of_group(row)):
                found.setdefault(f"{row.group_id}-{row.item_id}", _of_group(row))
        return [Choice(key, name) for key, name in list(found.items())[:CHOICES]]

    def has_more(self, session: Session) -> bool:
        return len(self.choices(session)) >= CHOICES


def ids_of(session: Session, value: str) -> Sequence[int]:
    """Return the keys of the practices of «group-item» that the person sees."""
    group, item = (int(part) for part in value.split("-"))
    return session.scalars(
        select(PracticePlacement.id).where(
            PracticePlacement.group_id == group, PracticePlacement.item_id == item
        )
    ).all()


def _recent(session: Session) -> list[PlacementRow]:
    query = select(PracticePlacement.id).order_by(PracticePlacement.starts_on.desc())
    rows = placement_rows(session, session.scalars(query.limit(MOST_SEARCHED)).all())
    return sorted(rows, key=lambda row: row.starts_on, reverse=True)


def _title(row: PlacementRow) -> str:
    return f"{row.student} · {row.index_code} · {row.group}"


def _of_group(row: PlacementRow) -> str:
    return f"{row.group} · {row.item} · {row.starts_on:%d.%m.%Y}"
