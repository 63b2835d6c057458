"""People who can be made responsible for something, for a choice in a form."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.text import full_name
from models import Employee, Position


def employees_here(session: Session) -> list[tuple[int, str]]:
    """Return (key, «Иванова Анна Петровна, методист») of the employees that the person who asks
    sees and that work here today, by name."""
    today = clock.today()
    rows = session.execute(
        select(
            Employee.id,
            Employee.last_name,
            Employee.first_name,
            Employee.patronymic,
            Position.name,
        )
        .outerjoin(Position, Position.id == Employee.position_id)
        .where(or_(Employee.left_on.is_(None), Employee.left_on >= today))
        .order_by(Employee.sort_name, Employee.id)
    )
    return [
        (key, ", ".join(part for part in (full_name(last, first, middle), post) if part))
        for key, last, first, middle, post in rows
    ]
