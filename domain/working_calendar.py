"""Working days of the college's week, and what moves a limit away from a day."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Final

from domain.study_calendar import DAY, StudyCalendar

FARTHEST: Final = 400  # days; a calendar without a working day in them is no calendar


class ExcuseKind(StrEnum):
    """Why nobody could be asked to record something on a day."""

    outage = auto()  # the journal could not be reached (10.1)
    away = auto()  # the teacher was ill or away
    holiday = auto()  # a day off of the law or the college, not of the week


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days, both included, that excuse, and in words what happened."""

    kind: ExcuseKind
    first: date
    last: date
    what: str = ""

    def covers(self, day: date) -> bool:
        """Return whether `day` is one of the days."""
        return self.first <= day <= self.last


class Excuses:
    """What excuses whom is judged, by day; an outage goes before an absence.

    Of several that cover a day the one that lasts longest counts.
    """

    def __init__(self, all_of_them: Iterable[Excuse] = ()) -> None:
        self.all: Final = tuple(
            sorted(all_of_them, key=lambda one: (one.kind is not ExcuseKind.outage, -_number(one)))
        )

    def on(self, day: date) -> Excuse | None:
        """Return what excuses `day`."""
        return next((one for one in self.all if one.covers(day)), None)

    def __contains__(self, day: object) -> bool:
        """Return whether a day is excused."""
        return isinstance(day, date) and self.on(day) is not None

    def __add__(self, other: "Excuses") -> "Excuses":
        """Return what excuses by either."""
        return Excuses((*self.all, *other.all)) if other.all else self


def _number(excuse: Excuse) -> int:
    return excuse.last.toordinal()


NO_EXCUSES: Final = Excuses()


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days on which the college works: its week of 5 or 6 days, holidays, moved days."""

    study: StudyCalendar

    def is_working(self, day: date) -> bool:
        """Return whether the college works on `day`."""
        return self.study.is_study_day(day)

    def is_holiday(self, day: date) -> bool:
        """Return whether `day` is off by the law or the college's word, not as every week."""
        off = day in self.study.holidays or day in self.study.days_off
        return off and not self.is_working(day)

    def shift(self, day: date, days: int, excused: Container[date] = ()) -> date:
        """Return the working day that comes `days` of them after `day`; 0 leaves the day itself.

        Days in `excused` are not counted, and with 0 an excused day moves to the next that is not.
        """
        if days <= 0 and day not in excused:
            return day
        left, found = max(days, 1), day
        for _number_of_day in range(FARTHEST):
            found += DAY
            if self.is_working(found) and found not in excused:
                left -= 1
                if not left:
                    break
        return found

    def working_days_between(self, first: date, last: date, excused: Container[date] = ()) -> int:
        """Return how many working days come after `first` up to `last`, which is among them."""
        count, day = 0, first + DAY
        while day <= last:
            count += self.is_working(day) and day not in excused
            day += DAY
        return count
