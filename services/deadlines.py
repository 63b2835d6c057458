"""What deadlines are judged by: the college's calendar, outages, who was away (5.5.3–5.5.6, 10.2).

Every page of a journal asks for the calendar and the outages, and they change a few times a year:
they are kept in the process for some seconds, as the norms of the regulation are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any, Final, TypeVar

from sqlalchemy import Integer, bindparam, event, select
from sqlalchemy.orm import Session

from access.proven import PlainSelect
from domain.clock import clock
from domain.deadlines import Judge, lesson_punctuality
from domain.working_calendar import Excuse, ExcuseKind, Excuses, WorkingCalendar
from models import AcademicYear, CalendarDay, EmployeeAbsence, Outage
from services.regulation import KEPT_FOR, rulebook
from services.study_calendar import calendar_of

_outages: Final = PlainSelect(
    "outages excuse everyone's deadlines alike and name nobody",
    select(Outage.starts_on, Outage.ends_on, Outage.what).order_by(Outage.starts_on),
)
_absences: Final = PlainSelect(
    "days on which a teacher was away excuse the teacher's deadlines; why is not read",
    select(EmployeeAbsence.employee_id, EmployeeAbsence.starts_on, EmployeeAbsence.ends_on).where(
        EmployeeAbsence.employee_id.in_(bindparam("teachers", expanding=True, type_=Integer())),
        EmployeeAbsence.starts_on <= bindparam("last"),
        EmployeeAbsence.ends_on >= bindparam("first"),
    ),
)
Kept = TypeVar("Kept")
_kept: dict[tuple[str, str, int], tuple[float, Any]] = {}


@dataclass(frozen=True, slots=True)
class _Outage:
    first: date
    last: date | None  # none: it lasts
    what: str


def working_calendar(session: Session, academic_year_id: int) -> WorkingCalendar:
    """Return the working days of an academic year; no statement as a rule.

    Raises NoResultFound where there is no such year.
    """
    return _keep(
        session,
        "calendar",
        academic_year_id,
        lambda: WorkingCalendar(calendar_of(session, academic_year_id)),
    )


def excuses(session: Session, first: date, last: date) -> Excuses:
    """Return the outages that touch days from `first` to `last`; one that lasts ends today.

    No statement as a rule.
    """
    today = clock.today()
    found = _keep(session, "outages", 0, lambda: _read_outages(session))
    spans = (
        Excuse(ExcuseKind.outage, one.first, one.last or max(one.first, today), one.what)
        for one in found
    )
    return Excuses(one for one in spans if one.first <= last and one.last >= first)


def away(
    session: Session, teacher_ids: Collection[int], first: date, last: date
) -> Mapping[int, Excuses]:
    """Return when each of the teachers was away between `first` and `last`. One statement.

    The caller has found lessons of these teachers visible.
    """
    found: dict[int, list[Excuse]] = defaultdict(list)
    if teacher_ids:
        rows = _absences(session, proven=True, teachers=list(teacher_ids), first=first, last=last)
        for teacher_id, starts_on, ends_on in rows:
            found[teacher_id].append(Excuse(ExcuseKind.away, starts_on, ends_on))
    return {teacher_id: Excuses(spans) for teacher_id, spans in found.items()}


@dataclass(frozen=True, slots=True)
class Judges:
    """Makes the judge of a day's deadlines: the norms in force then, the excuses of who taught."""

    session: Session
    calendar: WorkingCalendar
    common: Excuses  # outages
    personal: Mapping[int, Excuses]
    today: date

    def of(self, day: date, teacher_id: int | None) -> Judge:
        """Return by what is judged what a teacher owes for `day`."""
        own = self.personal.get(teacher_id or 0)
        together = self.common if own is None else self.common + own
        return Judge(self.today, self.calendar, rulebook(self.session).on(day), together)


def judges(
    session: Session,
    academic_year_id: int,
    teacher_ids: Collection[int],
    first: date,
    last: date | None = None,
) -> Judges:
    """Return what judges deadlines of an academic year from `first` on. One statement as a rule.

    `last` is the last day that is judged; None is today. The caller has found lessons of the
    teachers visible.
    """
    today = clock.today()
    last = max(last or today, today)
    return Judges(
        session,
        working_calendar(session, academic_year_id),
        excuses(session, first, last),
        away(session, teacher_ids, first, last),
        today,
    )


def record_limits(session: Session, days: Iterable[date]) -> dict[date, date]:
    """Return, for each day, until when its lessons are recorded in time: outages move it (10.2).

    Nobody's absence counts in it. No statement as a rule.
    """
    found = {}
    for day in days:
        year = year_of(session, day)
        if year is None:
            found[day] = day
            continue
        by = judges(session, year.id, (), day).of(day, None)
        found[day] = lesson_punctuality(day, None, by).facts["due"]
    return found


@dataclass(frozen=True, slots=True)
class YearSpan:
    """An academic year in short."""

    id: int
    starts_on: date
    ends_on: date


def year_of(session: Session, day: date) -> YearSpan | None:
    """Return the academic year of `day`: the last that has begun; no statement as a rule."""
    years = _keep(session, "years", 0, lambda: _read_years(session))
    return next((year for year in years if year.starts_on <= day), None)


def forget() -> None:
    """Let calendars and outages be read from the database again."""
    _kept.clear()


def _read_years(session: Session) -> tuple[YearSpan, ...]:
    """Return all academic years, the last one first."""
    rows = session.execute(
        select(AcademicYear.id, AcademicYear.starts_on, AcademicYear.ends_on).order_by(
            AcademicYear.starts_on.desc()
        )
    )
    return tuple(YearSpan(*row) for row in rows)


def _read_outages(session: Session) -> tuple[_Outage, ...]:
    return tuple(_Outage(*row) for row in _outages(session, proven=True))


def _keep(session: Session, what: str, key: int, read: Callable[[], Kept]) -> Kept:
    """Return what was read for a key not long ago, or read it."""
    place, now = (str(session.get_bind().engine.url), what, key), monotonic()
    kept = _kept.get(place)
    if kept is not None and now - kept[0] < KEPT_FOR:
        found: Kept = kept[1]
        return found
    found = read()
    _kept[place] = now, found
    return found


def _changed(_mapper: Any, _connection: Any, _row: Any) -> None:
    forget()


for _model in (AcademicYear, CalendarDay, Outage):
    for _moment in ("after_insert", "after_update", "after_delete"):
        event.listen(_model, _moment, _changed)
