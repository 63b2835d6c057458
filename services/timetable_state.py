"""A timetable as it stands, with all that decides on which days its pairs are held."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from domain.day_sets import Days, DaySet
from domain.enums import WeekKind
from domain.study_calendar import StudyCalendar, week_parity
from services import timetable_facts as facts
from services.errors import NotFoundError
from services.study_calendar import calendar_of

Held = tuple[int | None, DaySet]  # a teacher, None where there is none, and the days


@dataclass(frozen=True, slots=True)
class CourseRow:
    """What a group or subgroup is taught in a semester, in one journal; teachers by date."""

    key: int  # the id of its first assignment
    semester_id: int
    group_id: int
    subgroup_id: int | None
    item_id: int
    part: int
    group: str
    subgroup: str | None
    index_code: str
    name: str
    hours: int
    lab_only: bool
    days: DaySet
    teachers: tuple[Held, ...]

    @property
    def book(self) -> tuple[int, int | None, int, int]:
        """Return what makes its journal one within a year."""
        return self.group_id, self.subgroup_id, self.item_id, self.part

    @property
    def whom(self) -> str:
        """Return «ИС-21» or «ИС-21 / 1»."""
        return f"{self.group} / {self.subgroup}" if self.subgroup else self.group

    @property
    def title(self) -> str:
        """Return «ИС-21 · ОП.01 Операционные системы»."""
        return f"{self.whom} · {self.index_code} {self.name}"


@dataclass(frozen=True, slots=True)
class State:
    """A timetable, those whose terms share days with it, and what their days hang on."""

    head: Any  # the row of facts.TIMETABLE
    days: Days  # of the academic year
    calendar: StudyCalendar
    weekdays: Mapping[tuple[int, WeekKind], DaySet]
    courses: Mapping[int, CourseRow]
    course_of: Mapping[int, int]  # assignment → course
    slots: Sequence[Any]  # rows of facts.SLOTS, of all these timetables
    practice: Mapping[int, DaySet]  # by group
    practices: Sequence[Any]
    changes: Sequence[Any]

    @property
    def study_days(self) -> DaySet:
        """Return the days of the year on which lessons are held."""
        found = 0
        for (_weekday, weeks), days in self.weekdays.items():
            found |= days if weeks is WeekKind.every else 0
        return found

    @property
    def own(self) -> Iterator[Any]:
        """Yield the slots of this timetable alone."""
        return (slot for slot in self.slots if slot.timetable_id == self.head.id)

    def held(self, slot: Any) -> DaySet:
        """Return the days on which a slot is held, practices of its group left out."""
        course = self.courses[self.course_of[slot.assignment_id]]
        return self.days_at(course, slot.weekday, slot.weeks)

    def days_at(self, course: CourseRow, weekday: int, weeks: WeekKind) -> DaySet:
        """Return the days on which a course would be held on that weekday."""
        days = self.weekdays.get((weekday, weeks), 0) & course.days
        return days & ~self.practice.get(course.group_id, 0)


def read_state(session: Session, timetable_id: int) -> State:
    """Return a timetable as it stands; raise NotFoundError where there is none.

    The caller has checked that the person may work on timetables: see services/timetable_facts.
    """
    head = facts.TIMETABLE(session, proven=True, timetable=timetable_id).first()
    if head is None:
        raise NotFoundError(_("There is no such timetable, or it is not yours to see."))
    days = Days(head.year_starts_on, head.year_ends_on)
    calendar = calendar_of(session, head.academic_year_id)
    span = {"first": head.starts_on, "last": head.ends_on}
    terms = {
        row.id: row
        for row in facts.SEMESTERS(session, proven=True, year=head.academic_year_id, **span)
    }
    loads = facts.LOADS(session, proven=True, semesters=list(terms)).all()
    courses = {course.key: course for course in _courses(loads, terms, days)}
    keys = {(course.semester_id, course.book): key for key, course in courses.items()}
    practices = facts.PRACTICES(session, proven=True, **span).all()
    practice: dict[int, DaySet] = defaultdict(int)
    for row in practices:
        practice[row.group_id] |= days.span(row.starts_on, row.ends_on)
    return State(
        head=head,
        days=days,
        calendar=calendar,
        weekdays=weekday_sets(calendar, days),
        courses=courses,
        course_of={load.id: keys[load.semester_id, _book(load)] for load in loads},
        slots=facts.SLOTS(session, proven=True, semesters=list(terms)).all(),
        practice=practice,
        practices=practices,
        changes=facts.CHANGES(session, proven=True, semesters=list(terms)).all(),
    )


def weekday_sets(calendar: StudyCalendar, days: Days) -> dict[tuple[int, WeekKind], DaySet]:
    """Return the study days of a year by the weekday that they follow, and odd or even weeks."""
    sets: dict[tuple[int, WeekKind], DaySet] = defaultdict(int)
    for day, weekday in calendar.study_days(days.first, days.last):
        for weeks in (WeekKind.every, week_parity(day, days.first)):
            sets[weekday, weeks] |= days.one(day)
    return dict(sets)


def _book(load: Any) -> tuple[int, int | None, int, int]:
    return load.group_id, load.subgroup_id, load.item_id, load.part


def _courses(loads: Iterable[Any], terms: Mapping[int, Any], days: Days) -> Iterator[CourseRow]:
    """Yield the loads that follow each other in one journal as one course each."""
    chains: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for load in loads:
        chains[load.semester_id, _book(load)].append(load)
    for (semester_id, _same_book), chain in chains.items():
        term, first = terms[semester_id], chain[0]
        yield CourseRow(
            key=min(load.id for load in chain),
            semester_id=semester_id,
            group_id=first.group_id,
            subgroup_id=first.subgroup_id,
            item_id=first.item_id,
            part=first.part,
            group=first.group,
            subgroup=first.subgroup,
            index_code=first.index_code,
            name=first.name,
            hours=sum(load.hours for load in chain),
            lab_only=all(load.lab == load.hours for load in chain),
            days=days.span(first.starts_on or term.starts_on, term.ends_on),
            teachers=_teachers(chain, term, days),
        )


def _teachers(chain: Sequence[Any], term: Any, days: Days) -> tuple[Held, ...]:
    """Return who teaches when: each until the next begins."""
    begins: list[date] = [load.starts_on or term.starts_on for load in chain]
    spans = [days.span(first, following) for first, following in pairwise(begins)]
    overlap = [days.one(following) for following in begins[1:]]
    spans = [span & ~one for span, one in zip(spans, overlap, strict=True)]
    spans.append(days.span(begins[-1], term.ends_on))
    found: dict[int | None, DaySet] = defaultdict(int)
    for load, span in zip(chain, spans, strict=True):
        found[load.teacher_id] |= span
    return tuple(found.items())
