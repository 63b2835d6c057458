"""The study calendar: on which days lessons are held, and whose weekday's timetable they follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.enums import WeekKind

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StudyCalendar:
    """The week of the college, the law's days off, and the days on which the college departs.

    The college's own word goes before the law's, the law's before the week's.
    """

    week_days: int  # 5 or 6, from Monday
    holidays: frozenset[date] = frozenset()  # by the law, with the days off it transfers
    days_off: frozenset[date] = frozenset()  # the college's own
    # Worked days → the weekday (1..7) whose timetable they follow; None is their own.
    working: Mapping[date, int | None] = field(default_factory=dict)

    def weekday_of(self, day: date) -> int | None:
        """Return the weekday (1 Monday … 7) whose timetable `day` follows; None is no lessons."""
        if day in self.days_off:
            return None
        if day in self.working:
            return self.working[day] or day.isoweekday()
        if day in self.holidays or day.isoweekday() > self.week_days:
            return None
        return day.isoweekday()

    def is_study_day(self, day: date) -> bool:
        """Return whether lessons are held on `day`."""
        return self.weekday_of(day) is not None

    def study_days(self, first: date, last: date) -> Iterator[tuple[date, int]]:
        """Yield each study day from `first` to `last`, both included, and its weekday."""
        day = first
        while day <= last:
            weekday = self.weekday_of(day)
            if weekday is not None:
                yield day, weekday
            day += DAY


def week_parity(day: date, year_starts_on: date) -> WeekKind:
    """Return whether `day` is in an odd or an even week of its academic year.

    Week 1 is the week, from Monday, that holds the first day of the year; it is odd.
    """
    monday = year_starts_on - (year_starts_on.isoweekday() - 1) * DAY
    return WeekKind.even if (day - monday).days // 7 % 2 else WeekKind.odd
