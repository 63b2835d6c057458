"""Who is told about a correction window: the head who decides, the teacher who asked."""

from typing import Any, Final

from flask_appbuilder.security.sqla.models import Role as RoleRow
from flask_appbuilder.security.sqla.models import User, assoc_user_role
from sqlalchemy import ColumnElement, bindparam, false, or_, select
from sqlalchemy.orm import Session

from access.matrix import Action
from access.principal import Principal
from access.proven import PlainSelect
from access.roles import Role
from access.scopes import visible
from models import (
    CorrectionWindow,
    CurriculumItem,
    Department,
    Employee,
    Gradebook,
    Lesson,
    StudyGroup,
)
from services.notices import message_key, notify
from services.window_words import days_of, until_of

ASKED: Final = message_key(
    "A correction window waits for your decision: %(journal)s, %(group)s, lessons %(days)s."
)
GRANTED: Final = message_key(
    "Your correction window is open until %(until)s: %(journal)s, %(group)s, lessons %(days)s."
)
REFUSED: Final = message_key(
    "Your correction window was refused: %(journal)s, %(group)s, lessons %(days)s. %(remark)s"
)

_about: Final = (
    select(
        CorrectionWindow.gradebook_id,
        CorrectionWindow.lessons_from,
        CorrectionWindow.lessons_to,
        CurriculumItem.index_code,
        CurriculumItem.name,
        StudyGroup.name.label("group"),
        StudyGroup.department_id,
        CorrectionWindow.teacher_id,
        Department.head_id,
    )
    .join(Gradebook, Gradebook.id == CorrectionWindow.gradebook_id)
    .join(CurriculumItem, CurriculumItem.id == Gradebook.item_id)
    .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
    .join(Department, Department.id == StudyGroup.department_id)
    .where(CorrectionWindow.id == bindparam("window"))
)
_window: Final = PlainSelect(
    "which journal a window is of: who asked for it or decides on it is telling the other",
    _about,
)
_head: Final = PlainSelect(
    "the account of the head of a department, who is told that a request waits",
    select(User.id)
    .join(Employee, Employee.user_id == User.id)
    .join(Department, Department.head_id == Employee.id)
    .where(Department.id == bindparam("department"), User.active.is_(True)),
)
_deputies: Final = PlainSelect(
    "the accounts of the deputies, who are told of a request that its department cannot decide",
    select(User.id)
    .join(assoc_user_role, assoc_user_role.c.user_id == User.id)
    .join(RoleRow, RoleRow.id == assoc_user_role.c.role_id)
    .where(RoleRow.name == str(Role.deputy_director), User.active.is_(True))
    .order_by(User.id),
)
_teacher: Final = PlainSelect(
    "the account of the teacher whose request was decided on",
    select(User.id)
    .join(Employee, Employee.user_id == User.id)
    .where(Employee.id == bindparam("employee"), User.active.is_(True)),
)
_first_lesson: Final = PlainSelect(
    "the first lesson that a window opens, for the teacher who asked for it",
    select(Lesson.id)
    .where(
        Lesson.gradebook_id == bindparam("gradebook"),
        Lesson.held_on.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Lesson.held_on, Lesson.pair, Lesson.id)
    .limit(1),
)


def falls_to_deputy() -> ColumnElement[bool]:
    """Return that no head can decide on a window: the head asked for it, or there is none."""
    return (
        select(Gradebook.id)
        .join(StudyGroup, StudyGroup.id == Gradebook.group_id)
        .join(Department, Department.id == StudyGroup.department_id)
        .where(
            Gradebook.id == CorrectionWindow.gradebook_id,
            or_(Department.head_id.is_(None), Department.head_id == CorrectionWindow.teacher_id),
        )
        .correlate(CorrectionWindow)
        .exists()
    )


def decided_by(who: Principal) -> ColumnElement[bool]:
    """Return which windows `who` decides on by role; nobody decides on own ones besides."""
    ways: list[ColumnElement[bool]] = []
    if Role.department_head in who.roles:
        head = frozenset({Role.department_head})
        ways.append(visible(CorrectionWindow, head, Action.update))
    if Role.deputy_director in who.roles:
        ways.append(falls_to_deputy())
    return or_(false(), *ways)


def path_of(window_id: int) -> str:
    """Return the address of a request's page."""
    return f"/windows/{window_id}"


def lesson_path(session: Session, window: CorrectionWindow) -> str:
    """Return the address of the first lesson that a window opens, else that of the journal."""
    found = _first_lesson(
        session,
        proven=True,
        gradebook=window.gradebook_id,
        first=window.lessons_from,
        last=window.lessons_to,
    ).scalar()
    journal = f"/journal/{window.gradebook_id}"
    return journal if found is None else f"{journal}?lesson={found}"


def tell_heads(session: Session, window_id: int) -> None:
    """Tell the head of the group's department that a request waits for a decision.

    Where the head asks, or there is none, the deputy directors are told, who decide then.
    """
    about = _window(session, proven=True, window=window_id).one()
    if about.head_id in (None, about.teacher_id):
        people = _deputies(session, proven=True).scalars()
    else:
        people = _head(session, proven=True, department=about.department_id).scalars()
    notify(session, list(people), ASKED, _params(about), path_of(window_id))


def tell_teacher(session: Session, window: CorrectionWindow, message: str) -> None:
    """Tell the teacher what was decided; a granted window leads to its first lesson."""
    about = _window(session, proven=True, window=window.id).one()
    people = _teacher(session, proven=True, employee=window.teacher_id).scalars()
    params = _params(about) | {"remark": window.remark or ""}
    link = path_of(window.id)
    if window.closes_at is not None:
        params["until"] = until_of(window.closes_at)
        link = lesson_path(session, window)
    notify(session, list(people), message, params, link)


def _params(about: Any) -> dict[str, str]:
    return {
        "journal": f"{about.index_code} {about.name}",
        "group": str(about.group),
        "days": days_of(about.lessons_from, about.lessons_to),
    }
