"""When what belongs to a day is late, as statements can ask: by the rules of domain/deadlines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Date, DateTime, bindparam, case
from sqlalchemy.orm import Session

from domain.clock import clock
from domain.deadlines import Judge, homework_punctuality, lesson_punctuality, results_punctuality
from domain.monitor import MOST_DAYS
from domain.verdict import Verdict
from models import Lesson
from services.deadlines import Judges, judges, year_of

FEW: Final = 4  # days that are looked through one by one
Rule = Callable[[date, date | None, Judge], Verdict]


@dataclass(frozen=True, slots=True)
class Limits:
    """The last days on which what is due for the days of a period is in time, no one away."""

    days: tuple[date, ...]
    today: date
    ends: tuple[datetime, ...]  # for each day: when the limit of its lessons' records is over
    record_until: date  # lessons up to this day are past the limit today
    homework_until: date
    results_until: date  # works due up to this day

    @property
    def moved(self) -> tuple[date, ...]:
        """Return the days whose lessons may be recorded later than the day itself."""
        return tuple(
            day
            for day, end in zip(self.days, self.ends, strict=True)
            if end != clock.start_of(day + timedelta(days=1))
        )

    def binds(self) -> dict[str, date | datetime]:
        """Return the values of the binds of `on_time`."""
        days: dict[str, date | datetime] = {f"day_{n}": day for n, day in enumerate(self.days)}
        return days | {f"end_{n}": end for n, end in enumerate(self.ends)}


def on_time(days: int) -> Any:
    """Return whether a Lesson was confirmed before its limit was over, of a period of `days`.

    A table of the limits' ends, because no two databases count in time zones alike.
    """
    places = [
        (bindparam(f"day_{n}", type_=Date()), bindparam(f"end_{n}", type_=DateTime()))
        for n in range(days)
    ]
    return Lesson.confirmed_at < _looked_up(places)


def limits(session: Session, first: date, last: date) -> Limits:
    """Return the limits for the days from `first` to `last`, of which those after today are none.

    No statement as a rule. Raises ValueError for more days than one picture shows.
    """
    today = clock.today()
    last = min(last, today)
    days = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    if len(days) > MOST_DAYS:
        raise ValueError(f"{len(days)} days are too many")
    none = first - timedelta(days=1)
    if not days:
        return Limits((), today, (), none, none, none)
    by = _Judged(session, days, today)
    recorded = by.limits(lesson_punctuality)
    return Limits(
        days,
        today,
        tuple(clock.start_of(limit + timedelta(days=1)) for limit in recorded),
        by.last_past(recorded, none),
        by.last_past(by.limits(homework_punctuality), none),
        by.last_past(by.limits(results_punctuality), none),
    )


class _Judged:
    """The days of a period, each with the judge of its academic year and the norms of the day."""

    def __init__(self, session: Session, days: Sequence[date], today: date) -> None:
        self._days, self._today = days, today
        self._judges: list[Judge | None] = []
        made: dict[int, Judges] = {}
        for day in days:
            year = year_of(session, day)
            if year is None:
                self._judges.append(None)
                continue
            if year.id not in made:
                made[year.id] = judges(session, year.id, (), days[0])
            self._judges.append(made[year.id].of(day, None))

    def limits(self, rule: Rule) -> list[date]:
        """Return the last day in time for each day; before the first academic year, the day."""
        return [
            day if by is None else rule(day, None, by).facts["due"]
            for day, by in zip(self._days, self._judges, strict=True)
        ]

    def last_past(self, found: Sequence[date], none: date) -> date:
        """Return the last day whose limit is over today, `none` where no day's is."""
        past = [day for day, due in zip(self._days, found, strict=True) if due < self._today]
        return max(past, default=none)


def _looked_up(ends: list[tuple[Any, Any]]) -> Any:
    """Return the end that belongs to a lesson's day: found by halves, as a month has many days."""
    if len(ends) <= FEW:
        return case(*((Lesson.held_on == day, end) for day, end in ends))
    middle = len(ends) // 2
    return case(
        (Lesson.held_on < ends[middle][0], _looked_up(ends[:middle])),
        else_=_looked_up(ends[middle:]),
    )
