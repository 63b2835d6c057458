"""What a certificate says of an outage: how long it lasted, what it touched (clauses 10.1–10.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import DateTime, bindparam, case, func, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.deadlines import transfer_limit
from domain.regulation import Norm
from models import Lesson, Outage
from services.deadlines import judges
from services.errors import NotFoundError
from services.journal_columns import year_begun

_lessons: Final = PlainSelect(
    "lessons of the days of an outage are counted for its certificate; it names nobody",
    select(
        func.count(),
        func.count(Lesson.confirmed_at),
        func.coalesce(
            func.sum(case((Lesson.confirmed_at < bindparam("end", type_=DateTime()), 1), else_=0)),
            0,
        ),
    ).where(Lesson.held_on.between(bindparam("first"), bindparam("last"))),
)


@dataclass(frozen=True, slots=True)
class OutageFacts:
    """An outage as its certificate tells it; days are the college's."""

    outage: Outage
    working_days: int  # that it touched, up to today
    lessons: int  # of these days
    recorded: int  # of them, by now
    in_time: int  # of them, by the limit below
    transfer_days: int  # what the regulation gives for carrying over
    transfer_by: date | None  # the last of them; none while it lasts


def outage_facts(session: Session, outage_id: int) -> OutageFacts:
    """Return what is told of an outage; raise NotFoundError. Five statements at most."""
    outage = session.get(Outage, outage_id)
    if outage is None:
        raise NotFoundError(_("There is no such outage."))
    today = clock.today()
    last = min(outage.ends_on or today, today)
    year = year_begun(session, outage.starts_on)
    if year is None:
        raise NotFoundError(_("There is no academic year of these days."))
    judge = judges(session, year.id, (), outage.starts_on).of(outage.starts_on, None)
    limit = transfer_limit(outage.ends_on, judge) if outage.ends_on else None
    end = clock.start_of((limit or today) + timedelta(days=1))
    counted = _lessons(session, proven=True, first=outage.starts_on, last=last, end=end).one()
    held, recorded, in_time = counted
    before = outage.starts_on - timedelta(days=1)
    return OutageFacts(
        outage,
        judge.calendar.working_days_between(before, last),
        held,
        recorded,
        in_time,
        judge.rules.whole(Norm.outage_transfer_days),
        limit,
    )
