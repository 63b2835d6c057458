"""The words of a comparison: what a value was, what it became, by how much hours grew."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask_babel import gettext as _

from domain.curriculum_compare import Change, ChangedItem, Comparison
from domain.curriculum_plan import ItemPlan
from models import Curriculum, CurriculumHours, CurriculumItem, Programme
from models.labels import label_for, label_of
from views.curriculum.shown import LONG_KINDS


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words."""

    semester: int | None
    what: str
    before: str
    after: str
    growth: str  # «+6», empty for what is no number


def head_changes(found: Comparison) -> list[Told]:
    """Return what differs in the head of the curriculum."""
    models = {"intake_year": Curriculum, "months": Curriculum}
    return [
        _told(one, label_for(models.get(one.field, Programme), one.field)) for one in found.head
    ]


def changes_of(item: ChangedItem) -> list[Told]:
    """Return what differs in an item: first the item itself, then semester by semester."""
    return [_told(one, _label(one)) for one in item.changes]


def item_line(item: ItemPlan) -> str:
    """Return «120 h: semester 3 — 60, semester 4 — 60»."""
    parts = ", ".join(
        _("semester %(number)s — %(hours)s", number=one.semester, hours=one.total)
        for one in item.semesters
    )
    whole = _("%(hours)s h", hours=item.total)
    return f"{whole}: {parts}" if parts else whole


def _label(change: Change) -> Any:
    if change.field in LONG_KINDS:
        return LONG_KINDS[change.field]
    model = CurriculumItem if change.semester is None else CurriculumHours
    return label_for(model, change.field)


def _told(change: Change, label: Any) -> Told:
    grown = change.growth if change.semester is not None else None
    return Told(
        semester=change.semester,
        what=str(label),
        before=_word(change.before),
        after=_word(change.after),
        growth="" if grown is None else f"{grown:+d}",
    )


def _word(value: Any) -> str:
    if isinstance(value, Enum):
        return str(label_of(value))
    return "—" if value in (None, "") else str(value)
