"""A group's absences of one week: the curator's weekly control (clause 5.4.4)."""

from dataclasses import dataclass
from datetime import date

from domain.attendance import Missed


@dataclass(frozen=True, slots=True)
class WeekStudent:
    """A student who missed something in the week."""

    student_id: int
    name: str
    days: tuple[int, ...]  # hours missed on each of the week's days
    away: Missed
    late: int  # times


@dataclass(frozen=True, slots=True)
class GroupWeek:
    """A week, Monday to Saturday or Sunday, of a group; only students who missed something."""

    group_id: int
    group: str
    days: tuple[date, ...]
    students: tuple[WeekStudent, ...]
    in_group: int  # students in the group within the week
    away: Missed  # the whole group's
    lessons: int  # up to today
    not_recorded: int  # of these: nothing is known


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group in the care of the person who asks."""

    group_id: int
    name: str
