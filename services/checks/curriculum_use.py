"""A curriculum in use is not edited: a new version supersedes it, groups are pointed to that."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from models import Curriculum, CurriculumCycle, CurriculumHours, CurriculumItem
from services.checks.common import Problem
from services.curriculum_use import groups_of, is_in_use, later_version, names


def refusal(session: Session, curriculum_id: int | None) -> str:
    """Return the sentence that refuses to change a curriculum, empty where it can be changed."""
    if curriculum_id is None:
        return ""
    groups = groups_of(session, curriculum_id)
    if groups:
        return _(
            "This curriculum is in use by %(groups)s. Make a new version of it and change that.",
            groups=names(groups),
        )
    later = later_version(session, curriculum_id)
    if later is not None:
        return _("Version %(number)s supersedes this one. Change that one.", number=later)
    if is_in_use(session, curriculum_id):
        return _("Teaching follows this curriculum. Make a new version of it and change that.")
    return ""


def not_in_use(session: Session, row: Any) -> Iterator[Problem]:
    """Refuse to change, add or remove rows of a curriculum in use; saving it unchanged is fine."""
    state = inspect(row)
    if state.persistent and not session.is_modified(row):
        return
    yield from never_in_use(session, row)


def never_in_use(session: Session, row: Any) -> Iterator[Problem]:
    """Refuse whatever is done to a row of a curriculum in use."""
    if sentence := refusal(session, _curriculum_of(session, row)):
        yield Problem("_", sentence)


def _curriculum_of(session: Session, row: Any) -> int | None:
    if isinstance(row, Curriculum):
        return row.id
    if isinstance(row, CurriculumHours):
        item = session.get(CurriculumItem, row.item_id) if row.item_id is not None else None
        return item.curriculum_id if item is not None else None
    assert isinstance(row, CurriculumItem | CurriculumCycle)  # noqa: S101
    return row.curriculum_id
