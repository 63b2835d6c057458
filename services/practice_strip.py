"""The practices of a year: which group has which kind of practice in which week."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from access.proven import PlainSelect
from domain.enums import ItemKind
from models import CurriculumItem, PracticePeriod, TeachingAssignment

WEEK: Final = timedelta(days=7)
_load = aliased(TeachingAssignment, name="practised")
_groups: Final[Any] = bindparam("groups", expanding=True)
_periods: Final = PlainSelect(
    "practices hang on the wall with the timetable; whose are read the caller has checked",
    select(
        PracticePeriod.id,
        PracticePeriod.group_id,
        PracticePeriod.starts_on,
        PracticePeriod.ends_on,
        PracticePeriod.note,
        CurriculumItem.kind,
        CurriculumItem.index_code,
        CurriculumItem.name,
    )
    .outerjoin(_load, _load.id == PracticePeriod.assignment_id)
    .outerjoin(CurriculumItem, CurriculumItem.id == _load.item_id)
    .where(
        PracticePeriod.group_id.in_(_groups),
        PracticePeriod.starts_on <= bindparam("last"),
        PracticePeriod.ends_on >= bindparam("first"),
    )
    .order_by(PracticePeriod.starts_on),
)


@dataclass(frozen=True, slots=True)
class StripPeriod:
    """A practice on the strip; `kind` is None where the period names no load."""

    id: int
    group_id: int
    starts_on: date
    ends_on: date
    kind: ItemKind | None
    title: str
    is_theirs: bool  # whether the register shows it to who asks: the strip shows more

    def covers(self, monday: date) -> bool:
        """Return whether it has a day in the week that begins on `monday`."""
        return self.starts_on < monday + WEEK and self.ends_on >= monday


def periods_of(
    session: Session, groups: Collection[int], first: date, last: date
) -> dict[int, list[StripPeriod]]:
    """Return the practices of `groups` between two days, by group, in their order."""
    rows = _periods(session, proven=True, groups=sorted(groups), first=first, last=last)
    theirs = set(session.scalars(select(PracticePeriod.id)))
    found: dict[int, list[StripPeriod]] = defaultdict(list)
    for row in rows:
        title = f"{row.index_code} {row.name}" if row.index_code else row.note or ""
        days = row.starts_on, row.ends_on
        found[row.group_id].append(
            StripPeriod(row.id, row.group_id, *days, row.kind, title, row.id in theirs)
        )
    return found


def mondays(first: date, last: date) -> list[date]:
    """Return the Mondays of the weeks that share a day with the days from `first` to `last`."""
    monday = first - timedelta(days=first.isoweekday() - 1)
    found = []
    while monday <= last:
        found.append(monday)
        monday += WEEK
    return found
