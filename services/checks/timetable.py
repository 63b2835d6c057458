"""Rules of rooms, bells, days of the calendar and pairs of the timetable."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import DayKind, WeekKind
from models import (
    AcademicYear,
    Bell,
    BellSchedule,
    CalendarDay,
    Room,
    Semester,
    TeachingAssignment,
    Timetable,
    TimetableSlot,
)
from services.checks.common import Check, Problem, between, on_the_clock

MOST_SEATS: Final = 2000


def within_a_day(_session: Session, bell: Bell) -> Iterator[Problem]:
    """A bell is given as «HH:MM», and a pair ends after it has begun, on the same day."""
    wrong = list(on_the_clock(bell, "starts_at", "ends_at"))
    yield from wrong
    if not wrong and bell.starts_at and bell.ends_at and bell.ends_at <= bell.starts_at:
        yield Problem("ends_at", _("The pair ends before it begins."))


def one_pair_at_a_time(session: Session, bell: Bell) -> Iterator[Problem]:
    """Pairs of one schedule follow each other by number and do not overlap."""
    if bell.schedule_id is None or not bell.pair or not (bell.starts_at and bell.ends_at):
        return
    others = select(Bell).where(Bell.schedule_id == bell.schedule_id)
    for other in session.scalars(others.order_by(Bell.pair)):
        if other.id == bell.id or other.pair == bell.pair:
            continue
        what = {"pair": other.pair, "first": other.starts_at, "last": other.ends_at}
        if other.pair < bell.pair and bell.starts_at < other.ends_at:
            sentence = _("Pair %(pair)s, %(first)s–%(last)s, is not over by then.", **what)
            yield Problem("starts_at", sentence)
        elif other.pair > bell.pair and bell.ends_at > other.starts_at:
            sentence = _("Pair %(pair)s, %(first)s–%(last)s, has begun by then.", **what)
            yield Problem("ends_at", sentence)


def only_worked_days_follow(_session: Session, day: CalendarDay) -> Iterator[Problem]:
    """A day off follows no weekday and has no bells of its own."""
    if day.kind is not DayKind.day_off:
        return
    sentence = _("A day off has no lessons: leave this empty, or make it a working day.")
    for field in ("works_as", "bell_schedule"):
        if getattr(day, "bell_schedule_id" if field == "bell_schedule" else field) is not None:
            yield Problem(field, sentence)


def in_a_year(session: Session, day: CalendarDay) -> Iterator[Problem]:
    """A departure of the study calendar is a day of an academic year."""
    if day.day and not _year_of(session, day.day):
        yield Problem("day", _("No academic year holds this day. Add the year first."))


def _year_of(session: Session, day: date) -> AcademicYear | None:
    holds = (AcademicYear.starts_on <= day, AcademicYear.ends_on >= day)
    return session.scalars(select(AcademicYear).where(*holds).limit(1)).first()


def of_what_there_is(session: Session, slot: TimetableSlot) -> Iterator[Problem]:
    """The load and the room of a pair exist."""
    for field, model in (("assignment", TeachingAssignment), ("room", Room)):
        key = getattr(slot, f"{field}_id")
        if key is not None and session.get(model, key) is None:
            yield Problem(field, _("There is no such record, or it is not yours to see."))


def of_the_semester(session: Session, slot: TimetableSlot) -> Iterator[Problem]:
    """A pair is an assignment's of the timetable's semester, on a study day of its week."""
    if slot.timetable_id is None or slot.assignment_id is None:
        return
    table = session.get(Timetable, slot.timetable_id)
    load = session.get(TeachingAssignment, slot.assignment_id)
    if table is None or load is None:
        return
    if load.semester_id != table.semester_id:
        sentence = _("This load is of another semester than the timetable, %(name)s.", name=table)
        yield Problem("assignment", sentence)
    semester = session.get(Semester, table.semester_id)
    year = semester and session.get(AcademicYear, semester.academic_year_id)
    if year and slot.weekday and slot.weekday > year.week_days:
        yield Problem("weekday", _("The college does not study on this day of the week."))


def placed_once(session: Session, slot: TimetableSlot) -> Iterator[Problem]:
    """An assignment has a place of the week once: «every week» leaves none for odd or even."""
    if not (slot.assignment_id and slot.weekday and slot.pair):
        return
    same = (
        TimetableSlot.assignment_id == slot.assignment_id,
        TimetableSlot.weekday == slot.weekday,
        TimetableSlot.pair == slot.pair,
    )
    for other in session.scalars(select(TimetableSlot).where(*same)):
        if other.id == slot.id or other.weeks is slot.weeks:
            continue  # the same weeks are found by the unique key
        if WeekKind.every in (other.weeks, slot.weeks):
            yield Problem("weeks", _("This load has the pair in some of these weeks already."))
            return


CHECKS: Final[dict[type, tuple[Check, ...]]] = {
    Room: (between("capacity", 1, MOST_SEATS),),
    BellSchedule: (between("weekday", 1, 7),),
    Bell: (between("pair", 1, 12), within_a_day, one_pair_at_a_time),
    CalendarDay: (between("works_as", 1, 7), only_worked_days_follow, in_a_year),
    TimetableSlot: (
        between("weekday", 1, 7),
        between("pair", 1, 12),
        between("hours", 1, 4),
        of_what_there_is,
        of_the_semester,
        placed_once,
    ),
}
