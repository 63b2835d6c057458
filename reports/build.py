"""From an order to a finished file: the steps that the job and the command line share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import format_datetime, gettext
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.clock import clock
from reports.base import Frame, Report
from reports.params import read_params
from reports.reading import reading_as
from reports.render import Rendered, Step, renderer, silent

READ, WRITTEN = 30, 95  # percent done when the data are read, when the file is written


@dataclass(frozen=True, slots=True)
class Built:
    """A finished report."""

    file: Rendered
    kept_until: date | None


def build(
    report: Report, who: Principal, raw: Mapping[str, Any], format: str, step: Step = silent
) -> Built:
    """Build `report` in the name of `who` from parameters as JSON or a command line gives them.

    The data are read in one reading unit, which is over before the file is rendered. Raises
    ParamsError, UnknownRowError; what `step` raises ends the work.
    """
    step(1)
    with reading_as(report, who) as session:
        params = read_params(report, session, raw)
        made = _read(report, session, params, format, who)
        kept_until = report.kept_until(session, params) if report.kept_until else None
    step(READ)
    rendered = made(lambda percent: step(READ + (WRITTEN - READ) * percent // 100))
    step(WRITTEN)
    return Built(rendered, kept_until)


def _read(
    report: Report, session: Session, params: Any, format: str, who: Principal
) -> Callable[[Step], Rendered]:
    """Return what renders the data of the report, all read by now."""
    frame = Frame(current_app.config["COLLEGE_NAME"], _made_on(who))
    if format == "pdf" and report.drawn is not None:
        return report.drawn(session, params, frame).pdf
    data = report.build(session, params, organisation=frame.organisation, made_on=frame.made_on)
    return partial(renderer(format), data)


def _made_on(who: Principal) -> str:
    moment = clock.local(clock.now())
    return gettext(
        "Made on %(moment)s · %(name)s",
        moment=format_datetime(moment, "dd.MM.yyyy HH:mm", rebase=False),
        name=who.name,
    )
