"""What tests of theses and protocols share: an appointment in force, a student who is ready."""

from datetime import date, datetime
from typing import Any

from domain.enums import AppointmentRole
from models import Appointment, PracticePlacement

COMMISSION = [
    {"role": "chairman", "name": "Седов Николай Аркадьевич", "position": "главный инженер"},
    {"role": "member", "name": "Лобанова Ирина Сергеевна"},
    {"role": "secretary", "name": "Юдина Марина Павловна"},
]


def appoint(session: Any, cast: Any, employee: int, **more: Any) -> int:
    """Appoint an employee to supervise the theses of the first company's group; return the key."""
    row = Appointment(
        **{
            "employee_id": employee,
            "role": AppointmentRole.thesis_supervisor,
            "group_id": cast.group,
            "object": "ВКР группы ИС-21",
            "order_number": "380-у",
            "order_date": date(2026, 9, 1),
            "starts_on": date(2026, 9, 1),
        }
        | more
    )
    session.add(row)
    session.commit()
    return int(row.id)


def sign_practice(session: Any, cast: Any) -> None:
    """Let the practice of the first company's student be passed and signed."""
    row = session.get_one(PracticePlacement, cast.practice_placement)
    row.code, row.signed_at = "5", datetime(2026, 10, 13, 9)
    session.commit()
