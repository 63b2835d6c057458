"""Making the theses of a graduating group, with supervisors by appointment (clause 5.5.13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from access.matrix import Resource
from access.principal import Principal
from access.proven import PlainSelect
from access.session import writing
from domain.clock import clock
from domain.enums import AppointmentRole
from domain.text import short_name
from models import Appointment, Employee, Thesis
from services.errors import FieldsError
from services.graduating import Graduating, headed_group
from services.line_entry import text_reader
from services.sheet_writing import SheetWriter

MOST_TOPIC: Final = 500
MOST_ORDER: Final = 100
_appointments: Final = PlainSelect(
    "who is appointed by order to supervise theses of a group is told to who heads the group",
    select(
        Appointment.id,
        Appointment.employee_id,
        Appointment.order_number,
        Appointment.order_date,
        Employee.last_name,
        Employee.first_name,
        Employee.patronymic,
    )
    .join(Employee, Employee.id == Appointment.employee_id)
    .where(
        Appointment.role == AppointmentRole.thesis_supervisor,
        or_(Appointment.group_id.is_(None), Appointment.group_id == bindparam("group")),
        Appointment.starts_on <= bindparam("day"),
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= bindparam("day")),
    )
    .order_by(Employee.sort_name, Appointment.id),
)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who may be chosen to supervise theses of a group today, by which appointment."""

    appointment_id: int
    employee_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A thesis to be made."""

    student_id: int
    topic: str
    appointment_id: int


def supervisors(session: Session, group_id: int) -> list[Supervisor]:
    """Return the supervisors appointed by orders in force today; the caller heads the group."""
    rows = _appointments(session, proven=True, group=group_id, day=clock.today())
    found = []
    for row in rows:
        order = _(
            "No. %(number)s of %(day)s", number=row.order_number, day=f"{row.order_date:%d.%m.%Y}"
        )
        name = short_name(row.last_name, row.first_name, row.patronymic)
        found.append(Supervisor(row.id, row.employee_id, f"{name} · {order}"))
    return found


def without_thesis(session: Session, group: Graduating) -> list[int]:
    """Return the students of a group who have no thesis yet, by name."""
    query = select(Thesis.student_id).where(Thesis.group_id == group.id)
    taken = set(session.scalars(query))
    return [one.id for one in group.students if one.id not in taken]


def make_theses(
    session: Session, who: Principal, group_id: int, wanted: Sequence[Wanted], topic_order: str
) -> list[int]:
    """Make the theses of a group in one unit and commit; return their keys.

    Raises FieldsError («theses.2.topic»), NotFoundError, NotAllowedError.
    """
    with writing():
        group = headed_group(session, who, group_id, Resource.thesis)
        free = set(without_thesis(session, group))
        chosen = {one.appointment_id: one for one in supervisors(session, group_id)}
        errors = _faults(group, wanted, free, set(chosen))
        try:
            order = text_reader(MOST_ORDER)(topic_order.strip())
        except ValueError as fault:
            errors["topic_order"] = str(fault)
        if errors:
            raise FieldsError(errors)
        writer = SheetWriter(session)
        keys = writer.add(
            Thesis,
            [
                {
                    "student_id": one.student_id,
                    "group_id": group_id,
                    "topic": " ".join(one.topic.split()),
                    "topic_order": order,
                    "appointment_id": one.appointment_id,
                    "supervisor_id": chosen[one.appointment_id].employee_id,
                }
                for one in wanted
            ],
        )
        writer.finish()
    return keys


def _faults(
    group: Graduating, wanted: Sequence[Wanted], free: set[int], appointments: set[int]
) -> dict[str, str]:
    errors = {}
    if not wanted:
        errors["theses"] = _("Write at least one topic.")
    if len({one.student_id for one in wanted}) != len(wanted):
        errors["theses"] = _("A student stands in it twice.")
    for number, one in enumerate(wanted):
        at, name = f"theses.{number}", group.name_of(one.student_id)
        if one.student_id not in free:
            known = one.student_id in {student.id for student in group.students}
            said = _("has a thesis already.") if known else _("is not in this group.")
            errors[f"{at}.student"] = f"{name}: {said}"
        if one.appointment_id not in appointments:
            errors[f"{at}.appointment"] = f"{name}: {no_appointment()}"
        try:
            if not text_reader(MOST_TOPIC)(one.topic.strip()):
                errors[f"{at}.topic"] = f"{name}: {_('write the topic.')}"
        except ValueError as fault:
            errors[f"{at}.topic"] = f"{name}: {fault}"
    return errors


def no_appointment() -> str:
    """Return the sentence that refuses a supervisor without an appointment."""
    return _("no appointment as a thesis supervisor is in force for this group today.")
