"""What contradicts places of practice: read for any number of them at once (5.5.13)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from access.proven import PlainSelect
from domain.practice_places import PlaceFacts, Stay, conflicts
from domain.verdict import Verdict
from models import CurriculumItem, EmployeeAbsence, PracticePlacement
from services.practice_rows import PlacementRow

_others: Final = PlainSelect(
    "other practices of students whose place the reader keeps or sees: whether two meet",
    select(
        PracticePlacement.id,
        PracticePlacement.student_id,
        PracticePlacement.starts_on,
        PracticePlacement.ends_on,
        CurriculumItem.index_code,
    )
    .join(CurriculumItem, CurriculumItem.id == PracticePlacement.item_id)
    .where(PracticePlacement.student_id.in_(bindparam("students", expanding=True))),
)
Known = dict[int, list[tuple[int, Stay]]]  # student → (practice, where and when)


def other_places(session: Session, students: Collection[int]) -> Known:
    """Return the places of `students`, whose practices the caller may see, by student."""
    found: Known = defaultdict(list)
    rows: Iterable[Any] = (
        _others(session, proven=True, students=sorted(students)) if students else ()
    )
    for row in rows:
        stay = Stay(row.starts_on, row.ends_on, row.index_code)
        found[row.student_id].append((row.id, stay))
    return found


def conflicts_of(
    session: Session, who: Principal, rows: Collection[PlacementRow]
) -> dict[int, list[Verdict]]:
    """Return what contradicts each of `rows`, by practice: two statements for any number."""
    places = other_places(session, {row.student_id for row in rows})
    away = _absences(session, who, rows)
    return {
        row.id: found
        for row in rows
        if row.signed_at is None and (found := conflicts(_facts(row, places, away)))
    }


def _facts(row: PlacementRow, places: Known, away: dict[int, list[Stay]]) -> PlaceFacts:
    stay = Stay(row.starts_on, row.ends_on)
    return PlaceFacts(
        stay,
        tuple(other for key, other in places.get(row.student_id, ()) if key != row.id),
        has_base=row.base_id is not None,
        contract_from=row.contract_date,
        contract_until=row.valid_until,
        has_contract=bool(row.contract_number or row.contract),
        has_head=row.head_id is not None,
        is_appointed=row.is_appointed,
        head_away=tuple(away.get(row.head_id or 0, ())),
    )


def _absences(
    session: Session, who: Principal, rows: Collection[PlacementRow]
) -> dict[int, list[Stay]]:
    heads = {row.head_id for row in rows if row.head_id is not None}
    found: dict[int, list[Stay]] = defaultdict(list)
    if not heads or not who.may(Action.read, Resource.employee_absence):
        return found
    known = session.execute(
        select(
            EmployeeAbsence.employee_id, EmployeeAbsence.starts_on, EmployeeAbsence.ends_on
        ).where(
            EmployeeAbsence.employee_id.in_(heads),
            EmployeeAbsence.starts_on <= max(row.ends_on for row in rows),
            EmployeeAbsence.ends_on >= min(row.starts_on for row in rows),
        )
    )
    for row in known:
        found[row.employee_id].append(Stay(row.starts_on, row.ends_on))
    return found
