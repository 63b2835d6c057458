"""Rules of curricula, their items and hours (kept by the methodist)."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from models import Curriculum, CurriculumHours, CurriculumItem
from models.curriculum import HOUR_KINDS
from services.checks.common import Check, Problem, between

MOST_HOURS: Final = 2000
DEEPEST: Final = 10  # items above an item; a real curriculum has two


def parent_of_same_curriculum(session: Session, item: CurriculumItem) -> Iterator[Problem]:
    """An item is part of another item of the same curriculum, never of itself."""
    above = session.get(CurriculumItem, item.parent_id) if item.parent_id is not None else None
    if above is not None and above.curriculum_id != item.curriculum_id:
        yield Problem("parent", _("It belongs to another curriculum."))
    for _step in range(DEEPEST):
        if above is None:
            return
        if item.id is not None and above.id == item.id:
            yield Problem("parent", _("An item cannot be a part of itself."))
            return
        next_id = above.parent_id
        above = session.get(CurriculumItem, next_id) if next_id is not None else None
    yield Problem("parent", _("The items are nested too deeply."))


def practical_within_total(_session: Session, hours: CurriculumHours) -> Iterator[Problem]:
    """Hours of practical training are a part of the others."""
    if (hours.practical_training or 0) > hours.total:
        sentence = _("More than the %(total)s hours in all.", total=hours.total)
        yield Problem("practical_training", sentence)


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Curriculum: (between("intake_year", 1990, 2100), between("version", 1, 1000)),
    CurriculumItem: (between("position", 0, 10_000), parent_of_same_curriculum),
    CurriculumHours: (
        between("semester_number", 1, 12),
        *(between(kind, 0, MOST_HOURS) for kind in (*HOUR_KINDS, "practical_training")),
        practical_within_total,
    ),
}
