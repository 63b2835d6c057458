"""The table of places as it is typed: what stands in its first row is the same for all."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.session import db
from domain.enums import AppointmentRole
from domain.text import fold
from models import PracticeBase
from services.appointments import Appointed, appointments
from services.errors import FieldsError
from services.practice_place_checks import Place, Span
from services.practice_rows import PlacementRow
from views.practice.forms import day_in, key

MOST_BASES = 500
TEXTS = ("enterprise_head", "enterprise_position", "contract")
NAMES = ("base", "appointment", *TEXTS)
NOTHING = "-"  # typed in a row that shall stay empty though the first row says something


def offered_bases(session: Session) -> list[str]:
    """Return the names of practice bases to choose from."""
    query = select(PracticeBase.name).order_by(PracticeBase.search_name).limit(MOST_BASES)
    return list(session.scalars(query))


def heads_for(session: Session, group_id: int, span: Span) -> list[Appointed]:
    """Return who is appointed as a head of practice for a group on all of the days."""
    return appointments(
        session, AppointmentRole.practice_head, span.starts_on, span.ends_on, group_id=group_id
    )


def span_in(form: Mapping[str, str]) -> Span:
    """Return the days and hours of a form; raise FieldsError."""
    first, last, hours = (
        day_in(form, "starts_on"),
        day_in(form, "ends_on"),
        key(form.get("hours", "").strip()),
    )
    errors = {}
    if first is None:
        errors["starts_on"] = _("Write the first day of the practice.")
    if last is None:
        errors["ends_on"] = _("Write the last day of the practice.")
    if hours is None:
        errors["hours"] = _("Write the hours as a number.")
    if first is None or last is None or hours is None:
        raise FieldsError(errors)
    return Span(first, last, hours)


def stored(row: PlacementRow) -> dict[str, str]:
    """Return what stands in the line of a place before anything is typed."""
    return {
        "base": row.base or "",
        "appointment": str(row.appointment_id or ""),
        "enterprise_head": row.enterprise_head or "",
        "enterprise_position": row.enterprise_position or "",
        "contract": row.contract or "",
    }


def places_in(
    form: Mapping[str, str],
    chosen: Sequence[str],
    before: Mapping[int, Mapping[str, str]] | None = None,
) -> dict[int, Place]:
    """Return the places of the chosen lines by key; raise FieldsError for an unknown base.

    What stands in the first row counts for every line whose field nobody has changed: `before`
    holds what stood in the lines, nothing in those of new places.
    """
    lines = {
        one: {
            name: _value(form, name, one, (before or {}).get(one, {}).get(name, ""))
            for name in NAMES
        }
        for one in map(key, chosen)
        if one is not None
    }
    names = {fold(line["base"]) for line in lines.values()} - {""}
    rows = db.session.execute(
        select(PracticeBase.id, PracticeBase.search_name).where(PracticeBase.search_name.in_(names))
    )
    known = {row.search_name: row.id for row in rows}
    errors = {
        f"places.{one}.base": _("There is no base «%(name)s». Add it first.", name=line["base"])
        for one, line in lines.items()
        if line["base"] and fold(line["base"]) not in known
    }
    if errors:
        raise FieldsError(errors)
    return {
        one: Place(
            known.get(fold(line["base"])),
            key(line["appointment"]),
            **{name: line[name] for name in TEXTS},
        )
        for one, line in lines.items()
    }


def _value(form: Mapping[str, str], name: str, one: int, before: str) -> str:
    own = form.get(f"{name}-{one}", "").strip()
    if own == NOTHING:
        return ""
    same = form.get(f"{name}-all", "").strip()
    return same if same and own in ("", before) else own
