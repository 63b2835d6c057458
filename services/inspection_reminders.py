"""Reminders of the monthly duty: heads of their journals, the administrator of all (5.3.1, 7.2)."""

from typing import Final

from sqlalchemy.orm import Session

from access.principal import current_principal
from access.roles import Role
from domain.clock import clock
from domain.month import Month
from services.inspection_duty import DepartmentDuty, month_duty
from services.notices import message_key, notify
from services.remark_people import accounts_of, heads

HEAD: Final = message_key(
    "Journals of the department to be checked this month: %(missing)s of %(all)s."
)
ADMIN: Final = message_key(
    "Departments whose journals you have not controlled this month: %(names)s."
)
DEPUTY: Final = message_key("Journals checked this month: %(words)s.")
LINK: Final = "/inspections/"


def remind_of_checks(session: Session) -> int:
    """Tell whose checks of the present month are missing, in the caller's writing unit.

    The deputies are told how far the departments are (7.2). Returns how many were reminded.
    """
    month = Month.of(clock.today())
    duty = [one for one in month_duty(session, current_principal(), month) if one.journals]
    told = _heads(session, duty) + _administrators(session, duty)
    if duty:
        words = "; ".join(f"{one.department} {one.checked}/{one.journals}" for one in duty)
        notify(session, accounts_of(session, Role.deputy_director), DEPUTY, {"words": words}, LINK)
    return told


def _heads(session: Session, duty: list[DepartmentDuty]) -> int:
    found = heads(session)
    told = 0
    for one in duty:
        user_id = found.get(one.department_id)
        if one.missing and user_id is not None:
            params = {"missing": one.missing, "all": one.journals}
            notify(session, [user_id], HEAD, params, LINK)
            told += 1
    return told


def _administrators(session: Session, duty: list[DepartmentDuty]) -> int:
    names = [one.department for one in duty if not one.by_admin]
    if not names:
        return 0
    people = accounts_of(session, Role.module_admin)
    params = {"names": ", ".join(names)}
    notify(session, people, ADMIN, params, LINK)
    return len(people)
