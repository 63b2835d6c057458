"""The bells of a day: of its own schedule, of its weekday's, else the common ones."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Bell, BellSchedule, CalendarDay

Times = dict[int, tuple[str, str]]  # pair → «08:30», «10:00»
BREAK: Final = timedelta(minutes=10)
PAIR: Final = timedelta(minutes=90)


def common_schedule(session: Session) -> int | None:
    """Return the key of the schedule of days that have none of their own: the first without one.

    Further schedules without a weekday (shortened days) are used by days of the calendar.
    """
    common = select(BellSchedule.id).where(BellSchedule.weekday.is_(None))
    return session.scalar(common.order_by(BellSchedule.id).limit(1))


def bells_of_days(session: Session, days: Iterable[date]) -> dict[date, Times]:
    """Return when pairs begin and end on each of `days`, in three statements."""
    wanted = list(days)
    if not wanted:
        return {}
    bells: dict[int, Times] = {}
    for bell in session.scalars(select(Bell)):
        bells.setdefault(bell.schedule_id, {})[bell.pair] = (bell.starts_at, bell.ends_at)
    named = select(BellSchedule.weekday, BellSchedule.id).order_by(BellSchedule.id.desc())
    by_weekday: dict[int | None, int] = dict(session.execute(named).all())
    own = select(CalendarDay.day, CalendarDay.works_as, CalendarDay.bell_schedule_id)
    departing = {
        day: (works_as, schedule)
        for day, works_as, schedule in session.execute(
            own.where(CalendarDay.day.between(min(wanted), max(wanted)))
        )
    }
    found = {}
    for day in wanted:
        works_as, schedule = departing.get(day, (None, None))
        if schedule is None:
            schedule = by_weekday.get(works_as or day.isoweekday(), by_weekday.get(None))
        found[day] = bells.get(schedule, {}) if schedule is not None else {}
    return found


def next_bell(session: Session, schedule_id: int) -> dict[str, Any]:
    """Return the usual values of the bell after the last one of a schedule."""
    last = select(Bell).where(Bell.schedule_id == schedule_id).order_by(Bell.pair.desc()).limit(1)
    bell = session.scalars(last).first()
    if bell is None:
        return {"pair": 1, "starts_at": "08:30", "ends_at": "10:00"}
    try:
        starts = datetime.strptime(bell.ends_at, "%H:%M") + BREAK
    except ValueError:  # imported bells may be written otherwise
        return {"pair": bell.pair + 1}
    return {
        "pair": bell.pair + 1,
        "starts_at": f"{starts:%H:%M}",
        "ends_at": f"{starts + PAIR:%H:%M}",
    }
