"""Make-up days as they are shown: of a journal, one with its places, those to be recorded (4.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Integer, bindparam, case, func, literal, null, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from access.principal import Principal
from access.proven import PlainSelect
from domain.cells import Cell
from domain.clock import clock
from domain.enums import AbsenceKind, DebtKind, MakeUpOutcome, TaskKind
from domain.make_ups import Recording
from domain.regulation import NORMS, Norm
from domain.text import short_name
from models import (
    Absence,
    Debt,
    Gradebook,
    Lesson,
    MakeUp,
    MakeUpPlace,
    Mark,
    Room,
    Student,
    Work,
)
from services.errors import NotFoundError
from services.journal_columns import COLUMNS, COUNT, JournalName, journal_name, with_journal
from services.journal_keepers import keepers_of, may_write_on
from services.journal_rights import through
from services.make_up_lock import PLANS, results_until, state_of_day

PLANNED: Final = MakeUpOutcome.planned


@dataclass(frozen=True, slots=True)
class JournalHead:
    """Which journal it is, and whether the person plans its make-up days today."""

    journal: JournalName
    writable: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """A make-up day of a journal with how many places it has."""

    id: int
    held_on: date
    starts_at: str | None
    room_id: int | None
    room: str | None
    note: str | None
    places: int
    students: int
    recorded: int
    state: Recording
    until: date  # the last day on which results are recorded


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A student's place on a day: for what, what the cell says now, what came of it."""

    id: int
    student_id: int
    student: str
    debt_id: int
    kind: DebtKind
    lesson_id: int
    held_on: date
    topic: str
    work_kind: TaskKind | None
    work: str
    cell: str
    outcome: MakeUpOutcome
    code: str | None
    is_open: bool  # whether the debt is


def journal_head(session: Session, who: Principal, gradebook_id: int) -> JournalHead:
    """Return which journal it is; raise NotFoundError where it is not the person's to see."""
    query = with_journal(
        select(*COLUMNS, through(who, PLANS).label("writable")).where(Gradebook.id == gradebook_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("")
    writable = bool(row[COUNT])
    if writable and not who.is_system:
        terms = keepers_of(session, gradebook_id)
        writable = may_write_on(terms, who.employee_id, clock.today())
    return JournalHead(journal_name(row), writable)


def _days() -> Any:
    return (
        select(
            MakeUp.id,
            MakeUp.held_on,
            MakeUp.starts_at,
            MakeUp.room_id,
            Room.name.label("room"),
            MakeUp.note,
            func.count(MakeUpPlace.id),
            func.count(MakeUpPlace.student_id.distinct()),
            func.coalesce(func.sum(case((MakeUpPlace.outcome != PLANNED, 1), else_=0)), 0),
        )
        .outerjoin(Room, Room.id == MakeUp.room_id)
        .outerjoin(MakeUpPlace, MakeUpPlace.make_up_id == MakeUp.id)
        .group_by(
            MakeUp.id, MakeUp.held_on, MakeUp.starts_at, MakeUp.room_id, Room.name, MakeUp.note
        )
    )


def days_of_journal(session: Session, gradebook_id: int) -> list[DayLine]:
    """Return the make-up days of a journal, the latest first, with the places that are seen."""
    query = _days().where(MakeUp.gradebook_id == gradebook_id)
    query = query.order_by(MakeUp.held_on.desc(), MakeUp.starts_at, MakeUp.id)
    return [_day(session, row) for row in session.execute(query).all()]


def days_to_record(session: Session, who: Principal) -> list[tuple[DayLine, JournalName]]:
    """Return the days whose results `who` can still record, the oldest first.

    Of the journals that they see as their teacher; for the first page.
    """
    today = clock.today()
    longest = timedelta(days=NORMS[Norm.results_days].high)
    waiting = (
        select(MakeUpPlace.make_up_id)
        .join(MakeUp, MakeUp.id == MakeUpPlace.make_up_id)
        .where(MakeUpPlace.outcome == PLANNED, MakeUp.held_on.between(today - longest, today))
    )
    days = {
        row[0]: _day(session, row)
        for row in session.execute(_days().where(MakeUp.id.in_(waiting))).all()
    }
    open_days = {key: day for key, day in days.items() if day.state is Recording.open}
    if not open_days:
        return []
    named = with_journal(
        select(*COLUMNS, MakeUp.id.label("day"))
        .select_from(MakeUp)
        .join(Gradebook, Gradebook.id == MakeUp.gradebook_id)
    ).where(MakeUp.id.in_(open_days), through(who, PLANS))
    found = [(open_days[row.day], journal_name(row)) for row in session.execute(named)]
    return sorted(found, key=lambda one: (one[0].held_on, one[0].id))


def _day(session: Session, row: Any) -> DayLine:
    state, until = state_of_day(session, row.held_on), results_until(session, row.held_on)
    values = dict(zip(DayLine.__slots__, row, strict=False))
    return DayLine(**values, state=state, until=until)


def day_of_make_up(session: Session, make_up_id: int) -> tuple[DayLine, int]:
    """Return a make-up day and its journal's id; raise NotFoundError."""
    book_id = session.scalar(select(MakeUp.gradebook_id).where(MakeUp.id == make_up_id))
    if book_id is None:
        raise NotFoundError("")
    row = session.execute(_days().where(MakeUp.id == make_up_id)).one()
    return _day(session, row), book_id


def places_on(session: Session, make_up_id: int) -> list[PlaceLine]:
    """Return the places of a day that the person sees, by student and lesson."""
    query = (
        select(
            MakeUpPlace.id,
            MakeUpPlace.student_id,
            Student.last_name,
            Student.first_name,
            Student.patronymic,
            Debt.id.label("debt_id"),
            Debt.kind,
            Debt.lesson_id,
            Debt.work_id,
            Debt.closed_on,
            Lesson.held_on,
            Lesson.topic,
            Work.kind.label("work_kind"),
            Work.title.label("work"),
            MakeUpPlace.outcome,
            MakeUpPlace.code,
        )
        .join(Debt, Debt.id == MakeUpPlace.debt_id)
        .join(Student, Student.id == MakeUpPlace.student_id)
        .join(Lesson, Lesson.id == Debt.lesson_id)
        .outerjoin(Work, Work.id == Debt.work_id)
        .where(MakeUpPlace.make_up_id == make_up_id)
        .order_by(Student.sort_name, Student.id, Lesson.held_on, MakeUpPlace.id)
    )
    rows = session.execute(query).all()
    cells = _cells(session, make_up_id) if rows else {}
    return [
        PlaceLine(
            row.id,
            row.student_id,
            short_name(*row[2:5]),
            row.debt_id,
            row.kind,
            row.lesson_id,
            row.held_on,
            row.topic,
            row.work_kind,
            row.work or "",
            cells.get((row.lesson_id, row.student_id, row.work_id or 0), ""),
            row.outcome,
            row.code,
            row.closed_on is None,
        )
        for row in rows
    ]


_owed = (
    select(Debt.lesson_id, Debt.student_id)
    .join(MakeUpPlace, MakeUpPlace.debt_id == Debt.id)
    .where(MakeUpPlace.make_up_id == bindparam("make_up"))
    .distinct()
    .subquery()
)
_cells_of: Final = PlainSelect(
    "what the cells say for which students are placed on a day that the person sees",
    union_all(
        select(Mark.lesson_id, Mark.student_id, Mark.work_id, Mark.ordinal, Mark.code).join(
            _owed,
            (_owed.c.lesson_id == Mark.lesson_id) & (_owed.c.student_id == Mark.student_id),
        ),
        select(
            Absence.lesson_id,
            Absence.student_id,
            sql_cast(null(), Integer),
            literal(-1),
            Absence.kind,
        ).join(
            _owed,
            (_owed.c.lesson_id == Absence.lesson_id) & (_owed.c.student_id == Absence.student_id),
        ),
    ),
)


def _cells(session: Session, make_up_id: int) -> dict[tuple[int, int, int], str]:
    """Return the texts of the cells of a day's places, by lesson, student and work."""
    marks: dict[tuple[int, int, int], list[tuple[int, str]]] = {}
    missed: dict[tuple[int, int, int], AbsenceKind] = {}
    for lesson, student, work, ordinal, code in _cells_of.bare(
        session, proven=True, make_up=make_up_id
    ):
        if ordinal < 0:
            missed[lesson, student, 0] = AbsenceKind(code)
        else:
            marks.setdefault((lesson, student, work or 0), []).append((ordinal, code))
    return {
        place: Cell(
            missed.get(place), None, tuple(code for _n, code in sorted(marks.get(place, ())))
        ).text
        for place in marks.keys() | missed.keys()
    }
