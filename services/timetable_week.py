"""A week of a timetable as it really happens: published lessons, changes, practices, days off."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.enums import ChangeKind
from domain.study_calendar import StudyCalendar, week_parity
from models import AcademicYear, CalendarDay, Semester, Timetable
from services.bells import bells_of_days
from services.journal_keepers import Keeper, KeeperTerms
from services.study_calendar import calendar_of
from services.timetable_lessons import (
    changes_between,
    keepers_of_books,
    lessons_between,
    practices_between,
)
from services.timetable_shapes import Change, Entry, Practice, Week, WeekDay
from services.timetable_subjects import Subject, SubjectKind

DAY = timedelta(days=1)
SUNDAY = 7


def monday_of(day: date) -> date:
    """Return the Monday of the week that holds `day`."""
    return day - (day.isoweekday() - 1) * DAY


def week_of(session: Session, subject: Subject, day: date, *, grounds: bool) -> Week:
    """Return the week that holds `day`; the caller has found out that it may be looked at.

    What is shown are lessons: what publishing made, what a teacher added, as changes left them.
    Without `grounds` nobody is told why a lesson was changed: that is for staff.
    """
    first = monday_of(day)
    last = first + 6 * DAY
    rows = lessons_between(session, subject, first, last)
    books = {row.gradebook_id for row in rows}
    changes = changes_between(session, subject, first, last, books)
    if not grounds:
        changes = [replace(change, ground="") for change in changes]
    books |= {change.gradebook_id for change in changes}
    entries = list(_entries(subject, rows, changes, keepers_of_books(session, books), first, last))
    entries.sort(key=lambda one: (one.day, one.pair or 0, one.group, one.subgroup or ""))
    year = _year_of(session, first, last)
    days = _days(session, subject, year, first, entries)
    known = {pair for one in days for pair in one.bells} & set(range(1, 7))
    used = {entry.pair for entry in entries if entry.pair}
    timetable = _timetable_of(session, day)
    return Week(
        subject=subject,
        starts_on=first,
        ends_on=last,
        parity=week_parity(day, year.starts_on) if year else None,
        days=days,
        pairs=tuple(range(1, max(used, default=max(known, default=0)) + 1)),
        is_published=bool(timetable and timetable.published_at),
        timetable_id=timetable.id if timetable else None,
    )


def _year_of(session: Session, first: date, last: date) -> AcademicYear | None:
    shares = (AcademicYear.starts_on <= last, AcademicYear.ends_on >= first)
    latest = select(AcademicYear).where(*shares).order_by(AcademicYear.starts_on.desc())
    return session.scalars(latest.limit(1)).first()


def _timetable_of(session: Session, day: date) -> Timetable | None:
    """Return the timetable of the common semester that holds `day`."""
    held = (Semester.starts_on <= day, Semester.ends_on >= day, Semester.programme_id.is_(None))
    join = select(Timetable).join(Semester, Semester.id == Timetable.semester_id).where(*held)
    return session.scalars(join.limit(1)).first()


def _entries(
    subject: Subject,
    rows: list[Any],
    changes: list[Change],
    keepers: dict[int, KeeperTerms],
    first: date,
    last: date,
) -> Iterator[Entry]:
    """Yield the lessons with what happened to them, then traces of those that are not held."""
    held = set()
    for row in rows:
        entry = _entry(row, keepers.get(row.gradebook_id), changes)
        held.add((entry.gradebook_id, entry.day, entry.pair))
        if _concerns(subject, entry, keepers):
            yield entry
    for change in changes:
        gone = change.kind in (ChangeKind.cancel, ChangeKind.move, ChangeKind.instead)
        place = (change.gradebook_id, change.held_on, change.pair)
        if not gone or place in held or not first <= change.held_on <= last:
            continue
        if subject.kind is not SubjectKind.room:
            trace = _trace(change, keepers.get(change.gradebook_id))
            if _concerns(subject, trace, keepers):
                yield trace


def _entry(row: Any, terms: KeeperTerms | None, changes: list[Change]) -> Entry:
    change = _change_of(row, changes)
    keeper = terms.on(row.held_on, row.pair) if terms else None
    usual = _main(terms, row.held_on)
    entry = Entry(
        day=row.held_on,
        pair=row.pair,
        gradebook_id=row.gradebook_id,
        code=row.index_code,
        title=row.name,
        group_id=row.group_id,
        group=row.group,
        subgroup=row.subgroup,
        teacher_id=keeper.teacher_id if keeper else None,
        teacher=keeper.teacher if keeper else "",
        room_id=row.room_id,
        room=row.room,
        hours=row.hours,
        kind=row.kind,
        lesson_id=row.id,
        change=change,
        is_gone=change is not None and change.kind is ChangeKind.cancel,
    )
    if change is not None and change.kind is ChangeKind.substitute and change.teacher:
        stands_in = replace(entry, teacher_id=change.teacher_id, teacher=change.teacher)
        return replace(stands_in, usual_teacher=usual.teacher if usual else "")
    return entry


def _main(terms: KeeperTerms | None, day: date) -> Keeper | None:
    """Return who keeps the journal on `day`, whoever stands in."""
    mains = [one for one in terms.terms if one.standing == "main"] if terms else []
    return next((one for one in mains if one.covers(day)), None)


def _change_of(row: Any, changes: list[Change]) -> Change | None:
    """Return the change that made the lesson `row` what it is."""
    place = (row.held_on, row.pair)
    for change in changes:
        if change.gradebook_id == row.gradebook_id:
            here = (change.held_on, change.pair) == place
            if change.kind is ChangeKind.move and change.goes_to == place:
                return change
            if here and change.kind in (ChangeKind.substitute, ChangeKind.cancel):
                return change
        elif change.instead_id == row.gradebook_id and (change.held_on, change.pair) == place:
            return change
    return None


def _trace(change: Change, terms: KeeperTerms | None) -> Entry:
    """Return the place of a lesson that is not held there on that day."""
    usual = _main(terms, change.held_on)
    return Entry(
        day=change.held_on,
        pair=change.pair,
        gradebook_id=change.gradebook_id,
        code=change.code,
        title=change.title,
        group_id=0,
        group=change.group,
        subgroup=change.subgroup,
        teacher_id=usual.teacher_id if usual else None,
        teacher=usual.teacher if usual else "",
        room_id=None,
        room=None,
        hours=0,
        kind=None,
        change=change,
        is_gone=True,
    )


def _concerns(subject: Subject, entry: Entry, keepers: dict[int, KeeperTerms]) -> bool:
    """Return whether an entry of a teacher's journals is the teacher's on that day."""
    if subject.kind is not SubjectKind.teacher or entry.teacher_id == subject.id:
        return True
    usual = _main(keepers.get(entry.gradebook_id), entry.day)
    return bool(entry.change and usual and usual.teacher_id == subject.id)


def _days(
    session: Session,
    subject: Subject,
    year: AcademicYear | None,
    first: date,
    entries: list[Entry],
) -> tuple[WeekDay, ...]:
    dates = [first + number * DAY for number in range(7)]
    calendar = calendar_of(session, year.id) if year else None
    bells = bells_of_days(session, dates)
    notes = _notes(session, dates)
    practices = practices_between(session, subject, dates[0], dates[-1])
    days = [
        WeekDay(
            day=day,
            weekday=_weekday(calendar, year, day),
            is_holiday=bool(calendar and day in calendar.holidays),
            note=notes.get(day, ""),
            bells=bells[day],
            practices=_on(practices, day),
            entries=tuple(entry for entry in entries if entry.day == day),
        )
        for day in dates
    ]
    return tuple(one for one in days if one.day.isoweekday() < SUNDAY or one.entries or one.weekday)


def _weekday(calendar: StudyCalendar | None, year: AcademicYear | None, day: date) -> int | None:
    if calendar is None or year is None or not year.starts_on <= day <= year.ends_on:
        return None
    return calendar.weekday_of(day)


def _on(practices: list[Practice], day: date) -> tuple[Practice, ...]:
    return tuple(one for one in practices if one.starts_on <= day <= one.ends_on)


def _notes(session: Session, dates: list[date]) -> dict[date, str]:
    noted = select(CalendarDay.day, CalendarDay.note).where(CalendarDay.day.in_(dates))
    return {day: note for day, note in session.execute(noted) if note}
