"""The period that an address asks for: a preset, or days of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.monitor import MOST_DAYS, Preset, Span, span_of
from domain.terms import Term
from domain.typed import MOST_ID, day_of, whole
from models import Semester
from services.deadlines import year_of
from services.errors import FieldsError


@dataclass(frozen=True, slots=True)
class Period:
    """Days, and the preset that they are of; None where somebody chose the days."""

    span: Span
    preset: Preset | None

    @property
    def query(self) -> dict[str, str]:
        """Return what an address names it by."""
        if self.preset is not None:
            return {"period": self.preset.value}
        return {"from": self.span.first.isoformat(), "to": self.span.last.isoformat()}


def period_in(session: Session, query: Mapping[str, str], usual: Preset = Preset.month) -> Period:
    """Return the period that `query` asks for; raise FieldsError for what is none.

    One statement for a semester, else none as a rule.
    """
    name = query.get("period", "")
    if not name and (query.get("from") or query.get("to")):
        return Period(_own_days(query), None)
    if name and name not in set(Preset):
        raise FieldsError({"period": _("Choose one of the list.")})
    preset = Preset(name) if name else usual
    return Period(preset_span(session, preset), preset)


def preset_span(session: Session, preset: Preset) -> Span:
    """Return the days of a preset today."""
    today = clock.today()
    year = year_of(session, today)
    terms: list[Term] = []
    if preset is Preset.semester and year is not None:
        rows = session.execute(
            select(Semester.number, Semester.starts_on, Semester.ends_on)
            .where(Semester.academic_year_id == year.id, Semester.programme_id.is_(None))
            .order_by(Semester.starts_on)
        )
        terms = [Term(*row) for row in rows]
    whole_year = None if year is None else Term(0, year.starts_on, year.ends_on)
    return span_of(preset, today, terms, whole_year)


def _own_days(query: Mapping[str, str]) -> Span:
    errors: dict[str, str] = {}
    days = {}
    for name in ("from", "to"):
        try:
            days[name] = day_of(query.get(name, ""))
        except ValueError:
            errors[name] = _("Give a day, such as 2026-10-14.")
    if not errors and days["to"] < days["from"]:
        errors["to"] = _("The last day comes before the first.")
    if not errors and (days["to"] - days["from"]).days >= MOST_DAYS:
        errors["to"] = _("Choose at most %(days)s days.", days=MOST_DAYS)
    if errors:
        raise FieldsError(errors)
    return Span(days["from"], days["to"])


def key_in(query: Mapping[str, str], name: str) -> int | None:
    """Return the key that `query` names, None where it names none; raise FieldsError."""
    try:
        found = whole(query.get(name))
    except ValueError:
        found = 0
    if found is not None and not 0 < found <= MOST_ID:
        raise FieldsError({name: _("Send a whole number.")})
    return found
