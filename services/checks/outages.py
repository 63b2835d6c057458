"""Rules of outages (clauses 10.1–10.3; kept by the module admin)."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.clock import clock
from models import Outage
from services.checks.common import Check, Problem, ends_first, on_the_clock, period


def from_when_to_when(_session: Session, outage: Outage) -> Iterator[Problem]:
    """Times are «HH:MM»; an outage ends after it began, and its hour only on a day."""
    wrong = list(on_the_clock(outage, "starts_at", "ends_at"))
    yield from wrong
    if outage.ends_at and outage.ends_on is None:
        yield Problem("ends_at", _("Give the last day too, or leave the time empty."))
    begins, ends = outage.starts_at or "", outage.ends_at or "24"
    if not wrong and outage.starts_on == outage.ends_on and begins >= ends:
        yield Problem("ends_at", _("The outage ends before it begins."))


def not_ahead(_session: Session, outage: Outage) -> Iterator[Problem]:
    """What has not happened yet excuses nothing: an outage is entered once it has begun."""
    for field in ("starts_on", "ends_on"):
        day = getattr(outage, field)
        if day and day > clock.today():
            yield Problem(field, _("An outage is entered once it has happened: not a day ahead."))


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Outage: (period("starts_on", "ends_on", ends_first), from_when_to_when, not_ahead),
}
