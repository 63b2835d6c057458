"""The regulation's names of the roles (clauses 2.5, 9.1.5), in the reader's language."""

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from access.roles import Role

ROLE_NAMES: Final[dict[Role, Any]] = {
    Role.module_admin: _l("module administrator"),
    Role.hr: _l("HR specialist"),
    Role.secretary: _l("secretary of the study office"),
    Role.teacher: _l("teacher"),
    Role.curator: _l("curator"),
    Role.methodist: _l("methodist"),
    Role.timetabler: _l("timetabler"),
    Role.department_head: _l("head of department"),
    Role.deputy_director: _l("deputy director"),
    Role.director: _l("director"),
    Role.student: _l("student"),
    Role.parent: _l("parent"),
}


def role_names(roles: Iterable[Role]) -> list[str]:
    """Return the names of `roles` in the order of the regulation's table."""
    held = set(roles)
    return [str(name) for role, name in ROLE_NAMES.items() if role in held]
