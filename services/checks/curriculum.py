"""Rules of curricula, their cycles, items and hours (kept by the methodist)."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from models import Curriculum, CurriculumCycle, CurriculumHours, CurriculumItem
from models.curriculum import HOUR_KINDS
from services.checks.common import Check, Problem, between
from services.checks.curriculum_use import never_in_use, not_in_use

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


def cycle_of_same_curriculum(session: Session, item: CurriculumItem) -> Iterator[Problem]:
    """An item lies in a cycle of its own curriculum."""
    cycle = session.get(CurriculumCycle, item.cycle_id) if item.cycle_id is not None else None
    if cycle is not None and cycle.curriculum_id != item.curriculum_id:
        yield Problem("cycle", _("It belongs to another curriculum."))


def cycle_in_cycle(session: Session, cycle: CurriculumCycle) -> Iterator[Problem]:
    """A cycle lies in another cycle of the same curriculum, never in itself."""
    above = session.get(CurriculumCycle, cycle.parent_id) if cycle.parent_id is not None else None
    if above is not None and above.curriculum_id != cycle.curriculum_id:
        yield Problem("parent", _("It belongs to another curriculum."))
    for _step in range(DEEPEST):
        if above is None:
            return
        if cycle.id is not None and above.id == cycle.id:
            yield Problem("parent", _("A cycle cannot lie in itself."))
            return
        next_id = above.parent_id
        above = session.get(CurriculumCycle, next_id) if next_id is not None else None
    yield Problem("parent", _("The cycles are nested too deeply."))


def practical_within_total(_session: Session, hours: CurriculumHours) -> Iterator[Problem]:
    """Hours of practical training are a part of the others."""
    if (hours.practical_training or 0) > hours.total:
        sentence = _("More than the %(total)s hours in all.", total=hours.total)
        yield Problem("practical_training", sentence)


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Curriculum: (
        between("intake_year", 1990, 2100),
        between("version", 1, 1000),
        between("months", 1, 120),
        not_in_use,
    ),
    CurriculumCycle: (between("position", 0, 10_000), cycle_in_cycle, not_in_use),
    CurriculumItem: (
        between("position", 0, 10_000),
        parent_of_same_curriculum,
        cycle_of_same_curriculum,
        not_in_use,
    ),
    CurriculumHours: (
        between("semester_number", 1, 12),
        *(between(kind, 0, MOST_HOURS) for kind in (*HOUR_KINDS, "practical_training")),
        practical_within_total,
        not_in_use,
    ),
}
# Asked before a row is deleted.
REMOVALS: Final[dict[type, tuple[Check, ...]]] = {
    CurriculumCycle: (never_in_use,),
    CurriculumItem: (never_in_use,),
    CurriculumHours: (never_in_use,),
}
