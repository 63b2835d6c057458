"""The shapes of a timetable's conflicts: pairs of the week, facts about them, clashes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from domain.day_sets import DaySet

Place = tuple[int, int]  # weekday, pair


class ClashKind(StrEnum):
    """What is wrong."""

    teacher = auto()  # a teacher has two events in one pair
    room = auto()  # a room has
    group = auto()  # a group has, as a whole or with one of its subgroups
    subgroup = auto()  # one subgroup has
    stream = auto()  # what is held together has two teachers or two rooms
    absence = auto()  # the teacher is away on a day of the pair
    weekday = auto()  # no day of the term follows this weekday
    vacancy = auto()  # nobody teaches it
    bell = auto()  # no bell tells when the pair is
    no_room = auto()
    capacity = auto()  # the room has fewer seats than there are students
    room_kind = auto()  # laboratory work only, in a room without equipment
    hours = auto()  # the pairs give more or fewer hours than the load


WARNINGS: Final = frozenset(
    {
        ClashKind.vacancy,
        ClashKind.bell,
        ClashKind.no_room,
        ClashKind.capacity,
        ClashKind.room_kind,
        ClashKind.hours,
    }
)
EQUIPPED: Final = frozenset({"laboratory", "computer", "workshop", "outside"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of the week of one course, on the days on which it is held."""

    id: int
    weekday: int
    pair: int
    course: int  # what is taught, in one journal
    group: int
    subgroup: int | None
    days: DaySet
    teachers: tuple[tuple[int | None, DaySet], ...]  # who holds it on which of the days
    room: int | None = None
    stream: str | None = None
    size: int = 0  # students
    hours: int = 2
    excused: DaySet = 0  # days on which a change has dealt with the teacher's absence

    @property
    def place(self) -> Place:
        """Return the weekday and the pair."""
        return self.weekday, self.pair


@dataclass(frozen=True, slots=True)
class Course:
    """What the load gives a group or subgroup in a semester."""

    hours: int
    practice_hours: int = 0  # given by practice periods
    lab_only: bool = False


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """What matters of a room."""

    capacity: int | None = None
    is_shared: bool = False  # several events at once
    kind: str = "classroom"


@dataclass(frozen=True, slots=True)
class Facts:
    """What pairs are compared with."""

    ahead: DaySet  # days from today on: what is over clashes with nothing
    rooms: Mapping[int, RoomFacts] = field(default_factory=dict)
    away: Mapping[int, DaySet] = field(default_factory=dict)  # by teacher
    bells: Mapping[int, frozenset[int]] = field(default_factory=dict)  # pairs, by weekday
    courses: Mapping[int, Course] = field(default_factory=dict)
    weekdays: frozenset[int] = frozenset(range(1, 8))  # those that some day follows


@dataclass(frozen=True, slots=True, order=True)
class Clash:
    """One thing that is wrong; `pairs` are the ids of those it concerns, lowest first."""

    kind: ClashKind
    pairs: tuple[int, ...]
    days: DaySet = 0
    who: int = 0  # teacher, room or course, by kind
    found: int = 0  # students, scheduled hours
    wanted: int = 0  # seats, hours of the load

    @property
    def blocks(self) -> bool:
        """Return whether a timetable with it cannot be published."""
        return self.kind not in WARNINGS
