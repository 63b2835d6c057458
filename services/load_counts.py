"""How the load of a year stands, in four numbers: what a first page says of it."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from access.principal import Principal
from domain.load import KINDS, Hours, Share, called_for, differences
from models import AcademicYear, Semester, TeachingAssignment
from services.load_facts import curricula_of, groups_in, terms_in

_kinds: Final = attrgetter(*KINDS)
_NOTHING: Final = Hours()
_KINDS_AT: Final = 6  # where the hours by kind begin in a row


@dataclass(frozen=True, slots=True)
class LoadCounts:
    """What of the load waits for a hand."""

    groups: int  # whose load the person sees whole
    vacancies: int  # rows without a teacher
    hours: int  # of these
    wrong: int  # places whose hours are not those called for
    missing: int  # places that have no row yet


def load_counts(session: Session, who: Principal, year: AcademicYear) -> LoadCounts:
    """Return the numbers of the groups whose load `who` sees whole: four statements.

    The same as the sums of `load_overview.group_totals`, without names, rows and their order.
    """
    terms = [term.term for term in terms_in(session, year)]
    groups = groups_in(session, who, year)
    called = called_for((one.facts for one in groups), terms, curricula_of(session, groups))
    seen = {one.id for one in groups}
    rows = [row for row in session.execute(_by_place(year)).all() if row[0] in seen]
    given: dict[tuple[int, ...], list[Any]] = defaultdict(list)
    for row in rows:  # a place is a tuple too: thousands need no names
        given[row[:3]].append(row)
    return LoadCounts(
        groups=len(groups),
        vacancies=sum(row[4] for row in rows),
        hours=sum(row[5] for row in rows),
        wrong=sum(
            _is_wrong(called.get(place, _NOTHING), parts)  # type: ignore[call-overload]
            for place, parts in given.items()
        ),
        missing=sum(place not in given for place in called),
    )


def _is_wrong(called: Hours, rows: list[Any]) -> bool:
    """Return whether hours are not those called for; most places are one row that is right."""
    if len(rows) == 1 and rows[0][_KINDS_AT:] == _kinds(called):
        return False
    return bool(differences(called, (Share(row[3], Hours(*row[_KINDS_AT:])) for row in rows)))


def _by_place(year: AcademicYear) -> Select[*tuple[Any, ...]]:
    """Return the select of the hours given at each place to the group or to a subgroup."""
    row = TeachingAssignment
    is_vacant = row.teacher_id.is_(None)
    place = (row.group_id, row.semester_id, row.item_id, row.subgroup_id)
    return (
        select(
            *place,
            func.sum(case((is_vacant, 1), else_=0)),
            func.sum(case((is_vacant, row.hours), else_=0)),
            *(func.sum(getattr(row, kind)) for kind in KINDS),
        )
        .join(Semester, Semester.id == row.semester_id)
        .where(Semester.academic_year_id == year.id)
        .group_by(*place)
    )
