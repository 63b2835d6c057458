"""Making the load of a year: the assignments that the curricula call for and that are not there."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from access.audit import record
from access.matrix import Action
from access.principal import Principal
from access.session import system_write, writing
from domain.enums import AuditAction
from models import AcademicYear, Gradebook, TeachingAssignment
from services.assignments import BookKey, keep_gradebooks
from services.errors import NotAllowedError
from services.load_facts import LOAD, LoadGroup, find_year
from services.load_overview import LoadPlace, overview

AT_ONCE: Final = 300  # assignments written in one unit: some 100 ms


@dataclass(frozen=True, slots=True)
class Missing:
    """The places of a group that curricula call for and that have no row of the load."""

    group: LoadGroup
    places: tuple[LoadPlace, ...]

    @property
    def hours(self) -> int:
        """Return the hours that would be added."""
        return sum(place.called.total for place in self.places)


@dataclass(frozen=True, slots=True)
class Generated:
    """What was added, or would be: by group, in the groups' order."""

    year: AcademicYear
    groups: tuple[Missing, ...]

    @property
    def rows(self) -> int:
        """Return the number of assignments."""
        return sum(len(one.places) for one in self.groups)

    @property
    def hours(self) -> int:
        """Return the hours of them."""
        return sum(one.hours for one in self.groups)


def missing_load(
    session: Session,
    who: Principal,
    year_id: int | None,
    *,
    department_id: int | None = None,
    group_ids: Collection[int] | None = None,
) -> Generated:
    """Return what the curricula of the groups call for in the year and nobody has entered yet."""
    year = find_year(session, year_id)
    whole = overview(session, who, year, department_id=department_id, group_ids=group_ids)
    lacking = [place for place in whole.places if place.missing]
    groups = groupby(lacking, key=lambda place: place.group)
    return Generated(year, tuple(Missing(group, tuple(places)) for group, places in groups))


def generate_load(
    session: Session,
    who: Principal,
    year_id: int | None,
    *,
    department_id: int | None = None,
    group_ids: Collection[int] | None = None,
) -> Generated:
    """Add what missing_load() tells, as vacancies, and commit; return it.

    Rows that exist are never touched, so that a second run adds nothing. Written in units of at
    most AT_ONCE assignments, a group whole in each. Raises NotAllowedError, NotFoundError.
    """
    if not who.may(Action.create, LOAD):
        raise NotAllowedError(_("The teaching load is kept by the deputy director."))
    found = missing_load(session, who, year_id, department_id=department_id, group_ids=group_ids)
    year = found.year
    session.commit()  # what was read is over; each unit below begins anew
    for some in _batches(found.groups):
        with writing():
            try:
                _add(session, who, year, {one.group.id for one in some})
            except IntegrityError:  # somebody added some of them at the same moment
                session.rollback()
                _add(session, who, year, {one.group.id for one in some})
    return found


def _batches(groups: Sequence[Missing]) -> Iterator[list[Missing]]:
    """Yield groups together that have at most AT_ONCE assignments, or one that has more."""
    some: list[Missing] = []
    for one in groups:
        if some and sum(len(other.places) for other in some) + len(one.places) > AT_ONCE:
            yield some
            some = []
        some.append(one)
    if some:
        yield some


def _add(session: Session, who: Principal, year: AcademicYear, groups: Collection[int]) -> None:
    """Add what is missing by now, which another unit may have changed, and commit."""
    places = [place for one in missing_load(session, who, year.id, group_ids=groups).groups
              for place in one.places]  # fmt: skip
    _insert(session, places)
    keep_gradebooks(session, *_books(session, year, places))
    session.commit()


def _insert(session: Session, places: Sequence[LoadPlace]) -> None:
    """Add rows in one statement, and their entries of the audit in another."""
    if not places:
        return
    rows = [place.place._asdict() | {"part": 1} | place.called.as_dict() for place in places]
    table = TeachingAssignment.__table__
    added = system_write(
        session, insert(table).returning(table.c.id, sort_by_parameter_order=True), rows
    )
    entries = [
        {
            "action": AuditAction.create,
            "entity": table.name,
            "entity_id": key,
            "new": json.dumps({name: str(value) for name, value in row.items() if value}),
        }
        for key, row in zip(added.scalars(), rows, strict=True)
    ]
    record(session, entries)


def _books(session: Session, year: AcademicYear, places: Sequence[LoadPlace]) -> list[BookKey]:
    """Return the journals, open already in another semester, that the new vacancies belong to."""
    wanted = {(place.place.group_id, place.place.item_id) for place in places}
    query = select(Gradebook.group_id, Gradebook.item_id).where(
        Gradebook.academic_year_id == year.id,
        Gradebook.group_id.in_({group for group, _item in wanted}),
        Gradebook.subgroup_id.is_(None),
        Gradebook.part == 1,
    )
    opened = {tuple(row) for row in session.execute(query)} & wanted
    return [BookKey(year.id, group, None, item, 1) for group, item in sorted(opened)]
