"""Rules of practice bases and of appointments by order (clause 5.5.13)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from domain.clock import clock
from models import Appointment, Employee, PracticeBase, PracticePlacement
from services.checks.common import Check, Problem, ends_first, period, said

LONGEST: Final = timedelta(days=366 * 6)  # a programme lasts less


def contract_is_whole(_session: Session, base: PracticeBase) -> Iterator[Problem]:
    """A contract that has a number has a day, is made already and does not end before it begins."""
    if bool(base.contract_number) != bool(base.contract_date):
        field = "contract_date" if base.contract_number else "contract_number"
        yield Problem(field, _("Give both the number of the contract and its date."))
    if base.contract_date and base.contract_date > clock.today():
        yield Problem("contract_date", _("The day of the contract is still to come."))


def appointed_while_employed(session: Session, row: Appointment) -> Iterator[Problem]:
    """Only who works at the college on the first day can be appointed."""
    if row.employee_id is None or not row.starts_on:
        return
    person = session.get(Employee, row.employee_id)
    if person is None:
        return
    if person.left_on is not None and person.left_on < row.starts_on:
        yield Problem("employee", _("Left the college on %(day)s.", day=said(person.left_on)))
    elif person.hired_on > row.starts_on:
        yield Problem(
            "employee", _("Works at the college from %(day)s.", day=said(person.hired_on))
        )


def ordered_first(_session: Session, row: Appointment) -> Iterator[Problem]:
    """An order is signed before what it orders begins, and for some years at most."""
    if not row.order_date or not row.starts_on:
        return
    if row.order_date > row.starts_on:
        yield Problem("starts_on", _("The appointment begins before its order was signed."))
    if row.ends_on is not None and row.ends_on - row.starts_on > LONGEST:
        yield Problem("ends_on", _("An appointment is not that long."))


def holds_what_rests_on_it(session: Session, row: Appointment) -> Iterator[Problem]:
    """An appointment keeps covering the practices that name it."""
    if row.id is None or not row.starts_on:
        return
    outside = [PracticePlacement.starts_on < row.starts_on]
    if row.ends_on is not None:
        outside.append(PracticePlacement.ends_on > row.ends_on)
    outside.append(PracticePlacement.college_head_id != row.employee_id)
    rests = select(PracticePlacement).where(
        PracticePlacement.appointment_id == row.id, or_(*outside)
    )
    first = session.scalars(rests.order_by(PracticePlacement.starts_on).limit(1)).first()
    if first is not None:
        sentence = _(
            "A practice from %(first)s to %(last)s rests on this appointment. Change it first.",
            first=said(first.starts_on),
            last=said(first.ends_on),
        )
        yield Problem("starts_on", sentence)


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    PracticeBase: (period("contract_date", "valid_until", ends_first), contract_is_whole),
    Appointment: (
        period("starts_on", "ends_on", ends_first),
        appointed_while_employed,
        ordered_first,
        holds_what_rests_on_it,
    ),
}
