"""Building a report as somebody, putting it into the archive and noting where it belongs."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import force_locale
from sqlalchemy.orm import Session

from access.principal import acting_as
from access.principals import principal_of_user
from jobs.units import unit
from reports.archiving import keep, note
from reports.base import catalogue
from reports.build import build
from reports.kinds import UnknownRowError
from reports.params import ParamsError


def keep_report(
    code: str,
    user_id: int | None,
    params: Mapping[str, Any],
    locale: str,
    attach: Callable[[Session, int], bool],
) -> bool:
    """Archive the PDF of a report in the name of a person; return whether it was kept.

    `attach(session, key)` notes the key of the archived report in the same unit of work; False
    of it takes all back: somebody else was faster. A person who may not have it, or no longer
    works here, gets nothing.
    """
    report = catalogue()[code]
    who = principal_of_user(user_id, origin="report") if user_id is not None else None
    if who is None or not report.allowed_to(who):
        return False
    try:
        with acting_as(who), force_locale(locale):
            built = build(report, who, params, "pdf")
            kept = keep(report, who, params, built)
            with unit() as session:
                key = note(session, report, who, "pdf", kept, built)
                done = attach(session, key)
                if not done:
                    session.rollback()
    except (ParamsError, UnknownRowError):
        return False
    return done
