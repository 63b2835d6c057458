"""What a finished report is about: who finds it in the archive, and how long it is kept (10.8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from access.principal import current_principal
from access.roles import Role
from models import (
    AnalyticNote,
    AttestationSheet,
    Department,
    Enrolment,
    FinalProtocol,
    Gradebook,
    PracticePlacement,
    Semester,
    StudyGroup,
)


@dataclass(frozen=True, slots=True)
class Whose:
    """What an archived report is about: its row's scope follows from it."""

    group_id: int | None = None
    department_id: int | None = None
    academic_year_id: int | None = None


def whose_of(session: Session, params: Any) -> Whose:
    """Return what the parameters of a report name: a group, its department, an academic year."""
    group_id = getattr(params, "group_id", None) or None
    department_id = getattr(params, "department_id", None) or None
    year_id = getattr(params, "year_id", None) or getattr(params, "academic_year_id", None) or None
    for name, find in _OF_ROW.items():
        key = getattr(params, name, None) or None
        row = session.execute(find(key)).first() if isinstance(key, int) else None
        if row is not None:
            group_id, department_id, year_id = (
                found or known
                for found, known in zip(row, (group_id, department_id, year_id), strict=True)
            )
    if group_id is not None:
        query = select(StudyGroup.department_id).where(StudyGroup.id == group_id)
        department_id = session.scalar(query)
    return Whose(group_id, department_id or _own_department(session), year_id)


def ends_on(session: Session, whose: Whose) -> date | None:
    """Return the day that the group's education ends, None where there is no group or no day."""
    return session.scalar(select(StudyGroup.graduates_on).where(StudyGroup.id == whose.group_id))


def _own_department(session: Session) -> int | None:
    """Return the department of a head: what they see of the college is of that department."""
    who = current_principal()
    if who.roles != {Role.department_head} or who.employee_id is None:
        return None
    query = select(Department.id).where(Department.head_id == who.employee_id)
    return session.scalar(query.order_by(Department.id).limit(1))


# By name of a parameter: the group, the department and the academic year of its row.
_OF_ROW: Final[Mapping[str, Callable[[int], Any]]] = {
    "gradebook_id": lambda key: select(
        Gradebook.group_id, null(), Gradebook.academic_year_id
    ).where(Gradebook.id == key),
    "semester_id": lambda key: select(null(), null(), Semester.academic_year_id).where(
        Semester.id == key
    ),
    "sheet_id": lambda key: select(
        AttestationSheet.group_id, null(), AttestationSheet.academic_year_id
    ).where(AttestationSheet.id == key),
    "note_id": lambda key: select(
        null(), AnalyticNote.department_id, AnalyticNote.academic_year_id
    ).where(AnalyticNote.id == key),
    "protocol_id": lambda key: select(FinalProtocol.group_id, null(), null()).where(
        FinalProtocol.id == key
    ),
    "placement_id": lambda key: select(PracticePlacement.group_id, null(), null()).where(
        PracticePlacement.id == key
    ),
    "student_id": lambda key: (
        select(Enrolment.group_id, null(), null())
        .where(Enrolment.student_id == key)
        .order_by(Enrolment.starts_on.desc(), Enrolment.id.desc())
        .limit(1)
    ),
}
