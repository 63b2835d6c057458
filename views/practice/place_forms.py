"""The table of places as it is typed: an empty field takes what stands in the first row."""

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
from views.practice.forms import day_in, key

MOST_BASES = 500
TEXTS = ("enterprise_head", "enterprise_position", "contract")
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


def places_in(form: Mapping[str, str], chosen: Sequence[str]) -> dict[int, Place]:
    """Return the places of the chosen lines by key; raise FieldsError for an unknown base."""
    keys = [one for one in map(key, chosen) if one is not None]
    names = {fold(_value(form, "base", one)) for one in keys} - {""}
    rows = db.session.execute(
        select(PracticeBase.id, PracticeBase.search_name).where(PracticeBase.search_name.in_(names))
    )
    known = {row.search_name: row.id for row in rows}
    errors = {
        f"places.{one}.base": _("There is no base «%(name)s». Add it first.", name=name)
        for one in keys
        if (name := _value(form, "base", one)) and fold(name) not in known
    }
    if errors:
        raise FieldsError(errors)
    return {
        one: Place(
            known.get(fold(_value(form, "base", one))),
            key(_value(form, "appointment", one)),
            **{name: _value(form, name, one) for name in TEXTS},
        )
        for one in keys
    }


def _value(form: Mapping[str, str], name: str, one: int) -> str:
    own = form.get(f"{name}-{one}", "").strip()
    if own == NOTHING:
        return ""
    return own or form.get(f"{name}-all", "").strip()
