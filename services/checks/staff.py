"""Rules of employees."""

from collections.abc import Iterator
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Employee, EmployeeAbsence
from models.labels import label_of
from services.checks.common import Check, Problem, between, ends_first, overlaps, period, said
from services.checks.people import names


def away_once(session: Session, absence: EmployeeAbsence) -> Iterator[Problem]:
    """An employee is away for one reason at a time."""
    if not absence.starts_on or not absence.ends_on or absence.employee_id is None:
        return
    one_at_a_time(session, absence.employee_id)
    other = session.scalars(
        select(EmployeeAbsence)
        .where(
            EmployeeAbsence.employee_id == absence.employee_id,
            *overlaps(EmployeeAbsence, absence),
        )
        .order_by(EmployeeAbsence.starts_on)
        .limit(1)
    ).first()
    if other is None:
        return
    field = "starts_on" if other.starts_on <= absence.starts_on else "ends_on"
    yield Problem(
        field,
        _(
            "The employee is away from %(first)s to %(last)s already (%(kind)s): "
            "absences may not overlap.",
            first=said(other.starts_on),
            last=said(other.ends_on),
            kind=label_of(other.kind),
        ),
    )


def one_at_a_time(session: Session, employee_id: int) -> None:
    """Let two people who enter absences of one employee wait for each other.

    PostgreSQL locks the employee's row; on SQLite the unit of work has locked the whole database.
    """
    employee = select(Employee.id).where(Employee.id == employee_id)
    session.execute(employee.with_for_update(key_share=True))


def while_employed(session: Session, absence: EmployeeAbsence) -> Iterator[Problem]:
    """Only who works at the college can be away from it."""
    employee = session.get(Employee, absence.employee_id) if absence.employee_id else None
    if employee is None:
        return
    if absence.starts_on and absence.starts_on < employee.hired_on:
        sentence = _("The employee works here from %(day)s.", day=said(employee.hired_on))
        yield Problem("starts_on", sentence)
    if employee.left_on and absence.ends_on and absence.ends_on > employee.left_on:
        yield Problem("ends_on", _("Left the college on %(day)s.", day=said(employee.left_on)))


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Employee: (
        names,
        period("hired_on", "left_on", lambda: _("The last day of work is before the first.")),
        between("norm_hours", 1, 2000),
    ),
    EmployeeAbsence: (period("starts_on", "ends_on", ends_first), away_once, while_employed),
}
