"""Who is told about remarks: the teacher who answers, the inspector, the deputies (5.3.3)."""

from collections.abc import Mapping
from typing import Any, Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from access.roles import Role
from models import CurriculumItem, Department, Employee, Gradebook, StudyGroup
from services.notices import message_key, notify

FOUND: Final = message_key(
    "Your journal was inspected: %(journal)s, %(group)s. Remarks: %(count)s, put right by %(due)s."
)
CLEAN: Final = message_key("Your journal was inspected: %(journal)s, %(group)s. No remarks.")
ANSWERED: Final = message_key("A remark was answered: %(journal)s, %(group)s. %(text)s")
RETURNED: Final = message_key("Your answer was returned: %(journal)s, %(group)s. %(text)s")
PROLONGED: Final = message_key("A remark can be put right until %(due)s: %(journal)s, %(group)s.")
CLOSED: Final = message_key("A remark is closed: %(journal)s, %(group)s. %(text)s")
REOPENED: Final = message_key("A remark is open again: %(journal)s, %(group)s. %(text)s")
GONE: Final = message_key(
    "Remarks closed by themselves, their cause is gone: %(journal)s, %(group)s (%(count)s)."
)
OVERDUE: Final = message_key(
    "A remark is overdue and comes to you: %(journal)s, %(group)s, %(teacher)s. %(text)s"
)
_journal: Final = PlainSelect(
    "which journal a remark is of, for a notice to those whom the remark concerns",
    select(
        CurriculumItem.index_code,
        CurriculumItem.name,
        StudyGroup.name.label("group"),
        Employee.user_id,
        Employee.last_name,
    )
    .select_from(Gradebook)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Employee, Employee.id == Gradebook.teacher_id)
    .where(Gradebook.id == bindparam("gradebook")),
)
_role: Final = PlainSelect(
    "the accounts of a role: who is told what is overdue, or what is to be checked",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name == bindparam("role", type_=String()), User.active.is_(True))
    .order_by(User.id),
)
_heads: Final = PlainSelect(
    "the account of the head of each department, who is reminded of the checks of a month",
    select(Department.id, Employee.user_id)
    .join(Employee, Employee.id == Department.head_id)
    .join(User, User.id == Employee.user_id)
    .where(User.active.is_(True)),
)


def path_of(remark_id: int) -> str:
    """Return the address of a remark's page."""
    return f"/remarks/{remark_id}"


def tell_teacher(
    session: Session, gradebook_id: int, message: str, params: Mapping[str, Any], link: str
) -> None:
    """Tell the teacher of a journal; one without an account is not told."""
    about = _journal(session, proven=True, gradebook=gradebook_id).one()
    if about.user_id is not None:
        notify(session, [about.user_id], message, _params(about) | dict(params), link)


def tell_person(
    session: Session,
    user_id: int,
    gradebook_id: int,
    message: str,
    params: Mapping[str, Any],
    link: str,
) -> None:
    """Tell who wrote a remark what came of it."""
    about = _journal(session, proven=True, gradebook=gradebook_id).one()
    notify(session, [user_id], message, _params(about) | dict(params), link)


def tell_deputies(session: Session, gradebook_id: int, text: str, link: str) -> None:
    """Tell the deputy directors that a remark is overdue (5.3.3)."""
    about = _journal(session, proven=True, gradebook=gradebook_id).one()
    params = _params(about) | {"teacher": about.last_name, "text": text}
    notify(session, accounts_of(session, Role.deputy_director), OVERDUE, params, link)


def accounts_of(session: Session, role: Role) -> list[int]:
    """Return the active accounts of a role."""
    return list(_role(session, proven=True, role=str(role)).scalars())


def heads(session: Session) -> dict[int, int]:
    """Return the account of the head of each department that has one."""
    return {row[0]: row[1] for row in _heads(session, proven=True)}


def _params(about: Any) -> dict[str, Any]:
    return {"journal": f"{about.index_code} {about.name}", "group": str(about.group)}
