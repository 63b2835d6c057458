"""A practice of the cast's group in the week of the tests' clock, for tests that work with one."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from domain.enums import ItemKind
from models import CurriculumHours, CurriculumItem
from tests.cast import Cast

FIRST, LAST = date(2026, 10, 12), date(2026, 10, 17)  # today is the Wednesday


def practice_item(session: Session, cast: Cast) -> int:
    """Add a practice of 36 hours to the curriculum of the first company; return its key."""
    item = CurriculumItem(
        curriculum_id=cast.curriculum,
        index_code="УП.01",
        name="Учебная практика",
        kind=ItemKind.study_practice,
        position=9,
    )
    session.add(item)
    session.flush()
    session.add(CurriculumHours(item_id=item.id, semester_number=3, practice=36))
    session.commit()
    return item.id


def placing(cast: Cast, item: int, *students: int, **more: Any) -> dict[str, Any]:
    """Return the body that places students of the first company's group."""
    place = {
        "base": cast.practice_base,
        "appointment": cast.appointment,
        "enterprise_head": "Кузнецов П. П.",
    }
    return {
        "group": cast.group,
        "item": item,
        "starts_on": FIRST.isoformat(),
        "ends_on": LAST.isoformat(),
        "hours": 36,
        "places": [{"student": one} | place for one in students],
    } | more
