"""Rows that many models share: those of a role's groups, journals, students, or one's own.

Each function returns criteria by role for the one table of `access/scopes.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement

from access.predicates import ME_EMPLOYEE, ME_STUDENT, in_ids
from access.role_sets import (
    Ids,
    gradebooks_of,
    groups_of,
    headed_departments,
    lessons_of,
    students_of,
)
from access.roles import Role

Rows = Callable[[Any], ColumnElement[bool]]  # model or alias → criterion

GROUP_ROLES: Final = (
    Role.teacher,
    Role.curator,
    Role.department_head,
    Role.student,
    Role.parent,
)
STAFF_OF_GROUPS: Final = GROUP_ROLES[:3]


def through(column: str, ids: Callable[[Role], Ids], roles: Iterable[Role]) -> dict[Role, Rows]:
    """Return, for each of `roles`, the rows whose `column` is among that role's `ids`."""

    def rows_of(role: Role) -> Rows:
        return lambda model: in_ids(getattr(model, column), ids(role))

    return {role: rows_of(role) for role in roles}


def mine(column: str, me: ColumnElement[int], *roles: Role) -> dict[Role, Rows]:
    """Return, for each of `roles`, the rows whose `column` is the person who asks."""
    return dict.fromkeys(roles, lambda model: getattr(model, column) == me)


def of_student(column: str) -> dict[Role, Rows]:
    """Rows about a student: of own groups for staff, else the own or a child's."""
    return {
        **through(column, students_of, (Role.teacher, Role.curator, Role.department_head)),
        **mine(column, ME_STUDENT, Role.student),
        **through(column, students_of, (Role.parent,)),
    }


def of_cell() -> dict[Role, Rows]:
    """Marks and absences: of the role's lessons for staff; own, or a child's, wherever made."""
    return {
        **through("lesson_id", lessons_of, (Role.teacher, Role.curator, Role.department_head)),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    }


def of_result() -> dict[Role, Rows]:
    """What a student has in a journal: of the role's journals for staff; own, or a child's."""
    return {
        **through("gradebook_id", gradebooks_of, STAFF_OF_GROUPS),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    }


def of_group_result(head: str | None = None) -> dict[Role, Rows]:
    """What a student has in a group; a teacher sees the rows whose `head` the teacher is."""
    return {
        **(mine(head, ME_EMPLOYEE, Role.teacher) if head else {}),
        **through("group_id", groups_of, (Role.curator, Role.department_head)),
        **mine("student_id", ME_STUDENT, Role.student),
        **through("student_id", students_of, (Role.parent,)),
    }


def of_headed_department() -> dict[Role, Rows]:
    """What a department has; a head sees that of the own one."""
    return through("department_id", lambda _role: headed_departments(), (Role.department_head,))


def of_gradebook(column: str) -> dict[Role, Rows]:
    return through(column, gradebooks_of, GROUP_ROLES)
