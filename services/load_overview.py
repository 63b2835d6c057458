"""The load of a year place by place: what is called for, who teaches it, what differs."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from access.principal import Principal
from domain.load import Difference, Hours, Place, called_for, differences
from models import AcademicYear, TeachingAssignment
from services.load_facts import (
    Item,
    LoadGroup,
    LoadRow,
    LoadTerm,
    curricula_of,
    groups_in,
    items_of,
    rows_in,
    terms_in,
)


@dataclass(frozen=True, slots=True)
class LoadPlace:
    """An item taught to a group in a semester."""

    place: Place
    group: LoadGroup
    term: LoadTerm
    item: Item
    called: Hours
    rows: tuple[LoadRow, ...]
    differences: tuple[Difference, ...]

    @property
    def given(self) -> Hours:
        """Return all hours of teachers: more than called for where subgroups are taught apart."""
        return Hours.added(row.hours for row in self.rows)

    @property
    def vacant(self) -> int:
        """Return the hours that nobody teaches."""
        return sum(row.hours.total for row in self.rows if row.teacher_id is None)

    @property
    def missing(self) -> bool:
        """Return whether hours are called for and no row was made for them yet."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Overview:
    """The load of some groups of a year."""

    year: AcademicYear
    terms: dict[int, LoadTerm]
    groups: tuple[LoadGroup, ...]
    places: tuple[LoadPlace, ...]


@dataclass(slots=True)
class GroupTotals:
    """The sums of a group."""

    group: LoadGroup
    called: int = 0
    given: int = 0
    vacant: int = 0
    vacancies: int = 0
    missing: int = 0
    wrong: int = 0
    halves: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0})


def overview(
    session: Session,
    who: Principal,
    year: AcademicYear,
    *,
    department_id: int | None = None,
    group_ids: Collection[int] | None = None,
    semester_id: int | None = None,
) -> Overview:
    """Return the places of the groups whose load `who` sees whole: called for, given, or both.

    Five statements, whatever the size. Ordered by group, item of the curriculum, semester.
    """
    terms = {term.id: term for term in terms_in(session, year)}
    groups = groups_in(session, who, year, department_id=department_id, group_ids=group_ids)
    called = called_for(
        (group.facts for group in groups),
        [term.term for term in terms.values()],
        curricula_of(session, groups),
    )
    given: dict[Place, list[LoadRow]] = defaultdict(list)
    narrow = department_id is not None or group_ids is not None
    keys = [group.id for group in groups]
    where = [TeachingAssignment.group_id.in_(keys)] if narrow else []
    by_id = {group.id: group for group in groups}
    for row in rows_in(session, year, *where):
        if row.group_id in by_id:
            given[Place(row.group_id, row.semester_id, row.item_id)].append(row)
    places = {place for place in (*called, *given) if semester_id in (None, place.semester_id)}
    items = items_of(session, {place.item_id for place in places})
    order = {group.id: number for number, group in enumerate(groups)}
    steps = {term_id: number for number, term_id in enumerate(terms)}
    found = [
        _place(place, by_id, terms, items, called.get(place, Hours()), given.get(place, []))
        for place in places
    ]
    found.sort(
        key=lambda one: (
            order[one.group.id], one.item.position, one.item.code, steps[one.term.id]
        )
    )  # fmt: skip
    return Overview(year, terms, tuple(groups), tuple(found))


def _place(
    place: Place,
    groups: dict[int, LoadGroup],
    terms: dict[int, LoadTerm],
    items: dict[int, Item],
    called: Hours,
    rows: list[LoadRow],
) -> LoadPlace:
    wrong = differences(called, (row.share for row in rows))
    return LoadPlace(
        place,
        groups[place.group_id],
        terms[place.semester_id],
        items[place.item_id],
        called,
        tuple(rows),
        tuple(wrong),
    )


def group_totals(whole: Overview) -> list[GroupTotals]:
    """Return the sums of each group, in the groups' order."""
    found = {group.id: GroupTotals(group) for group in whole.groups}
    for place in whole.places:
        sums = found[place.group.id]
        given = place.given.total
        sums.called += place.called.total
        sums.given += given
        sums.halves[place.term.half] += given
        sums.vacant += place.vacant
        sums.vacancies += sum(row.teacher_id is None for row in place.rows)
        sums.missing += place.missing
        sums.wrong += bool(place.differences) and not place.missing
    return list(found.values())
