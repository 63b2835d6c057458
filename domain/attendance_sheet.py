"""The attendance sheet of a group for a month or other days (4.4, 5.4.4), from plain facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import add

from domain.attendance import Missed, missed, share
from domain.enums import AbsenceKind
from domain.span import Days

NONE_MISSED = Missed()


@dataclass(frozen=True, slots=True)
class Period:
    """Days of belonging to something; both ends are days of it, an open end lasts."""

    starts_on: date
    ends_on: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether `day` is one of the days."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class StudentFact:
    """A student of the group: when enrolled, and when in which subgroup."""

    id: int
    name: str
    enrolled: tuple[Period, ...]
    subgroups: Mapping[int, tuple[Period, ...]] = field(default_factory=dict)

    def is_enrolled(self, day: date) -> bool:
        """Return whether the student is in the group on `day`."""
        return any(period.covers(day) for period in self.enrolled)

    def attends(self, lesson: "LessonFact") -> bool:
        """Return whether `lesson` is one that the student has to attend (clause 5.5.9)."""
        if not self.is_enrolled(lesson.held_on):
            return False
        if lesson.subgroup_id is None:
            return True
        membership = self.subgroups.get(lesson.subgroup_id, ())
        return any(period.covers(lesson.held_on) for period in membership)


@dataclass(frozen=True, slots=True)
class LessonFact:
    """A lesson of the group; `recorded` once the teacher confirmed that attendance was taken."""

    id: int
    held_on: date
    hours: int
    recorded: bool
    subgroup_id: int | None = None


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """That a student missed a lesson or came late; made up: a mark was earned for it later."""

    lesson_id: int
    student_id: int
    kind: AbsenceKind
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Academic hours of one student and day, or of any sum of these."""

    held: int = 0  # in recorded lessons only
    away: Missed = NONE_MISSED
    made_up: Missed = NONE_MISSED  # a part of the hours away, never taken off them
    unrecorded: int = 0  # nothing is known of these: neither present nor missed
    late: int = 0  # times, not hours: coming late costs no hours

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(
            self.held + other.held,
            self.away + other.away,
            self.made_up + other.made_up,
            self.unrecorded + other.unrecorded,
            self.late + other.late,
        )

    @property
    def share(self) -> Decimal | None:
        """Return the attendance in percent of the recorded hours; None where there are none."""
        return share(self.held, self.away.total)


NOTHING = Hours()


@dataclass(frozen=True, slots=True)
class StudentLine:
    """One student's line; a day on which the student is not in the group is None."""

    student: StudentFact
    days: Mapping[date, Hours | None]
    total: Hours


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet."""

    month: Days
    lines: tuple[StudentLine, ...]
    lessons_on: Mapping[date, int]  # how many lessons the group has that day
    unrecorded_on: Mapping[date, int]  # how many of them are not recorded

    def day_total(self, day: date) -> Hours:
        """Return the group's hours on `day`."""
        return total(line.days[day] or NOTHING for line in self.lines)

    @property
    def group_total(self) -> Hours:
        """Return the group's hours of all days."""
        return total(line.total for line in self.lines)


def total(parts: Iterable[Hours]) -> Hours:
    """Return the sum of `parts`."""
    return reduce(add, parts, NOTHING)


def hours_of(lesson: LessonFact, absence: AbsenceFact | None) -> Hours:
    """Return what one lesson means for a student who has to attend it.

    A lesson that is not recorded says nothing, whatever was typed into it; a missed lesson that
    was made up stays missed; coming late costs no hours.
    """
    if not lesson.recorded:
        return Hours(unrecorded=lesson.hours)
    if absence is None:
        return Hours(held=lesson.hours)
    if absence.kind is AbsenceKind.late:
        return Hours(held=lesson.hours, late=1)
    away = missed([(absence.kind, lesson.hours)])
    return Hours(held=lesson.hours, away=away, made_up=away if absence.made_up else NONE_MISSED)


def monthly_sheet(
    month: Days,
    students: Sequence[StudentFact],
    lessons: Iterable[LessonFact],
    absences: Iterable[AbsenceFact],
) -> Sheet:
    """Return the sheet of the days of `month` for `students`, in their order (clause 4.4).

    A student who is in the group on none of the days has no line.
    """
    by_day: dict[date, list[LessonFact]] = defaultdict(list)
    for lesson in lessons:
        by_day[lesson.held_on].append(lesson)
    absence_of = {(a.student_id, a.lesson_id): a for a in absences}

    def line(student: StudentFact) -> StudentLine:
        days: dict[date, Hours | None] = {}
        for day in month.days:
            days[day] = (
                total(
                    hours_of(lesson, absence_of.get((student.id, lesson.id)))
                    for lesson in by_day[day]
                    if student.attends(lesson)
                )
                if student.is_enrolled(day)
                else None
            )
        return StudentLine(student, days, total(hours for hours in days.values() if hours))

    return Sheet(
        month,
        tuple(
            line(student)
            for student in students
            if any(student.is_enrolled(day) for day in month.days)
        ),
        {day: len(by_day[day]) for day in month.days},
        {day: sum(not lesson.recorded for lesson in by_day[day]) for day in month.days},
    )
