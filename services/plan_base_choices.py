"""What the base of plans can be narrowed to: the groups and teachers of its plans (3.3)."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.enums import PlanState
from domain.text import short_name
from models import EmployeeLabel, Gradebook, LessonPlan, StudyGroup
from services.plan_base import WHY

_books: Final = (
    select(Gradebook.id)
    .join(LessonPlan, LessonPlan.gradebook_id == Gradebook.id)
    .where(LessonPlan.state == PlanState.approved)
)
_groups: Final = PlainSelect(
    WHY,
    select(StudyGroup.id, StudyGroup.name)
    .where(StudyGroup.id.in_(select(Gradebook.group_id).where(Gradebook.id.in_(_books))))
    .order_by(StudyGroup.name),
)
_teachers: Final = PlainSelect(
    WHY,
    select(
        EmployeeLabel.id,
        EmployeeLabel.last_name,
        EmployeeLabel.first_name,
        EmployeeLabel.patronymic,
    )
    .where(EmployeeLabel.id.in_(select(Gradebook.teacher_id).where(Gradebook.id.in_(_books))))
    .order_by(EmployeeLabel.sort_name),
)


def groups_of_base(session: Session) -> list[tuple[int, str]]:
    """Return the groups that have approved plans: id and name."""
    return [(key, name) for key, name in _groups(session, proven=True)]


def teachers_of_base(session: Session) -> list[tuple[int, str]]:
    """Return the teachers of approved plans: id and short name."""
    return [(key, short_name(*names)) for key, *names in _teachers(session, proven=True)]
