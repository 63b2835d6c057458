"""Appointments by order: who may be chosen for a role on given days (clause 5.5.13)."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from domain.enums import AppointmentRole
from models import Appointment


@dataclass(frozen=True, slots=True)
class Appointed:
    """An appointment to choose: who, of what, by which order, on which days."""

    id: int
    employee_id: int
    name: str  # «Иванова А. П.»
    object: str
    order: str  # «№ 44-п от 01.09.2026»
    group_id: int | None  # none: of any group
    starts_on: date
    ends_on: date | None

    @property
    def title(self) -> str:
        """Return how the appointment is called in a list to choose from."""
        return f"{self.name} · {self.object} · {self.order}"

    def covers(self, first: date, last: date | None = None) -> bool:
        """Return whether the appointment is in force on every day from `first` to `last`."""
        return self.starts_on <= first and (self.ends_on is None or self.ends_on >= (last or first))


def appointments(
    session: Session,
    role: AppointmentRole,
    first: date,
    last: date | None = None,
    *,
    group_id: int | None = None,
    employee_id: int | None = None,
) -> list[Appointed]:
    """Return who is appointed to `role` on every day from `first` to `last`, by name.

    With a group, those for it or for any; with an employee, that person's alone. Only what the
    principal may see.
    """
    until = last or first
    wanted = [
        Appointment.role == role,
        Appointment.starts_on <= first,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= until),
    ]
    if group_id is not None:
        wanted.append(or_(Appointment.group_id.is_(None), Appointment.group_id == group_id))
    if employee_id is not None:
        wanted.append(Appointment.employee_id == employee_id)
    rows = session.scalars(
        select(Appointment).where(*wanted).options(joinedload(Appointment.employee_label))
    )
    return sorted(map(told, rows), key=lambda one: (one.name, one.starts_on, one.id))


def told(row: Appointment) -> Appointed:
    """Return an appointment as something to choose, its name from the public list of names."""
    label = row.employee_label
    return Appointed(
        row.id,
        row.employee_id,
        label.short_name if label is not None else "",
        row.object,
        order_text(row),
        row.group_id,
        row.starts_on,
        row.ends_on,
    )


def order_text(row: Appointment) -> str:
    """Return «No. 44-p of 01.09.2026» in the reader's language."""
    return _("No. %(number)s of %(day)s", number=row.order_number, day=f"{row.order_date:%d.%m.%Y}")
