"""Verdicts on deadlines as sentences: when, how late, what excuses."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from domain.deadlines import Timeliness
from domain.verdict import Verdict
from domain.working_calendar import Excuse, ExcuseKind

LATE = frozenset({Timeliness.late, Timeliness.overdue})


def said(day: date) -> str:
    """Return «14.09.2026»."""
    return f"{day:%d.%m.%Y}"


def span(first: date, last: date) -> str:
    """Return «07.09.2026» or «07.09.2026–08.09.2026»."""
    return said(first) if first == last else f"{said(first)}–{said(last)}"


def lateness(late_by: int) -> str:
    """Return by how many working days something is late."""
    if not late_by:
        return _("late, though no working day has passed")
    return ngettext("late by %(num)d working day", "late by %(num)d working days", late_by)


def due_words(verdict: Verdict) -> str:
    """Return when something that is not done is due, or by how much it is late."""
    if verdict.code == Timeliness.overdue:
        return lateness(verdict.facts["late_by"])
    if verdict.code == Timeliness.today:
        return _("due today")
    return _("by %(day)s", day=said(verdict.facts["due"]))


def done_words(verdict: Verdict) -> str:
    """Return how punctual something was that is done, or when what is not done is due."""
    code = verdict.code
    if code == Timeliness.done:
        return _("in time")
    if code == Timeliness.excused:
        return _("excused, the limit was moved")
    if code == Timeliness.late:
        return lateness(verdict.facts["late_by"])
    return due_words(verdict)


def excuse_words(excuses: Iterable[Excuse]) -> str:
    """Return what moved a limit; days of holidays that follow each other are one."""
    return "; ".join(_excuse(one) for one in _merged(excuses))


def moved_words(verdict: Verdict) -> str:
    """Return what excuses and until when; nothing where nothing does."""
    excuses = verdict.facts["excused_by"]
    if not excuses:
        return ""
    return _(
        "Excused: %(what)s. The time is until %(day)s.",
        what=excuse_words(excuses),
        day=said(verdict.facts["due"]),
    )


def _excuse(excuse: Excuse) -> str:
    days = span(excuse.first, excuse.last)
    match excuse.kind:
        case ExcuseKind.outage:
            return _("outage %(days)s, %(what)s", days=days, what=excuse.what)
        case ExcuseKind.away:
            return _("the teacher was away %(days)s", days=days)
    return _("holiday %(days)s", days=days)


def _merged(excuses: Iterable[Excuse]) -> list[Excuse]:
    found: list[Excuse] = []
    for one in excuses:
        before = found[-1] if found else None
        if before and before.kind is one.kind is ExcuseKind.holiday:
            found[-1] = Excuse(one.kind, before.first, one.last)
        else:
            found.append(one)
    return found


def excuses_json(excuses: Iterable[Excuse]) -> list[dict[str, str]]:
    """Return what excuses as JSON values."""
    return [
        {
            "kind": one.kind.value,
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "what": one.what,
        }
        for one in excuses
    ]
