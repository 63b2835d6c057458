"""Words of the control plan's pages, and its items as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from domain.clock import clock
from domain.control_plan import Glance, months_of, span
from domain.month import Month
from models import AcademicYear
from models.labels import label_of
from services.control_plan import PlanItem

TONES: Final[Mapping[Glance, str]] = {
    Glance.overdue: "bad",
    Glance.soon: "warn",
    Glance.underway: "info",
    Glance.planned: "",
    Glance.done: "ok",
    Glance.cancelled: "",
}


def glance_word(way: Glance) -> str:
    """Return how an item stands, in a word or two."""
    return {
        Glance.overdue: _("overdue (item)"),
        Glance.soon: _("due soon"),
        Glance.underway: _("under way"),
        Glance.planned: _("planned (item)"),
        Glance.done: _("done (item)"),
        Glance.cancelled: _("cancelled (item)"),
    }[way]


def where_of(item: PlanItem) -> str:
    """Return where an item is controlled."""
    return item.department or _("the whole college")


def days_left(item: PlanItem) -> str:
    """Return «3 days left» or «2 days late» of an item that is not ended."""
    days = (item.due_on - clock.today()).days
    if item.glance is Glance.overdue:
        return ngettext("%(num)s day late", "%(num)s days late", -days)
    if item.glance is Glance.soon:
        return _("today") if not days else ngettext("%(num)s day left", "%(num)s days left", days)
    return ""


def line(item: PlanItem) -> dict[str, Any]:
    """Return an item in words for the pages."""
    return {
        "item": item,
        "where": where_of(item),
        "form": label_of(item.form),
        "tone": TONES[item.glance],
        "word": glance_word(item.glance),
        "left": days_left(item),
        "days": f"{item.starts_on:%d.%m}–{item.due_on:%d.%m.%Y}",
    }


def timeline(items: Sequence[PlanItem], year: AcademicYear) -> dict[str, Any]:
    """Return the months of a year and the bars of `items` in them, for the picture.

    The table below it says the same in words.
    """
    months = months_of(year.starts_on, year.ends_on)
    bars = []
    for item in items:
        first, length = span(months, item.starts_on, item.due_on)
        if length:
            bars.append({"item": item, "first": first, "length": length})
    heads = [month_short(one) for one in months]
    now = Month.of(clock.today())
    return {
        "months": list(zip(months, heads, strict=True)),
        "bars": bars,
        "now": months.index(now) if now in months else None,
    }


def month_short(month: Month) -> str:
    """Return «окт» in the reader's language."""
    return str(format_date(month.first, "LLL")).rstrip(".")[:3]


def item_json(item: PlanItem) -> dict[str, Any]:
    """Return an item as programs get it."""
    return {
        "id": item.id,
        "academic_year_id": item.year_id,
        "subject": item.subject,
        "department_id": item.department_id,
        "responsible_id": item.responsible_id,
        "responsible": item.responsible,
        "starts_on": item.starts_on.isoformat(),
        "due_on": item.due_on.isoformat(),
        "form": str(item.form),
        "state": str(item.state),
        "glance": str(item.glance),
        "done_on": item.done_on and item.done_on.isoformat(),
        "result": item.result,
        "inspections": item.inspections,
        "notes": item.notes,
    }
