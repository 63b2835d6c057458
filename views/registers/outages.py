"""Outages (kept by the module admin); each has a certificate to print."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from access.matrix import Resource
from domain.clock import clock
from models import Outage
from views.register.register import Fields, Filter, Links, Register


def _today(_session: Session) -> dict[str, Any]:
    return {"starts_on": clock.today()}


def _on(day: date) -> Any:
    return and_(Outage.starts_on <= day, or_(Outage.ends_on.is_(None), Outage.ends_on >= day))


def _certificate(outage: Outage) -> Links:
    return [(_l("Certificate of the outage"), f"/outages/{outage.id}/certificate")]


OUTAGES = Register(
    Outage,
    Resource.outage,
    _l("New outage"),
    list=("starts_on", "starts_at", "ends_on", "ends_at", "what", "source"),
    form=(
        Fields(_l("The outage"), ("what", "source")),
        Fields(_l("When it began"), ("starts_on", "starts_at")),
        Fields(_l("When it ended; empty while it lasts"), ("ends_on", "ends_at")),
    ),
    search=("what", "source"),
    filters=(Filter("on", _l("On the day"), None, _on), "starts_on", "ends_on"),
    order="starts_on",
    descending=True,
    defaults=_today,
    links=_certificate,
)

REGISTERS = (OUTAGES,)
