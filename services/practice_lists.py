"""The list of practices: of a year, by group, base, head, kind and state (5.5.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any, Final

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.enums import ItemKind
from domain.text import fold
from models import (
    AcademicYear,
    CurriculumItem,
    EmployeeLabel,
    PracticeBase,
    PracticeDay,
    PracticePlacement,
    StudyGroup,
)
from services.practice_rows import PlacementRow, placement_rows

PAGE: Final = 50
MOST_SEARCHED: Final = 3000


class PracticeState(StrEnum):
    """Where a practice stands."""

    planned = auto()  # has not begun
    running = auto()
    to_sign = auto()  # over, not signed
    signed = auto()


@dataclass(frozen=True, slots=True)
class PracticeFilter:
    """What the list is narrowed by; None: not at all."""

    year: AcademicYear | None = None
    group_id: int | None = None
    item_id: int | None = None
    base_id: int | None = None
    head_id: int | None = None
    kind: ItemKind | None = None
    state: PracticeState | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A practice of the list with the hours recorded and whether something waits for its head."""

    row: PlacementRow
    state: PracticeState
    done: int
    proposed: int


@dataclass(frozen=True, slots=True)
class PracticePage:
    """A page of the list and how many practices there are in all."""

    lines: tuple[Listed, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer: (key, name), of the practices of the year that are seen."""

    groups: tuple[tuple[int, str], ...]
    bases: tuple[tuple[int, str], ...]
    heads: tuple[tuple[int, str], ...]
    kinds: tuple[ItemKind, ...]


_ids: Final[Any] = bindparam("ids", expanding=True)
_hours: Final = PlainSelect(
    "sums of days of practices that were found visible before",
    select(
        PracticeDay.placement_id,
        func.sum(case((PracticeDay.is_absent.is_(False), PracticeDay.hours), else_=0)).label(
            "done"
        ),
        func.sum(case((PracticeDay.confirmed_at.is_(None), 1), else_=0)).label("proposed"),
    )
    .where(PracticeDay.placement_id.in_(_ids))
    .group_by(PracticeDay.placement_id),
)
_groups: Final = PlainSelect(
    "names of groups whose practices were found visible before",
    select(StudyGroup.id, StudyGroup.name).where(StudyGroup.id.in_(_ids)),
)


def state_of(row: PlacementRow, today: date) -> PracticeState:
    """Return where a practice stands on a day."""
    if row.signed_at is not None:
        return PracticeState.signed
    if today < row.starts_on:
        return PracticeState.planned
    return PracticeState.running if today <= row.ends_on else PracticeState.to_sign


def list_practices(session: Session, asked: PracticeFilter, page: int = 0) -> PracticePage:
    """Return a page of the practices that the principal sees, the latest first.

    Four statements at most, whatever the number of rows.
    """
    query = _narrowed(select(PracticePlacement.id), asked).order_by(
        PracticePlacement.starts_on.desc(), PracticePlacement.group_id, PracticePlacement.id
    )
    if asked.text:
        return _searched(session, query, asked.text, page)
    ids = session.scalars(query.limit(PAGE).offset(page * PAGE)).all()
    count = page * PAGE + len(ids)
    if len(ids) == PAGE or (page and not ids):
        count = session.scalar(_narrowed(select(func.count(PracticePlacement.id)), asked)) or 0
    return PracticePage(_listed(session, _in_order(placement_rows(session, ids))), count)


def offered(session: Session, year: AcademicYear | None) -> Offered:
    """Return what the filters offer: the practices of the year that the principal sees."""
    columns = (
        PracticePlacement.group_id,
        PracticePlacement.base_id,
        PracticePlacement.college_head_id,
        PracticePlacement.item_id,
    )
    of_year = select(*columns)
    rows = session.execute(_narrowed(of_year, PracticeFilter(year)).distinct()).all()
    groups = {row.group_id for row in rows}
    bases = {row.base_id for row in rows if row.base_id is not None}
    heads = {row.college_head_id for row in rows if row.college_head_id is not None}
    items = {row.item_id for row in rows}
    kinds = select(CurriculumItem.kind).where(CurriculumItem.id.in_(items)).distinct()
    named = select(EmployeeLabel).where(EmployeeLabel.id.in_(heads))
    of_base = select(PracticeBase.id, PracticeBase.name).where(PracticeBase.id.in_(bases))
    return Offered(
        _by_name([(row.id, row.name) for row in _groups(session, proven=True, ids=sorted(groups))]),
        _by_name([(row.id, row.name) for row in session.execute(of_base)]),
        _by_name([(one.id, one.short_name) for one in session.scalars(named)]),
        tuple(sorted(session.scalars(kinds), key=lambda kind: list(ItemKind).index(kind))),
    )


def _narrowed(query: Any, asked: PracticeFilter) -> Any:
    placed, today = PracticePlacement, clock.today()
    for column, value in (
        (placed.group_id, asked.group_id),
        (placed.item_id, asked.item_id),
        (placed.base_id, asked.base_id),
        (placed.college_head_id, asked.head_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if asked.year is not None:
        query = query.where(placed.starts_on.between(asked.year.starts_on, asked.year.ends_on))
    if asked.kind is not None:
        of_kind = select(CurriculumItem.id).where(CurriculumItem.kind == asked.kind)
        query = query.where(placed.item_id.in_(of_kind))
    match asked.state:
        case PracticeState.signed:
            query = query.where(placed.signed_at.is_not(None))
        case PracticeState.planned:
            query = query.where(placed.signed_at.is_(None), placed.starts_on > today)
        case PracticeState.running:
            query = query.where(
                placed.signed_at.is_(None), placed.starts_on <= today, placed.ends_on >= today
            )
        case PracticeState.to_sign:
            query = query.where(placed.signed_at.is_(None), placed.ends_on < today)
    return query


def _searched(session: Session, query: Select[Any], text: str, page: int) -> PracticePage:
    """Return a page of what holds `text`: names beside practices are not the reader's to query."""
    rows = placement_rows(session, session.scalars(query.limit(MOST_SEARCHED)).all())
    wanted = fold(text)
    found = _in_order(
        [
            row
            for row in rows
            if wanted in fold(f"{row.student} {row.group} {row.item} {row.base or ''}")
        ]
    )
    lines = _listed(session, found[page * PAGE : (page + 1) * PAGE])
    return PracticePage(lines, len(found))


def _in_order(rows: Sequence[PlacementRow]) -> list[PlacementRow]:
    return sorted(rows, key=lambda one: one.starts_on, reverse=True)


def _listed(session: Session, rows: Sequence[PlacementRow]) -> tuple[Listed, ...]:
    ids, today = [row.id for row in rows], clock.today()
    sums = {row.placement_id: row for row in _hours(session, proven=True, ids=ids)} if ids else {}
    return tuple(
        Listed(
            row,
            state_of(row, today),
            int(sums[row.id].done) if row.id in sums else 0,
            int(sums[row.id].proposed) if row.id in sums else 0,
        )
        for row in rows
    )


def _by_name(found: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple(sorted(found, key=lambda one: fold(one[1])))
