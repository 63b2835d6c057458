"""Which semester it is: the common one of today, or the nearest."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.clock import clock
from models import Semester


def semester_now(session: Session, day: date | None = None) -> Semester | None:
    """Return the semester of `day` (today) that no programme has to itself.

    Between two semesters it is the next one, after the last one the last; None where there is
    none at all.
    """
    day = day or clock.today()
    common = select(Semester).where(Semester.programme_id.is_(None))
    ahead = common.where(Semester.ends_on >= day).order_by(Semester.starts_on).limit(1)
    past = common.order_by(Semester.starts_on.desc()).limit(1)
    return session.scalars(ahead).first() or session.scalars(past).first()
