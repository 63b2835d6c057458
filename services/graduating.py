"""Who heads a graduating group and may write its theses, exams and protocols (5.5.13, 3.1)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from access.matrix import Action, Resource
from access.principal import Principal
from domain.clock import clock
from models import Department, StudyGroup
from services.errors import NotAllowedError, NotFoundError
from services.sheet_terms import Listed, students_on

MOST_ROWS: Final = 200


class RefusedError(NotAllowedError):
    """What a person may do as a rule, and not with this row: said on the page, 403 over REST."""


@dataclass(frozen=True, slots=True)
class Graduating:
    """A group that the person heads, and who is in it."""

    id: int
    name: str
    graduates_on: date | None
    students: tuple[Listed, ...]

    def name_of(self, student_id: int) -> str:
        """Return a student's name, a dash for a stranger's."""
        return next((one.name for one in self.students if one.id == student_id), "—")


def headed_groups(session: Session, who: Principal) -> list[tuple[int, str]]:
    """Return the groups of the department that the person heads, who graduate next first."""
    query = select(StudyGroup.id, StudyGroup.name).join(
        Department, Department.id == StudyGroup.department_id
    )
    if not who.is_system:
        query = query.where(Department.head_id == (who.employee_id or 0))
    rows = session.execute(
        query.order_by(
            StudyGroup.graduates_on.is_(None), StudyGroup.graduates_on, StudyGroup.search_name
        )
    )
    return [(row.id, row.name) for row in rows]


def headed_group(
    session: Session, who: Principal, group_id: int, resource: Resource, day: date | None = None
) -> Graduating:
    """Return a group whose rows of `resource` the person makes, with its students on a day.

    Raises NotAllowedError for who makes none at all, NotFoundError for a group of another head.
    """
    if not who.may(Action.create, resource):
        raise NotAllowedError(_("That is done by the head of the department."))
    row = session.execute(
        select(StudyGroup.id, StudyGroup.name, StudyGroup.graduates_on, Department.head_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .where(StudyGroup.id == group_id)
    ).one_or_none()
    if row is None or not (who.is_system or row.head_id == who.employee_id is not None):
        raise NotFoundError(_("There is no such group, or it is not yours to see."))
    wanted = day or clock.today()
    if row.graduates_on is not None:
        wanted = min(wanted, row.graduates_on)
    return Graduating(
        row.id, row.name, row.graduates_on, tuple(students_on(session, group_id, wanted))
    )
