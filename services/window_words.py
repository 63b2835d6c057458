"""What is said of a correction window: why it cannot be asked for, how it stands."""

from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from domain import correction_window as rule
from domain.clock import clock
from domain.enums import RequestState
from domain.verdict import Verdict
from services.journal_times import Request

HOUR: Final = 3600


def span_error(verdict: Verdict) -> dict[str, str] | None:
    """Return the sentence for the field of a span that cannot be asked for, None where it can."""
    facts = verdict.facts
    match verdict.code:
        case rule.BACKWARDS:
            return {"lessons_to": _("The last day lies before the first one.")}
        case rule.OUTSIDE:
            span = "–".join(f"{day:%d.%m.%Y}" for day in facts["year"])
            return {
                "lessons_from": _("The days lie outside the journal's year: %(span)s.", span=span)
            }
        case rule.AHEAD:
            return {"lessons_to": _("A window opens lessons that were held, not those to come.")}
        case rule.STILL_OPEN:
            sentence = _(
                "None of your lesson days between these is closed: there is nothing to open."
            )
            return {"lessons_from": sentence}
        case rule.ALL_SIGNED:
            sentence = _(
                "The semester of these lessons is closed and signed. Only the deputy director "
                "reopens it; no window opens it."
            )
            return {"lessons_from": sentence}
    return None


def asked_already(request: Request) -> str:
    """Return the sentence that a request for some of the days waits for its answer."""
    return _(
        "You have asked for the lessons from %(first)s to %(last)s already: the request waits for "
        "the head of the department.",
        first=f"{request.lessons_from:%d.%m.%Y}",
        last=f"{request.lessons_to:%d.%m.%Y}",
    )


def decided_already(state: RequestState) -> str:
    """Return the sentence that a request was decided on, or taken back, before."""
    match state:
        case RequestState.granted:
            return _("The window was granted already.")
        case RequestState.refused:
            return _("The request was refused already.")
        case _:
            return _("The request was taken back.")


def time_left(closes_at: datetime, now: datetime) -> str:
    """Return how long a window stays open: days and hours, in the last hour minutes."""
    seconds = max(0, int((closes_at - now).total_seconds()))
    if seconds < HOUR:
        minutes = seconds // 60
        return ngettext("%(num)d minute left", "%(num)d minutes left", minutes)
    hours = seconds // HOUR
    if hours < 48:
        return ngettext("%(num)d hour left", "%(num)d hours left", hours)
    return ngettext("%(num)d day left", "%(num)d days left", hours // 24)


def until_of(closes_at: datetime) -> str:
    """Return until when a window is open, by the college's clock: «27.11.2026 23:59»."""
    local = clock.local(closes_at)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        local -= timedelta(minutes=1)  # the end of a day is none of the next
    return f"{local:%d.%m.%Y %H:%M}"


def days_of(first: date, last: date) -> str:
    """Return the days of a window, «14.09.2026» or «01.09–14.09.2026»."""
    if first == last:
        return f"{first:%d.%m.%Y}"
    same = first.year == last.year
    return f"{first:%d.%m}–{last:%d.%m.%Y}" if same else f"{first:%d.%m.%Y}–{last:%d.%m.%Y}"
