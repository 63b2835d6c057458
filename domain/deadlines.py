"""Is it recorded in time: lessons, homework, results of works (clauses 5.5.3–5.5.6, 4.3, 10.2).

Late is what was done after its calendar day; by how much is counted in working days of the
college's week, so a Saturday lesson recorded on Sunday is late by none of them, and late.
Holidays, outages and the teacher's absence move the limit and are named: what was written on
paper in an outage is carried over within five working days after it (10.2).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, auto
from typing import Any, Final

from domain.enums import LessonKind
from domain.regulation import Norm, Regulation
from domain.verdict import Severity, Verdict
from domain.working_calendar import (
    NO_EXCUSES,
    Excuse,
    ExcuseKind,
    Excuses,
    WorkingCalendar,
)

RECORD, HOMEWORK, RESULTS, TOPIC = "5.5.4", "5.5.5", "5.5.6", "5.5.3"
MAKE_UP, CLOSING, CHANGES = "4.3", "4.6", "3.6"
# Control works, days of practice, coursework and consultations set nothing for the home.
WITH_HOMEWORK: Final = frozenset(
    {LessonKind.lecture, LessonKind.seminar, LessonKind.practical, LessonKind.lab}
)
# Lessons whose work is judged even where no work of its own was entered for it.
WITH_RESULTS: Final = frozenset({LessonKind.practical, LessonKind.lab, LessonKind.control})


class Timeliness(StrEnum):
    """The codes of the verdicts here."""

    pending = auto()  # there is time
    soon = auto()  # due within the days that the college calls soon
    today = auto()  # due today
    overdue = auto()  # not done, and the limit has passed
    done = auto()  # in time
    late = auto()  # done after the limit, and that stays so
    excused = auto()  # done after its day, within a limit that an excuse moved


_SEVERITIES: Final = {
    Timeliness.pending: Severity.ok,
    Timeliness.soon: Severity.due,
    Timeliness.today: Severity.due,
    Timeliness.overdue: Severity.fault,
    Timeliness.done: Severity.ok,
    Timeliness.late: Severity.warning,
    Timeliness.excused: Severity.note,
}


@dataclass(frozen=True, slots=True)
class Judge:
    """By what deadlines are judged: the day, the college's calendar, the norms, the excuses.

    `rules` are those in force on the day of what is judged.
    """

    today: date
    calendar: WorkingCalendar
    rules: Regulation
    excuses: Excuses = NO_EXCUSES


def lesson_punctuality(held_on: date, recorded_on: date | None, by: Judge) -> Verdict:
    """Clauses 5.5.3, 5.5.4: a lesson is recorded on the day it is held."""
    own = by.calendar.shift(held_on, by.rules.whole(Norm.record_days))
    return _verdict(RECORD, held_on, own, recorded_on, by)


def homework_punctuality(held_on: date, given_on: date | None, by: Judge) -> Verdict:
    """Clause 5.5.5: homework is entered not later than on the day of the lesson."""
    own = by.calendar.shift(held_on, by.rules.whole(Norm.homework_days))
    return _verdict(HOMEWORK, held_on, own, given_on, by)


def results_punctuality(work_due_on: date, complete_on: date | None, by: Judge) -> Verdict:
    """Clause 5.5.6: results of a work stand within a week, in calendar days, of its day."""
    own = work_due_on + timedelta(days=by.rules.whole(Norm.results_days))
    return _verdict(RESULTS, work_due_on, own, complete_on, by)


def make_up_punctuality(held_on: date, recorded_on: date | None, by: Judge) -> Verdict:
    """Clause 4.3: what came of a consultation day is recorded on that day."""
    own = by.calendar.shift(held_on, by.rules.whole(Norm.record_days))
    return _verdict(MAKE_UP, held_on, own, recorded_on, by)


def topic_punctuality(held_on: date, given_on: date | None, by: Judge) -> Verdict:
    """Clause 5.5.3: what of the programme a lesson gave is filled in daily."""
    return replace(lesson_punctuality(held_on, given_on, by), clause=TOPIC)


def closing_punctuality(semester_ends_on: date, signed_on: date | None, by: Judge) -> Verdict:
    """Clause 4.6: final marks follow the end of a semester; it is announced as long before."""
    days = timedelta(days=by.rules.whole(Norm.closing_days))
    verdict = _verdict(CLOSING, semester_ends_on, semester_ends_on + days, signed_on, by)
    if verdict.code == Timeliness.pending and by.today >= semester_ends_on - days:
        return replace(verdict, code=Timeliness.soon.value, severity=Severity.due)
    return verdict


def open_until(last_day: date, by: Judge) -> Verdict:
    """Clause 3.6: a window that was granted is used until its last day."""
    code = Timeliness.today if last_day <= by.today else Timeliness.soon
    facts = {"due": last_day, "own_due": last_day, "late_by": 0, "excused_by": ()}
    return Verdict(CHANGES, code.value, _SEVERITIES[code], facts)


def transfer_limit(ended_on: date, by: Judge) -> date:
    """Clause 10.2: the last day for carrying over what stood on paper in an outage."""
    return by.calendar.shift(ended_on, by.rules.whole(Norm.outage_transfer_days))


def moved(own: date, by: Judge) -> tuple[date, tuple[Excuse, ...]]:
    """Return the limit that was `own` after what excuses it, and these excuses in their order."""
    limit, found = own, list[Excuse]()
    while (excuse := _excuse_on(limit, by)) is not None:
        found.append(excuse)
        if excuse.kind is ExcuseKind.outage:
            limit = transfer_limit(excuse.last, by)
        else:
            limit = by.calendar.shift(excuse.last, 1)
    return limit, tuple(found)


def _excuse_on(day: date, by: Judge) -> Excuse | None:
    if (excuse := by.excuses.on(day)) is not None:
        return excuse
    return Excuse(ExcuseKind.holiday, day, day) if by.calendar.is_holiday(day) else None


def _verdict(clause: str, begins: date, own: date, done_on: date | None, by: Judge) -> Verdict:
    """Return the verdict on what can be done from `begins` and is due on `own` if not excused."""
    limit, excused_by = moved(own, by)
    seen_on = done_on or by.today
    late_by = 0
    if seen_on > limit:
        late_by = by.calendar.working_days_between(limit, seen_on, by.excuses)
    code = _done(done_on, own, limit) if done_on else _open(begins, limit, by)
    facts: dict[str, Any] = {
        "due": limit,
        "own_due": own,
        "done_on": done_on,
        "late_by": late_by,
        "excused_by": excused_by,
    }
    return Verdict(clause, code.value, _SEVERITIES[code], facts)


def _done(done_on: date, own: date, limit: date) -> Timeliness:
    if done_on <= own:
        return Timeliness.done
    return Timeliness.excused if done_on <= limit else Timeliness.late


def _open(begins: date, limit: date, by: Judge) -> Timeliness:
    if by.today > limit:
        return Timeliness.overdue
    if by.today < begins:
        return Timeliness.pending
    if by.today == limit:
        return Timeliness.today
    soon = by.today + timedelta(days=by.rules.whole(Norm.soon_days))
    return Timeliness.soon if limit <= soon else Timeliness.pending
