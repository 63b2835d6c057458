"""The part of the first page that says what is owed and when it is made up (clause 4.3)."""

from typing import Any

from access.principal import Principal
from access.roles import Role
from access.session import db
from services.debt_home import owed_by_family
from services.debt_overview import debts_of_college
from services.make_up_lists import days_to_record
from views.debts.words import WORDS


def debts_block(who: Principal) -> dict[str, Any]:
    """Return what of it concerns the person: own debts, days to record, groups in care."""
    family = not {Role.student, Role.parent}.isdisjoint(who.roles)
    groups = debts_of_college(db.session) if Role.curator in who.roles else []
    return {
        "family": owed_by_family(db.session) if family else [],
        "to_record": days_to_record(db.session, who) if Role.teacher in who.roles else [],
        "groups": [group for department in groups for group in department.groups],
        **WORDS,
    }
