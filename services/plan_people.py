"""Who is told about a lesson plan: the methodists who decide, the teacher who wrote it."""

from typing import Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from models import CurriculumItem, Employee, Gradebook, StudyGroup
from services.notices import message_key, notify
from services.plan_lock import DECIDERS, LockedPlan

_deciders: Final = PlainSelect(
    "accounts of the methodists, who are told that a plan waits for them",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name.in_(sorted(DECIDERS)), User.active.is_(True))
    .order_by(User.id),
)
_teacher: Final = PlainSelect(
    "the account of the teacher whose plan was decided",
    select(User.id)
    .join(Employee, Employee.user_id == User.id)
    .where(Employee.id == bindparam("employee"), User.active.is_(True)),
)
_name: Final = PlainSelect(
    "which journal a notice is about; it was found visible with its plan",
    select(CurriculumItem.index_code, CurriculumItem.name, StudyGroup.name)
    .select_from(Gradebook)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .where(Gradebook.id == bindparam("book")),
)
SUBMITTED: Final = message_key("A lesson plan waits for your decision: %(journal)s, %(group)s.")
APPROVED: Final = message_key("Your lesson plan is approved: %(journal)s, %(group)s.")
RETURNED: Final = message_key("Your lesson plan was returned: %(journal)s, %(group)s.")


def tell_deciders(session: Session, plan: LockedPlan) -> None:
    """Tell the methodists that a plan was submitted."""
    people = list(_deciders(session, proven=True).scalars())
    notify(session, people, SUBMITTED, journal_params(session, plan), path_of(plan.id))


def tell_teacher(session: Session, plan: LockedPlan, message: str) -> None:
    """Tell the teacher who keeps the journal what was decided."""
    people = list(_teacher(session, proven=True, employee=plan.teacher_id).scalars())
    notify(session, people, message, journal_params(session, plan), path_of(plan.id))


def path_of(plan_id: int) -> str:
    """Return the address of a plan's page."""
    return f"/plans/{plan_id}"


def journal_params(session: Session, plan: LockedPlan) -> dict[str, str]:
    """Return the discipline and the group that a sentence about the plan names."""
    code, item, group = _name(session, proven=True, book=plan.gradebook_id).one()
    return {"journal": f"{code} {item}", "group": group}
